"""What stands on papers."""

from datetime import date

import pytest

from membership.papers.rules import (
    InvoiceWords,
    Issuer,
    Line,
    ReceiptWords,
    TaxRow,
    WrongPaperError,
    addressed,
    invoice_record,
    number_of,
    paper_date,
    receipt_record,
    tax_rows,
    typed_name,
)
from network.association.dates import FiscalYear

ISSUER = Issuer("見本の会", registration_number="T5000000000017")


@pytest.mark.parametrize(
    ("year", "serial", "number"),
    [
        pytest.param(2026, 123, "R8-000123", id="Reiwa 8"),
        pytest.param(2019, 1, "R1-000001", id="the first year of an era counts as one"),
        pytest.param(2018, 7, "H30-000007", id="the era before"),
        pytest.param(2026, 1_234_567, "R8-1234567", id="more than six digits"),
    ],
)
def test_number_says_era_year_and_serial(year, serial, number):
    assert number_of(FiscalYear(year), serial) == number


@pytest.mark.parametrize(
    ("name", "is_body", "printed"),
    [
        ("髙橋 花子", False, "髙橋 花子　様"),
        ("見本市社会福祉協議会", True, "見本市社会福祉協議会　御中"),
        ("見本市長", True, "見本市長　様"),
        ("見本市長 様", True, "見本市長 様"),
        ("見本市長 殿", True, "見本市長 殿"),
    ],
)
def test_addressee_takes_one_address_of_honour(name, is_body, printed):
    assert addressed(name, is_body=is_body) == printed


def test_tax_when_lines_are_mixed_is_cut_once_per_rate():
    lines = [
        Line("会費", 2000),
        Line("講演", 105, "rate_10"),
        Line("講演", 105, "rate_10"),
        Line("弁当", 1080, "rate_8"),
        Line("宿泊", 9000, "trust"),
    ]

    assert tax_rows(lines) == [TaxRow("10%", 210, 19), TaxRow("8%（軽減）", 1080, 80)]


def test_tax_stands_on_paper_only_with_a_registration_number():
    words = [Line("講演会参加費", 1100, "rate_10")]
    plain, qualified = (
        receipt_record(
            ReceiptWords("見本 花子　様", words, issuer, date(2026, 4, 1), "講演会参加費"), "R8-000001"
        )
        for issuer in (Issuer("見本の会"), ISSUER)
    )

    assert plain.fields["taxes"] == []
    assert qualified.fields["taxes"] == [{"words": "10%", "total": "¥1,100", "tax": "¥100"}]


def test_invoice_without_a_day_leaves_room_for_it():
    record = invoice_record(
        InvoiceWords("見本市長　様", [Line("会費", 5000)], ISSUER, None, None), "R8-000001"
    )

    assert record.fields["date"] == "　　　　年　　月　　日"
    assert record.fields["total"] == "¥5,000"


@pytest.mark.parametrize(
    ("lines", "code"),
    [([], "nothing_on_it"), ([Line("会費", 0)], "not_positive"), ([Line("返金", -1)], "not_positive")],
)
def test_paper_of_nothing_is_refused(lines, code):
    with pytest.raises(WrongPaperError) as refusal:
        invoice_record(InvoiceWords("見本 花子　様", lines, ISSUER, None, None), "R8-000001")

    assert refusal.value.code == code


def test_date_on_paper_has_the_era_and_no_weekday():
    assert paper_date(date(2019, 5, 1)) == "2019年（令和元年）5月1日"


def test_reference_is_typed_before_the_name():
    assert typed_name("1234567", "ミホン ハナコ") == "1234567 ミホン ハナコ"
    assert typed_name("1234567", "") == "1234567 オナマエ"
