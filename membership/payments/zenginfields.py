"""A named trade: fields of the 200-byte records banks exchange, by kind of file and of record. Pure.

Widths as in the banks' published layouts of 入出金取引明細 (03) and 振込入金通知 (01); a name that begins with `_` says nothing.
"""

from dataclasses import dataclass

RECORD = 200


@dataclass(frozen=True)
class Field:
    """A field's place in its record, from 0. `is_number`: digits, or blanks for nothing."""

    name: str
    start: int
    width: int
    is_number: bool


def _laid(*fields: tuple[str, int]) -> tuple[Field, ...]:
    """Fields one after the other; a name with a trailing # holds digits."""
    laid, start = [], 0
    for name, width in fields:
        laid.append(Field(name.rstrip("#"), start, width, name.endswith("#")))
        start += width
    if start != RECORD:
        raise AssertionError(f"{start} bytes")
    return tuple(laid)


_BEGIN = (("record#", 1), ("kind#", 2), ("code#", 1), ("made_on#", 6), ("since#", 6), ("until#", 6))
_BANK = (("bank#", 4), ("bank_name", 15), ("branch#", 3), ("branch_name", 15))


def _credit(amount: int) -> tuple[Field, ...]:
    """A data record of 01; some banks write amounts of twelve digits."""
    return _laid(
        *(("record#", 1), ("number", 6), ("on#", 6), ("value_on#", 6), ("amount#", amount)),
        *(("_bills#", amount), ("payer_code", 10), ("payer", 48), ("from_bank", 15), ("from_branch", 15)),
        *(("cancelled", 1), ("edi", 20), ("_rest", 72 - 2 * amount)),
    )


LAYOUTS: dict[tuple[str, str], tuple[Field, ...]] = {
    ("03", "1"): _laid(
        *_BEGIN,
        *_BANK,
        *(("_gap", 3), ("account_kind#", 1), ("account#", 10), ("holder", 40), ("overdrawn#", 1)),
        *(("_book#", 1), ("opening#", 14), ("_rest", 71)),
    ),
    ("03", "2"): _laid(
        *(("record#", 1), ("number", 8), ("on#", 6), ("value_on#", 6), ("direction#", 1), ("purpose#", 2)),
        *(("amount#", 12), ("_bills#", 12), ("_shown_on#", 6), ("_returned_on#", 6), ("_note_kind", 1)),
        *(("_note", 7), ("_sister", 3), ("payer_code", 10), ("payer", 48), ("from_bank", 15)),
        *(("from_branch", 15), ("memo", 20), ("edi", 20), ("_rest", 1)),
    ),
    ("03", "8"): _laid(
        *(("record#", 1), ("in_count#", 6), ("in_total#", 13), ("out_count#", 6), ("out_total#", 13)),
        *(("overdrawn#", 1), ("closing#", 14), ("records#", 7), ("_rest", 139)),
    ),
    ("03", "9"): _laid(("record#", 1), ("records#", 10), ("accounts#", 5), ("_rest", 184)),
    ("01", "1"): _laid(*_BEGIN, *_BANK, ("account_kind#", 1), ("account#", 7), ("holder", 40), ("_rest", 93)),
    ("01", "2"): _credit(10),
    ("01", "8"): _laid(
        *(("record#", 1), ("in_count#", 6), ("in_total#", 12), ("out_count#", 6), ("out_total#", 12)),
        ("_rest", 163),
    ),
    ("01", "9"): _laid(("record#", 1), ("_rest", 199)),
}
# The variant of 01 whose amounts have twelve digits; only the trailer tells which it is.
WIDE = {**LAYOUTS, ("01", "2"): _credit(12)}
