"""What a file is by its content."""

import io
import zipfile

import pytest

from network.files.rules import LARGEST, OFFICE_MAIN, Refusal, judge

PDF = b"%PDF-1.7\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def office(main: bytes, *parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", b"<Types>" + main + b"</Types>")
        for part in parts:
            package.writestr(part, b"x")
    return out.getvalue()


def without_list() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("readme.txt", b"x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        pytest.param("a.pdf", PDF, "pdf", id="a PDF"),
        pytest.param("a.PNG", PNG, "png", id="a PNG in capitals"),
        pytest.param("a.jpeg", b"\xff\xd8\xff\xe0", "jpg", id="a JPEG by its longer ending"),
        pytest.param("a.csv", "名前,数\n".encode("cp932"), "csv", id="a CSV of an older Excel"),
        pytest.param("a.csv", "名前,数\n".encode("utf-8-sig"), "csv", id="a CSV with a mark"),
        *[pytest.param(f"a.{kind}", office(main), kind, id=kind) for kind, main in OFFICE_MAIN.items()],
    ],
)
def test_file_when_it_is_what_it_says(name, content, kind):
    verdict = judge(name, content)

    assert (verdict.kind, verdict.refusal) == (kind, None)


@pytest.mark.capability("T6")
@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        pytest.param("a.pdf", b"", Refusal.EMPTY, id="nothing in it"),
        pytest.param("a.pdf", PDF + b"0" * LARGEST, Refusal.TOO_LARGE, id="more than 10 MB"),
        pytest.param("a.pdf", PNG, Refusal.OTHER_TYPE, id="a picture called PDF"),
        pytest.param("a.pdf", b"MZ\x90\x00", Refusal.UNKNOWN, id="a program"),
        pytest.param("a.csv", b"<html><script>1</script>", Refusal.UNKNOWN, id="a web page called CSV"),
        pytest.param("a.png", b"<svg onload=1>", Refusal.UNKNOWN, id="a drawing that runs"),
        pytest.param(
            "a.csv", b"\xef\xbb\xbf <!DOCTYPE html>", Refusal.UNKNOWN, id="a web page behind a mark"
        ),
        pytest.param("a.csv", b"\x81\xff\xfe", Refusal.UNKNOWN, id="no text in any encoding"),
        pytest.param("a.docx", b"PK\x03\x04broken", Refusal.UNKNOWN, id="a broken package"),
        pytest.param("a.docx", without_list(), Refusal.UNKNOWN, id="any other package"),
        pytest.param("a.docx", office(b"odt"), Refusal.UNKNOWN, id="an office file of another kind"),
        pytest.param(
            "a.docx", office(OFFICE_MAIN["docx"] + b" " * 1024 * 1025), Refusal.UNKNOWN, id="an endless list"
        ),
        pytest.param(
            "a.xlsx", office(OFFICE_MAIN["xlsx"], "xl/vbaProject.bin"), Refusal.MACROS, id="macros inside"
        ),
        pytest.param(
            "a.xlsx", office(b"sheet.macroEnabled.main+xml"), Refusal.MACROS, id="a macro file renamed"
        ),
        pytest.param(
            "a.xlsx", office(OFFICE_MAIN["xlsx"], "xl/macrosheets/s.xml"), Refusal.MACROS, id="old macros"
        ),
    ],
)
def test_file_when_it_is_refused(name, content, refusal):
    assert judge(name, content).refusal == refusal
