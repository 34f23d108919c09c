"""Entries as an accounting program reads them: debit beside credit, line by line. Knows no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Posting:
    """One leg, without memo: the account's name and whole yen, debit above zero."""

    account: str
    amount: int


@dataclass(frozen=True)
class JournalLine:
    """A line of the journal. `part` is single, or first, middle and last of an entry with several lines."""

    number: int
    on: date
    part: str
    debit: str
    credit: str
    debit_amount: int
    credit_amount: int
    text: str


@dataclass(frozen=True)
class MoneyLine:
    """A bank account or cash over a year, in yen."""

    code: str
    opening: int
    came_in: int
    went_out: int
    closing: int

    @property
    def is_sound(self) -> bool:
        return self.opening + self.came_in - self.went_out == self.closing


def journal_lines(number: int, on: date, postings: Sequence[Posting], text: str) -> list[JournalLine]:
    """The lines of one entry: debits and credits side by side, the longer side against nothing."""
    debits = [posting for posting in postings if posting.amount > 0]
    credits_ = [posting for posting in postings if posting.amount < 0]
    length = max(len(debits), len(credits_))
    return [
        JournalLine(
            number=number,
            on=on,
            part=_part(place, length),
            debit=debits[place].account if place < len(debits) else "",
            credit=credits_[place].account if place < len(credits_) else "",
            debit_amount=debits[place].amount if place < len(debits) else 0,
            credit_amount=-credits_[place].amount if place < len(credits_) else 0,
            text=text,
        )
        for place in range(length)
    ]


def netted(postings: Sequence[Posting]) -> list[Posting]:
    """One posting for each account and side, in the order they come; what cancels out is left away."""
    sums: dict[str, int] = {}
    for posting in postings:
        sums[posting.account] = sums.get(posting.account, 0) + posting.amount
    return [Posting(account, amount) for account, amount in sums.items() if amount]


def _part(place: int, length: int) -> str:
    if length == 1:
        return "single"
    return "first" if place == 0 else "last" if place == length - 1 else "middle"
