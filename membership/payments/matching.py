"""A named trade: what each deposit probably is. References post, names propose. Pure, and the same on every day.

A deposit posts by itself only by a valid reference of an open slip with the exact amount, or by a name that somebody
confirmed or declared, that is nobody else's, with the exact amount of one open slip. Everything else is proposed,
the best three first, each with its reasons; the treasurer decides.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import combinations

from membership.payments.kana import EVERYTHING, Folding, may_be_cut
from membership.payments.knownnames import Evidence, KnownName, Names, Seen
from membership.payments.references import near_references, references_of

PROPOSED = 3
# Of one payer's open items, so many are tried together.
TOGETHER = 6


class Why(StrEnum):
    """Why something is proposed."""

    REFERENCE = "reference"
    REFERENCE_NEAR = "reference_near"
    NAME = "name"
    AMOUNT = "amount"
    TOTAL = "total"
    SEVERAL = "several"
    FEE_DEDUCTED = "fee_deducted"
    SHORT = "short"
    OVER = "over"
    AMOUNT_ONLY = "amount_only"
    NAMESAKES = "namesakes"


@dataclass(frozen=True)
class Item:
    """What is open: a slip, or a charge without one. `party` owes it; `parties` it may also be paid by (who is covered)."""

    key: str
    party: str
    amount: int
    reference: str = ""
    due: date | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Deposit:
    """What came in, as far as it matters here."""

    key: str
    amount: int
    payer: str
    on: date
    edi: str = ""
    origin: str = ""


@dataclass(frozen=True)
class Reason:
    """One reason, with how the name is known or what number speaks for it."""

    why: Why
    evidence: Evidence | None = None
    yen: int = 0
    told: str = ""


@dataclass(frozen=True)
class Proposal:
    """Items a deposit may pay. `fee`: what the bank kept back, if that is why it is short."""

    items: tuple[str, ...]
    party: str
    score: int
    reasons: tuple[Reason, ...]
    fee: int = 0


@dataclass(frozen=True)
class Found:
    """What became of a deposit: posted to these items, or proposals in their order."""

    deposit: Deposit
    posted: Proposal | None = None
    proposals: tuple[Proposal, ...] = ()


@dataclass(frozen=True)
class Switches:
    """What matching uses. Switched off only where a test shows what each part is worth."""

    folding: Folding = EVERYTHING
    aliases: bool = True
    slips: bool = True


@dataclass
class Book:
    """What is open and who is known, sorted once for many deposits; what was posted leaves it."""

    items: Sequence[Item]
    names: Iterable[KnownName]
    fees: tuple[int, ...]
    is_reference: Callable[[str], bool]
    switches: Switches = Switches()
    _open: dict[str, Item] = field(init=False, default_factory=dict)
    _by_party: dict[str, dict[str, Item]] = field(init=False, default_factory=dict)
    _by_reference: dict[str, Item] = field(init=False, default_factory=dict)
    _by_amount: dict[int, set[str]] = field(init=False, default_factory=dict)
    _names: Names = field(init=False)

    def __post_init__(self) -> None:
        for item in sorted(self.items, key=lambda item: item.key):
            self._open[item.key] = item
            for party in (item.party, *item.also):
                self._by_party.setdefault(party, {})[item.key] = item
            if item.reference and self.switches.slips:
                self._by_reference[item.reference] = item
            self._by_amount.setdefault(item.amount, set()).add(item.key)
        self._names = Names(self.names, self.switches.folding, uses_aliases=self.switches.aliases)

    def look(self, deposit: Deposit) -> Found:
        """What one deposit is: posted, or what may be proposed. Nothing is taken from the book."""
        named, seen = self._named_items(deposit), self._names.seen(deposit.payer, deposit.origin)
        posted = self._posted_by_reference(deposit, named, seen) or self._posted_by_name(deposit, seen)
        return Found(deposit, posted) if posted else self.propose(deposit)

    def propose(self, deposit: Deposit) -> Found:
        """The best three of what a deposit may be, where somebody is to decide."""
        named, seen = self._named_items(deposit), self._names.seen(deposit.payer, deposit.origin)
        proposals = [
            *self._by_named(deposit, named),
            *self._by_near_reference(deposit, seen),
            *(proposal for one in seen for proposal in self._by_name(deposit, one, seen)),
        ]
        return Found(deposit, None, best(proposals or self._by_amount_alone(deposit)))

    def take(self, keys: Iterable[str]) -> None:
        """Items that are paid now."""
        for key in keys:
            item = self._open.pop(key, None)
            if item is not None:
                self._by_reference.pop(item.reference, None)
                self._by_amount[item.amount].discard(key)
                for party in (item.party, *item.also):
                    self._by_party[party].pop(key, None)

    def _named_items(self, deposit: Deposit) -> list[Item]:
        told = references_of(f"{deposit.payer} / {deposit.edi}", self.is_reference)
        return [self._by_reference[reference] for reference in told if reference in self._by_reference]

    def _posted_by_reference(
        self, deposit: Deposit, named: Sequence[Item], seen: Sequence[Seen]
    ) -> Proposal | None:
        if not named or sum(item.amount for item in named) != deposit.amount:
            return None
        if self._speaks_for_another(deposit, named, seen):
            return None
        reasons = [Reason(Why.REFERENCE, told=item.reference) for item in named]
        return Proposal(
            tuple(item.key for item in named),
            named[0].party,
            Score.POSTED,
            (*reasons, Reason(Why.AMOUNT, yen=deposit.amount)),
        )

    def _speaks_for_another(self, deposit: Deposit, named: Sequence[Item], seen: Sequence[Seen]) -> bool:
        """Whether the payer is surely somebody who owes that very amount themselves: a number may be their own."""
        parties = {party for item in named for party in (item.party, *item.also)}
        others = [one for one in seen if one.evidence.is_whole]
        if not others or may_be_cut(deposit.payer) or any(one.party in parties for one in seen):
            return False
        return any(
            item.amount == deposit.amount
            for one in others
            for item in self._by_party.get(one.party, {}).values()
        )

    def _posted_by_name(self, deposit: Deposit, seen: Sequence[Seen]) -> Proposal | None:
        sure = [one for one in seen if one.may_post]
        if len(sure) != 1:
            return None
        items = list(self._by_party.get(sure[0].party, {}).values())
        exact = [item for item in items if item.amount == deposit.amount]
        if len(exact) != 1 or references_of(deposit.payer, self.is_reference):
            return None
        if self._relative_may_pay(deposit, sure[0].party):
            return None
        reasons = (
            Reason(Why.NAME, sure[0].evidence, told=sure[0].name),
            Reason(Why.AMOUNT, yen=deposit.amount),
        )
        return Proposal((exact[0].key,), sure[0].party, Score.POSTED, reasons)

    def _relative_may_pay(self, deposit: Deposit, party: str) -> bool:
        """Whether somebody else of the payer's family owes that very amount, and the name is not the party's own."""
        family = self._names.families(deposit.payer)
        if party in family and self._names.is_own(party, deposit.payer):
            return False
        return any(
            item.amount == deposit.amount
            for other in family - {party}
            for item in self._by_party.get(other, {}).values()
        )

    def _by_named(self, deposit: Deposit, named: Sequence[Item]) -> list[Proposal]:
        if not named:
            return []
        reasons = tuple(Reason(Why.REFERENCE, told=item.reference) for item in named)
        score, reason, fee = self._weighed(deposit.amount, sum(item.amount for item in named))
        keys = tuple(item.key for item in named)
        return [Proposal(keys, named[0].party, Score.REFERENCE + score, (*reasons, reason), fee)]

    def _by_near_reference(self, deposit: Deposit, seen: Sequence[Seen]) -> list[Proposal]:
        """Slips whose reference is one slip of the finger away, of the exact amount."""
        if not self._by_reference:
            return []
        by_party = {one.party: one for one in seen}
        proposals = []
        for reference in near_references(deposit.payer):
            item = self._by_reference.get(reference)
            if item is None or item.amount != deposit.amount:
                continue
            name = by_party.get(item.party)
            reasons = [Reason(Why.REFERENCE_NEAR, told=reference), Reason(Why.AMOUNT, yen=item.amount)]
            if name:
                reasons.append(Reason(Why.NAME, name.evidence, told=name.name))
            score = Score.NEAR + (name.evidence.weight if name else 0) + Score.EXACT
            proposals.append(Proposal((item.key,), item.party, score, tuple(reasons)))
        return proposals

    def _by_name(self, deposit: Deposit, one: Seen, seen: Sequence[Seen]) -> list[Proposal]:
        items = sorted(
            self._by_party.get(one.party, {}).values(), key=lambda item: (item.due or date.max, item.key)
        )
        reasons = [Reason(Why.NAME, one.evidence, told=one.name)]
        namesakes = sum(other.evidence == one.evidence for other in seen)
        if namesakes > 1:
            reasons.append(Reason(Why.NAMESAKES, told=str(namesakes)))
        proposals = []
        for group, told in _groups(items, deposit.amount, self.fees):
            score, reason, fee = self._weighed(deposit.amount, sum(item.amount for item in group))
            if told is not None:
                score, reason = score - 2, replace(reason, why=told)
            if any(item.party == one.party for item in group):
                score += 1
            keys = tuple(item.key for item in group)
            score += one.evidence.weight + one.bonus
            proposals.append(Proposal(keys, group[0].party, score, (*reasons, reason), fee))
        return proposals

    def _weighed(self, amount: int, owed: int) -> tuple[int, Reason, int]:
        """How well an amount fits what is owed, why, and the fee the bank may have kept."""
        if amount == owed:
            return Score.EXACT, Reason(Why.AMOUNT, yen=amount), 0
        if owed - amount in self.fees:
            return Score.FEE, Reason(Why.FEE_DEDUCTED, yen=owed - amount), owed - amount
        if amount > owed:
            return Score.OVER, Reason(Why.OVER, yen=amount - owed), 0
        return Score.SHORT, Reason(Why.SHORT, yen=owed - amount), 0

    def _by_amount_alone(self, deposit: Deposit) -> list[Proposal]:
        keys = sorted(self._by_amount.get(deposit.amount, ()))
        if len(keys) > PROPOSED:
            return []
        reason = (Reason(Why.AMOUNT_ONLY, yen=deposit.amount),)
        return [Proposal((key,), self._open[key].party, Score.AMOUNT_ONLY, reason) for key in keys]


class Score:
    """Weights in points; evidence of a name has its own in knownnames."""

    POSTED = 1000
    REFERENCE = 200
    NEAR = 60
    EXACT = 40
    FEE = 32
    OVER = 8
    SHORT = 5
    AMOUNT_ONLY = 10


def match(deposits: Iterable[Deposit], book: Book) -> list[Found]:
    """Looks at every deposit in the order of days; what one posted is not open to the next."""
    found = {}
    for deposit in sorted(deposits, key=lambda deposit: (deposit.on, deposit.key)):
        found[deposit.key] = book.look(deposit)
        if posted := found[deposit.key].posted:
            book.take(posted.items)
    return [one if one.posted else book.propose(one.deposit) for one in found.values()]


def best(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """The three most likely, each set of items once; equal scores in the order of their keys."""
    kept: dict[tuple[str, ...], Proposal] = {}
    for proposal in sorted(proposals, key=lambda one: (-one.score, one.items)):
        kept.setdefault(tuple(sorted(proposal.items)), proposal)
    return tuple(kept.values())[:PROPOSED]


def _groups(
    items: Sequence[Item], amount: int, fees: Sequence[int]
) -> list[tuple[tuple[Item, ...], Why | None]]:
    """Which of a payer's items a deposit may pay: one of them, all, or a few that fit together."""
    if not items:
        return []
    groups: list[tuple[tuple[Item, ...], Why | None]] = [((item,), None) for item in items]
    wanted = {amount, *(amount + fee for fee in fees)}
    if len(items) > 1:
        if sum(item.amount for item in items) in wanted:
            groups.append((tuple(items), Why.TOTAL))
        first = items[:TOGETHER]
        groups += [
            (group, Why.SEVERAL)
            for size in range(2, min(len(first), 4) + 1)
            for group in combinations(first, size)
            if len(group) < len(items) and sum(item.amount for item in group) in wanted
        ]
    return groups
