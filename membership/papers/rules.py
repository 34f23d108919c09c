"""What stands on a paper: plain values in, the record that is kept and printed out. Papers are Japanese.

Qualified invoices: total and tax per rate, rounded once per rate and document (Consumption Tax Act, article 57-4;
its enforcement order, article 70-10). Prices include the tax.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from network.association.dates import FiscalYear, era_year

ERA_LETTERS = {"令和": "R", "平成": "H", "昭和": "S"}
BLANK_DATE = "　　　　年　　月　　日"
PEOPLE_TITLE, BODIES_TITLE = "様", "御中"
HONORED = (PEOPLE_TITLE, BODIES_TITLE, "殿", "宛")
TAX_WORDS = {
    "none": "不課税",
    "rate_10": "10%",
    "rate_8": "8%（軽減）",
    "out": "対象外",
    "trust": "預り金",
}
RATES = {"rate_10": 10, "rate_8": 8}


class WrongPaperError(ValueError):
    """A paper can't be made of this; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class PaperError(Exception):
    """A paper can't be issued, changed or sent like this; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class MissingLetterError(ValueError):
    """A paper would lack letters; `letters` are those that can't be printed."""

    code = "missing_letter"

    def __init__(self, letters: list[str]) -> None:
        super().__init__(" ".join(f"U+{ord(letter):04X}" for letter in letters))
        self.letters = letters


@dataclass(frozen=True)
class Issuer:
    """Who issues a paper. Without a registration number no paper claims to be a qualified invoice."""

    name: str
    address: str = ""
    phone: str = ""
    email: str = ""
    representative_title: str = ""
    representative: str = ""
    responsible: str = ""
    in_charge: str = ""
    registration_number: str = ""


@dataclass(frozen=True)
class BankAccount:
    """Where to transfer to, in words."""

    bank: str
    branch: str
    kind: str
    number: str
    holder: str


@dataclass(frozen=True)
class Line:
    """One line of a paper: whole yen, tax included."""

    words: str
    amount: int
    tax: str = "none"


@dataclass(frozen=True)
class InvoiceWords:
    """An invoice before it has its number. Without `issued_on` the date stays blank for the receiver to fill in."""

    addressee: str
    lines: Sequence[Line]
    issuer: Issuer
    bank: BankAccount | None
    issued_on: date | None
    due_on: date | None = None
    reference: str = ""
    subject: str = ""
    with_set: bool = False


@dataclass(frozen=True)
class ReceiptWords:
    """A receipt before it has its number; `received_on` is the day the money came in."""

    addressee: str
    lines: Sequence[Line]
    issuer: Issuer
    received_on: date
    purpose: str
    paid_by: str = "銀行振込"


@dataclass(frozen=True)
class SlipWords:
    """How to transfer a total with one reference."""

    addressee: str
    lines: Sequence[Line]
    issuer: Issuer
    bank: BankAccount
    reference: str
    payer_kana: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class TaxRow:
    """Total and tax of one rate."""

    words: str
    total: int
    tax: int


@dataclass(frozen=True)
class Record:
    """A paper as it is kept and printed: words only, so that it reads the same years later."""

    title: str
    fields: Mapping[str, Any] = field(default_factory=dict)

    def texts(self) -> Iterator[str]:
        """Every text that will stand on the paper."""
        yield self.title
        yield from _texts(self.fields)


def number_of(year: FiscalYear, serial: int) -> str:
    """R8-000123: the era's letter and year in which the fiscal year begins, and a number without gaps."""
    era = era_year(date(year.starting_year, 9, 30))
    letter = ERA_LETTERS[era[:2]]
    count = era[2:-1]
    return f"{letter}{1 if count == '元' else count}-{serial:06d}"


def paper_date(day: date) -> str:
    """2026年（令和8年）4月1日; papers bear no weekday."""
    return f"{day.year}年（{era_year(day)}）{day.month}月{day.day}日"


def yen(amount: int) -> str:
    """¥12,000."""
    return f"¥{amount:,}"


