"""Decisions about uploaded files: bytes in, a verdict out. The name says what a file claims to be, its bytes what it is."""

import re
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import BinaryIO

MAX_BYTES = 10 * 1024 * 1024
# An office file of ten megabytes that unpacks to a gigabyte is no office file.
MAX_UNPACKED = 300 * 1024 * 1024
MAX_MEMBERS = 20_000
HEAD = 4096

OFFICE_PARTS = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml", "pptx": "ppt/presentation.xml"}
MACRO_NAMES = ("xlsm", "xltm", "xlam", "xlsb", "docm", "dotm", "pptm", "potm", "ppam", "ppsm")
MACRO_MEMBERS = re.compile(r"(?:^|/)(?:vbaProject\.bin|vbaData\.xml|macrosheets/|activeX/)", re.I)
MACRO_TYPES = re.compile(rb"macroEnabled", re.I)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ACTIVE_TEXT = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|script|svg|iframe|object|embed|\?xml)\b", re.I
)
BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
IMAGE_HEADS = {
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "gif": (b"GIF87a", b"GIF89a"),
}
SAME_KIND = {"jpeg": "jpg"}
PICTURES = ("png", "jpg", "jpeg", "gif", "webp")


class Refusal(StrEnum):
    """Why a file is not taken; the words for it stand in wording.py."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    KIND_NOT_TAKEN = "kind_not_taken"
    NOT_WHAT_IT_SAYS = "not_what_it_says"
    MACROS = "macros"
    LOCKED = "locked"
    BROKEN = "broken"
    TOO_MANY_PIXELS = "too_many_pixels"


@dataclass(frozen=True)
class Verdict:
    """What a file is by its content, or why it is refused."""

    kind: str = ""
    refusal: Refusal | None = None


def judge(name: str, content: BinaryIO, *, allowed: tuple[str, ...], max_bytes: int = MAX_BYTES) -> Verdict:
    """Look at a file, from its start; it is left at its start again."""
    size = content.seek(0, 2)
    content.seek(0)
    head = content.read(HEAD)
    content.seek(0)
    claimed = extension(name)
    if claimed in MACRO_NAMES:
        return Verdict(refusal=Refusal.MACROS)
    if claimed not in allowed:
        return Verdict(refusal=Refusal.KIND_NOT_TAKEN)
    if size == 0:
        return Verdict(refusal=Refusal.EMPTY)
    if size > max_bytes:
        return Verdict(refusal=Refusal.TOO_BIG)
    try:
        refusal = _look(claimed, head, content)
    finally:
        content.seek(0)
    return Verdict(refusal=refusal) if refusal else Verdict(kind=SAME_KIND.get(claimed, claimed))


def extension(name: str) -> str:
    """The last part of a file's name, in small letters."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def _look(claimed: str, head: bytes, content: BinaryIO) -> Refusal | None:
    if claimed in OFFICE_PARTS:
        return _look_at_office(claimed, head, content)
    if claimed == "pdf":
        return None if b"%PDF-" in head[:1024] and not ACTIVE_TEXT.match(head) else Refusal.NOT_WHAT_IT_SAYS
    if claimed == "csv":
        return _look_at_text(content.read())
    return None if _is_image(SAME_KIND.get(claimed, claimed), head) else Refusal.NOT_WHAT_IT_SAYS


def _look_at_office(claimed: str, head: bytes, content: BinaryIO) -> Refusal | None:
    if head.startswith(OLD_OFFICE):  # a password makes a new office file look like an old one
        return Refusal.LOCKED
    try:
        with zipfile.ZipFile(BytesIO(content.read())) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
                return Refusal.BROKEN
            names = {member.filename for member in members}
            if "[Content_Types].xml" not in names or OFFICE_PARTS[claimed] not in names:
                return Refusal.NOT_WHAT_IT_SAYS
            types = archive.read("[Content_Types].xml")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        return Refusal.NOT_WHAT_IT_SAYS
    has_macros = MACRO_TYPES.search(types) or any(MACRO_MEMBERS.search(name) for name in names)
    return Refusal.MACROS if has_macros else None


def _look_at_text(content: bytes) -> Refusal | None:
    if content.startswith(BYTE_ORDER_MARKS):
        encodings = ("utf-16",)
    elif b"\x00" in content:
        return Refusal.NOT_WHAT_IT_SAYS
    else:
        encodings = ("utf-8-sig", "cp932")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        start = text.lstrip()[:HEAD].encode()
        return Refusal.NOT_WHAT_IT_SAYS if ACTIVE_TEXT.match(start) else None
    return Refusal.NOT_WHAT_IT_SAYS


def _is_image(kind: str, head: bytes) -> bool:
    if kind == "webp":
        return head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    return head.startswith(IMAGE_HEADS.get(kind, (b"\x00\x00 no such kind",)))
