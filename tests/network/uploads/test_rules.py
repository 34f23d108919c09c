"""A file is what its bytes say."""

from io import BytesIO

import pytest

from network.uploads import rules
from network.uploads.rules import Refusal, Verdict, judge
from tests.network.uploads.files import HTML, PARTS, PDF, SVG, moving, office, picture

pytestmark = pytest.mark.capability("T6")
DOCUMENTS = ("xlsx", "docx", "pptx", "pdf", "csv")
PICTURES = ("gif", "jpg", "jpeg", "png", "webp")
EVERYTHING = DOCUMENTS + PICTURES
MACRO_TYPES = '<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.xlsx", office("xlsx"), "xlsx"),
        ("a.DOCX", office("docx"), "docx"),
        ("a.pptx", office("pptx"), "pptx"),
        ("a.pdf", PDF, "pdf"),
        ("a.pdf", b"\xef\xbb\xbf\n" + PDF, "pdf"),
        ("名簿.csv", "氏名,電話\n見本 花子,\n".encode("cp932"), "csv"),
        ("名簿.csv", "氏名\n".encode("utf-8-sig"), "csv"),
        ("名簿.csv", "氏名\n".encode("utf-16"), "csv"),
        ("a.jpg", picture("JPEG"), "jpg"),
        ("a.jpeg", picture("JPEG"), "jpg"),
        ("a.png", picture("PNG"), "png"),
        ("a.gif", moving(), "gif"),
        ("a.webp", picture("WEBP"), "webp"),
    ],
)
def test_a_good_file(name, content, kind):
    assert judge(name, BytesIO(content), allowed=EVERYTHING) == Verdict(kind=kind)


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("a.svg", SVG, Refusal.KIND_NOT_TAKEN),
        ("a.html", HTML, Refusal.KIND_NOT_TAKEN),
        ("a.exe", b"MZ", Refusal.KIND_NOT_TAKEN),
        ("noending", PDF, Refusal.KIND_NOT_TAKEN),
        ("a.pdf.html", PDF, Refusal.KIND_NOT_TAKEN),
        ("a.xlsm", office("xlsx"), Refusal.MACROS),
        ("a.docm", b"", Refusal.MACROS),
        ("a.xlsx", office("xlsx", more={"xl/vbaProject.bin": b"x"}), Refusal.MACROS),
        ("a.docx", office("docx", more={"word/VBAPROJECT.BIN": b"x"}), Refusal.MACROS),
        ("a.xlsx", office("xlsx", more={"xl/macrosheets/sheet1.xml": b"x"}), Refusal.MACROS),
        ("a.docx", office("docx", more={"word/activeX/activeX1.bin": b"x"}), Refusal.MACROS),
        ("a.xlsx", office("xlsx", types=MACRO_TYPES), Refusal.MACROS),
        ("a.xlsx", office("docx"), Refusal.NOT_WHAT_IT_SAYS),
        ("a.xlsx", b"PK\x03\x04 but no archive", Refusal.NOT_WHAT_IT_SAYS),
        ("a.docx", HTML, Refusal.NOT_WHAT_IT_SAYS),
        ("a.xlsx", rules.OLD_OFFICE + b"x" * 600, Refusal.LOCKED),
        ("a.pdf", HTML, Refusal.NOT_WHAT_IT_SAYS),
        ("a.pdf", HTML + PDF, Refusal.NOT_WHAT_IT_SAYS),
        ("a.csv", HTML, Refusal.NOT_WHAT_IT_SAYS),
        ("a.csv", b"\n  " + SVG, Refusal.NOT_WHAT_IT_SAYS),
        ("a.csv", PDF + b"\x00", Refusal.NOT_WHAT_IT_SAYS),
        ("a.csv", b"\xff\xfe\x00", Refusal.NOT_WHAT_IT_SAYS),
        ("a.csv", b"name,\x81\x20\xff\xff", Refusal.NOT_WHAT_IT_SAYS),
        ("a.png", picture("JPEG"), Refusal.NOT_WHAT_IT_SAYS),
        ("a.jpg", SVG, Refusal.NOT_WHAT_IT_SAYS),
        ("a.webp", b"RIFF0000WAVE", Refusal.NOT_WHAT_IT_SAYS),
        ("a.pdf", b"", Refusal.EMPTY),
        ("a.pdf", PDF + b" " * rules.MAX_BYTES, Refusal.TOO_BIG),
    ],
)
def test_a_bad_file(name, content, refusal):
    assert judge(name, BytesIO(content), allowed=EVERYTHING) == Verdict(refusal=refusal)


def test_an_archive_that_unpacks_to_too_much(monkeypatch):
    monkeypatch.setattr(rules, "MAX_UNPACKED", 1000)
    content = office("xlsx", more={"xl/sheet.xml": b"0" * 5000})

    assert judge("a.xlsx", BytesIO(content), allowed=DOCUMENTS).refusal is Refusal.BROKEN


def test_an_archive_of_too_many_parts(monkeypatch):
    monkeypatch.setattr(rules, "MAX_MEMBERS", 3)
    content = office("xlsx", more={f"xl/{number}.xml": b"" for number in range(3)})

    assert judge("a.xlsx", BytesIO(content), allowed=DOCUMENTS).refusal is Refusal.BROKEN


@pytest.mark.parametrize("name", ["a.pdf", "a.csv", "a.xlsx", "a.svg"])
def test_a_file_is_left_at_its_start(name):
    content = BytesIO(office("xlsx"))

    judge(name, content, allowed=DOCUMENTS)

    assert content.tell() == 0


def test_every_kind_that_the_desk_takes_is_known(settings):
    known = {*PARTS, "pdf", "csv", "webp", *rules.IMAGE_HEADS, *rules.SAME_KIND}

    assert {*settings.WAGTAILDOCS_EXTENSIONS, *settings.WAGTAILIMAGES_EXTENSIONS} <= known
