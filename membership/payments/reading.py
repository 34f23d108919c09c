"""A named trade: takes a file from a bank, whatever it is, or says why not. Pure."""

from collections.abc import Sequence
from datetime import date
from typing import BinaryIO

from membership.payments import bankcsv, zengin
from membership.payments.choices import Refusal
from membership.payments.lines import Statement, StatementError

MOST_BYTES = 10 * 1024 * 1024
HEAD = 4096


def read_statement(
    file: BinaryIO, size: int, today: date, *, own: Sequence[bankcsv.Profile] = ()
) -> Statement:
    """A statement file as lines; `size` in bytes as the upload says it, which is refused before a byte is read.

    `own` are profiles of CSVs written at the desk. Raises StatementError. Nothing is stored here.
    """
    if size > MOST_BYTES:
        raise StatementError(Refusal.TOO_LARGE, told=str(size))
    head = file.read(HEAD)
    _refuse_noise(head)
    content = head + file.read(MOST_BYTES + 1 - len(head))
    if len(content) > MOST_BYTES:
        raise StatementError(Refusal.TOO_LARGE, told=str(size))
    if not zengin.looks_like_zengin(content.removeprefix(b"\xef\xbb\xbf")):
        return bankcsv.parse(content, today, own=own)
    if b"," in content[:6]:
        return parse_zengin_csv(content, today)
    return zengin.parse(content, today)


def parse_zengin_csv(content: bytes, today: date) -> Statement:
    """The fields of a transfer file, written as CSV. Raises StatementError."""
    rows = [row for row in bankcsv.read_rows(content.rstrip(b"\x1a")) if any(row.cells)]
    raw = [zengin.Raw(row.line, row.cells[0], cells=row.cells) for row in rows]
    return zengin.assemble(raw, today)


def _refuse_noise(head: bytes) -> None:
    """What has no text in its first bytes is not read on."""
    if not head.strip(b" \t\r\n\x1a"):
        raise StatementError(Refusal.EMPTY)
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        if zengin.looks_like_zengin(head[2:].replace(b"\x00", b"")):
            raise StatementError(Refusal.UTF16)
        return
    for place, byte in enumerate(head):
        if byte < 0x20 and byte not in (0x09, 0x0A, 0x0D, 0x1A):
            before = head[:place]
            raise StatementError(
                Refusal.NOT_A_STATEMENT, before.count(b"\n") + 1, place - before.rfind(b"\n"), f"0x{byte:02x}"
            )
