"""Papers as PDF: what is read out of them is what was recorded, and every letter is embedded."""

import io
import random
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from pypdf import PdfReader

from membership.papers.pdf import print_pdf
from membership.papers.rules import (
    BankAccount,
    InvoiceWords,
    Issuer,
    Line,
    MissingLetterError,
    ReceiptWords,
    SlipWords,
    invoice_record,
    receipt_record,
    slip_record,
)

pytestmark = pytest.mark.capability("M4")

NOW = datetime(2026, 4, 1, 3, 0, 0, 123456, tzinfo=UTC)
BANK = BankAccount("見本銀行（0000）", "本店（001）", "普通", "1234567", "ミホンノカイ")
ISSUER = Issuer(
    name="見本の会",
    address="みほん市みほん町1-2",
    phone="011-000-0000",
    email="jimu@tasuki.example",
    representative_title="代表理事",
    representative="𠮷田 太郎",
    responsible="𠮷田 太郎",
    in_charge="髙橋 花子",
    registration_number="T5000000000017",
)
LINES = [
    Line("2026年度会費（個人会員）髙橋 﨑子", 2000),
    Line("講演会参加費", 3300, "rate_10"),
    Line("弁当", 1080, "rate_8"),
]
RECEIPT = receipt_record(
    ReceiptWords("髙橋 﨑子　様", LINES, ISSUER, date(2026, 4, 1), "2026年度会費ほか"), "R8-000123"
)
INVOICE = invoice_record(
    InvoiceWords(
        "みほん市長　様", LINES, ISSUER, BANK, date(2026, 4, 1), date(2026, 5, 31), "1234567", "会費", True
    ),
    "R8-000007",
)
SLIP = slip_record(
    SlipWords("𠮷田 花子　様", LINES, ISSUER, BANK, "1234567", "ヨシダ ハナコ", date(2026, 5, 31))
)
PAPERS = [
    pytest.param(RECEIPT, id="receipt"),
    pytest.param(INVOICE, id="invoice with its set"),
    pytest.param(SLIP, id="slip"),
]


def read(content):
    return PdfReader(io.BytesIO(content))


def plain(text):
    """Letters only: where a line or a column breaks is no part of the record."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("record", PAPERS)
def test_text_read_from_pdf_holds_everything_recorded(record):
    pages = read(print_pdf(record, made_at=NOW)).pages
    printed = plain("".join(page.extract_text() for page in pages))

    assert [text for text in record.texts() if plain(text) not in printed] == []


NAMES = [
    "髙橋 﨑子",
    "𠮷田 太郎",
    "渡邊 ゆう",
    "渡辺 裕",
    "齋藤 凜",
    "斉藤 蓮",
    "ヴァイス 花",
    "見本 神",
    "葛城 芭",
    "柳瀨 瀧",
    "塚本 都",
]
THINGS = [
    "2026年度会費（個人会員）",
    "講演会参加費",
    "弁当代（軽減）",
    "懇親会 〈11月〉",
    "資料代 ～B5～",
    "宿泊費",
]


def any_record(chance, number):
    """A paper as one of many: somebody of many names, one to twelve lines, with and without tax."""
    name = f"{chance.choice(NAMES)}{chance.choice(['', '　様', '　御中'])}"
    lines = [
        Line(
            f"{chance.choice(THINGS)}　{chance.choice(NAMES)}",
            chance.randrange(1, 2_000_000),
            chance.choice(["none", "rate_10", "rate_8", "out", "trust"]),
        )
        for _line in range(chance.randint(1, 12))
    ]
    day = date(2026, 4, 1) + timedelta(days=chance.randrange(730))
    return chance.choice(
        [
            lambda: receipt_record(ReceiptWords(name, lines, ISSUER, day, chance.choice(THINGS)), number),
            lambda: invoice_record(
                InvoiceWords(name, lines, ISSUER, BANK, day, day, "1234567", "会費", chance.random() < 0.3),
                number,
            ),
            lambda: slip_record(SlipWords(name, lines, ISSUER, BANK, "1234567", "ヨシダ ハナコ", day)),
        ]
    )()


@pytest.mark.parametrize("papers", [15, pytest.param(500, marks=pytest.mark.full)])
def test_text_of_many_papers_is_what_was_recorded(papers, prove_figure):
    chance = random.Random(4)
    wrong, texts = [], 0
    for serial in range(1, papers + 1):
        record = any_record(chance, f"R8-{serial:06d}")
        printed = plain("".join(page.extract_text() for page in read(print_pdf(record, made_at=NOW)).pages))
        texts += len(list(record.texts()))
        wrong += [(serial, text) for text in record.texts() if plain(text) not in printed]

    assert wrong == []
    prove_figure(f"{papers} papers of all kinds: {texts} recorded texts read back from the PDF, all the same")


def test_set_for_a_municipality_is_three_papers_of_one_number():
    pages = [plain(page.extract_text()) for page in read(print_pdf(INVOICE, made_at=NOW)).pages]

    assert len(pages) == 3
    assert [
        title for title, page in zip(("見積書", "請求書", "納品書"), pages, strict=True) if title in page
    ] == [
        "見積書",
        "請求書",
        "納品書",
    ]
    assert all("R8-000007" in page for page in pages)


@pytest.mark.parametrize("record", PAPERS)
def test_every_font_is_embedded(record):
    fonts = [
        font.get_object()
        for page in read(print_pdf(record, made_at=NOW)).pages
        for font in page["/Resources"]["/Font"].values()
    ]
    files = [
        bool(font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object().get("/FontFile2"))
        for font in fonts
    ]

    assert len(files) >= 2
    assert all(files)


def test_note_stands_beside_the_title():
    first, again = (print_pdf(RECEIPT, made_at=NOW, note=note) for note in ("", "再発行　2026-05-01"))

    assert "再発行" not in read(first).pages[0].extract_text()
    assert "再発行" in read(again).pages[0].extract_text()
    assert "R8-000123" in read(again).pages[0].extract_text()


def test_same_record_gives_the_same_bytes():
    assert print_pdf(RECEIPT, made_at=NOW) == print_pdf(RECEIPT, made_at=NOW)


def test_words_are_never_taken_for_layout():
    tricky = "#sys.inputs *太字* $x$ \\ @ref // <b>"
    record = receipt_record(
        ReceiptWords(tricky, [Line(tricky, 2000)], ISSUER, date(2026, 4, 1), tricky), "R8-000001"
    )

    printed = plain(read(print_pdf(record, made_at=NOW)).pages[0].extract_text())

    assert printed.count(plain(tricky)) == 3


def test_letter_without_a_glyph_is_refused_by_name():
    record = receipt_record(
        ReceiptWords("見本 \U0002a6d6子　様", LINES, ISSUER, date(2026, 4, 1), "会費"), "R8-000001"
    )

    with pytest.raises(MissingLetterError) as refusal:
        print_pdf(record, made_at=NOW)

    assert refusal.value.letters == ["\U0002a6d6"]
