"""What a file is by its content, whatever its name says, and whether it may be kept."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum

LARGEST = 10 * 1024 * 1024
# A list of contents is short; a long one is an attack on whoever unpacks it.
LARGEST_LIST = 1024 * 1024
CONTENT_LIST = "[Content_Types].xml"
OFFICE_MAIN = {
    "docx": b"wordprocessingml.document.main+xml",
    "xlsx": b"spreadsheetml.sheet.main+xml",
    "pptx": b"presentationml.presentation.main+xml",
}
MACRO_ENABLED = re.compile(rb"macroEnabled|vbaProject|activeX", re.I)
MACRO_PART = re.compile(r"vbaProject|/activeX/|^xl/macrosheets/", re.I)
MARKUP = re.compile(r"\s*<(?:!doctype|\?xml|html|svg|script|body|head)", re.I)
SIGNS = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
SAME = {"jpeg": "jpg"}
TEXT_ENCODINGS = ("utf-8-sig", "cp932")
# Whatever a package made by hand may raise.
UNREADABLE = (zipfile.BadZipFile, zlib.error, LookupError, RuntimeError, EOFError, OSError, ValueError)


class Refusal(StrEnum):
    """Why a file is not taken; the words for people stand in the form."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN = "unknown"
    OTHER_TYPE = "other_type"
    MACROS = "macros"


@dataclass(frozen=True)
class Verdict:
    """The type found (pdf, docx, xlsx, pptx, csv, png, jpg), or why the file is refused."""

    kind: str = ""
    refusal: Refusal | None = None


def judge(name: str, content: bytes) -> Verdict:
    """Whether a file may be kept: known by content, called what it is, of a size that offices can open."""
    if not content:
        return Verdict(refusal=Refusal.EMPTY)
    if len(content) > LARGEST:
        return Verdict(refusal=Refusal.TOO_LARGE)
    found = _kind_of(content)
    if found.refusal:
        return found
    extension = name.rpartition(".")[2].lower()
    if SAME.get(extension, extension) != found.kind:
        return Verdict(refusal=Refusal.OTHER_TYPE)
    return found


def _kind_of(content: bytes) -> Verdict:
    for sign, kind in SIGNS.items():
        if content.startswith(sign):
            return Verdict(kind)
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    return Verdict("csv") if _is_plain_text(content) else Verdict(refusal=Refusal.UNKNOWN)


def _office(content: bytes) -> Verdict:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
            if package.getinfo(CONTENT_LIST).file_size > LARGEST_LIST:
                return Verdict(refusal=Refusal.UNKNOWN)
            types = package.read(CONTENT_LIST)
    except UNREADABLE:
        return Verdict(refusal=Refusal.UNKNOWN)
    if MACRO_ENABLED.search(types) or any(MACRO_PART.search(name) for name in names):
        return Verdict(refusal=Refusal.MACROS)
    for kind, main in OFFICE_MAIN.items():
        if main in types:
            return Verdict(kind)
    return Verdict(refusal=Refusal.UNKNOWN)


def _is_plain_text(content: bytes) -> bool:
    if b"\0" in content:
        return False
    for encoding in TEXT_ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not MARKUP.match(text)
    return False