def addressed(name: str, *, is_body: bool) -> str:
    """A name with 様 or 御中, unless it ends with an address of honour already. An office such as 市長 is a person."""
    plain = name.strip()
    if plain.endswith(HONORED):
        return plain
    is_body = is_body and not plain.endswith("長")
    return f"{plain}　{BODIES_TITLE if is_body else PEOPLE_TITLE}"


def total_of(lines: Iterable[Line]) -> int:
    """The sum of a paper in yen. Raises WrongPaperError: nothing_on_it, not_positive."""
    amounts = [line.amount for line in lines]
    if not amounts:
        raise WrongPaperError("nothing_on_it")
    if sum(amounts) <= 0:
        raise WrongPaperError("not_positive")
    return sum(amounts)


def tax_rows(lines: Iterable[Line]) -> list[TaxRow]:
    """Total and included tax per rate, the higher rate first; fractions are cut once per rate."""
    totals = dict.fromkeys(RATES, 0)
    for line in lines:
        if line.tax in totals:
            totals[line.tax] += line.amount
    return [
        TaxRow(TAX_WORDS[tax], total, total * RATES[tax] // (100 + RATES[tax]))
        for tax, total in totals.items()
        if total
    ]


def invoice_record(words: InvoiceWords, number: str) -> Record:
    """An invoice with its number. Raises WrongPaperError: nothing_on_it, not_positive."""
    fields = {
        "number": number,
        "addressee": words.addressee,
        "date": paper_date(words.issued_on) if words.issued_on else BLANK_DATE,
        "subject": words.subject,
        "total": yen(total_of(words.lines)),
        "lines": _lines(words.lines),
        "due": paper_date(words.due_on) if words.due_on else "",
        "reference": words.reference,
        "bank": asdict(words.bank) if words.bank else None,
        "issuer": asdict(words.issuer),
        "taxes": _taxes(words.lines, words.issuer),
        "with_set": words.with_set,
    }
    return Record("請求書", fields)


def receipt_record(words: ReceiptWords, number: str) -> Record:
    """A receipt with its number. Raises WrongPaperError: nothing_on_it, not_positive."""
    fields = {
        "number": number,
        "addressee": words.addressee,
        "date": paper_date(words.received_on),
        "purpose": words.purpose,
        "paid_by": words.paid_by,
        "total": yen(total_of(words.lines)),
        "lines": _lines(words.lines),
        "issuer": _sender(words.issuer),
        "taxes": _taxes(words.lines, words.issuer),
    }
    return Record("領収書", fields)


def slip_record(words: SlipWords) -> Record:
    """How to pay: one total, one reference, the exact words to type. Raises WrongPaperError like the others."""
    fields = {
        "addressee": words.addressee,
        "total": yen(total_of(words.lines)),
        "lines": _lines(words.lines),
        "reference": words.reference,
        "typed": typed_name(words.reference, words.payer_kana),
        "due": paper_date(words.due_on) if words.due_on else "",
        "bank": asdict(words.bank),
        "issuer": _sender(words.issuer),
    }
    return Record("お振込みのご案内", fields)


def typed_name(reference: str, payer_kana: str) -> str:
    """What the payer types as the sender's name: the number first, so that a short form cuts the name, not it."""
    return f"{reference} {payer_kana or 'オナマエ'}"


def _sender(issuer: Issuer) -> dict[str, str]:
    """The issuer without whom accounts offices ask for: that stands on invoices only."""
    return asdict(replace(issuer, responsible="", in_charge=""))


def _lines(lines: Iterable[Line]) -> list[dict[str, str]]:
    return [
        {"words": line.words, "amount": yen(line.amount), "tax": TAX_WORDS.get(line.tax, "")}
        for line in lines
    ]


def _taxes(lines: Iterable[Line], issuer: Issuer) -> list[dict[str, str]]:
    if not issuer.registration_number:
        return []
    return [{"words": row.words, "total": yen(row.total), "tax": yen(row.tax)} for row in tax_rows(lines)]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from _texts(inner)
