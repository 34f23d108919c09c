"""Who is a member: decided from the memberships that hold on a day, and how each of them stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

ENDED = ("left", "lost", "expelled")
# What may be decided while a membership stands so.
POSSIBLE = {
    "member": ("left", "lost", "expelled", "on_leave"),
    "on_leave": ("left", "lost", "expelled", "back"),
    **dict.fromkeys(ENDED, ("reinstated",)),
}


@dataclass(frozen=True)
class Ground:
    """One membership that holds on the day, and how it reaches the person."""

    tier_code: str
    coverage: str
    is_own: bool = False
    works_there: bool = False
    is_named: bool = False


@dataclass(frozen=True)
class Standing:
    """Whether somebody is a member, by which tier, and through whom: "own", "organisation", "named" or nobody."""

    is_member: bool = False
    tier_code: str = ""
    covered_by: str = ""


NO_MEMBER = Standing()


def decide(grounds: Iterable[Ground]) -> Standing:
    """The person's standing; an own membership comes before one that an organisation pays for."""
    standings = [standing for ground in grounds if (standing := _standing_by(ground)).is_member]
    own = [standing for standing in standings if standing.covered_by == "own"]
    return next(iter(own or standings), NO_MEMBER)


def _standing_by(ground: Ground) -> Standing:
    if ground.is_own:
        return Standing(True, ground.tier_code, "own")
    if ground.coverage == "everybody" and ground.works_there:
        return Standing(True, ground.tier_code, "organisation")
    if ground.coverage == "named" and ground.is_named:
        return Standing(True, ground.tier_code, "named")
    return NO_MEMBER


@dataclass(frozen=True)
class Decided:
    """A decision and the day from which it holds."""

    kind: str
    on: date


@dataclass(frozen=True)
class Due:
    """Dues of a year: when due, and the day they were settled, by money or by a waiver; None while they are open."""

    fiscal_year: int
    due_on: date
    settled_on: date | None = None

    def is_overdue(self, on: date) -> bool:
        """Whether the day has passed and the money has not come by then."""
        return self.due_on < on and (self.settled_on is None or self.settled_on > on)


def status_of(
    *, since: date, until: date | None, decisions: Sequence[Decided], dues: Iterable[Due], on: date
) -> str:
    """How a membership stands on a day: not_yet, member, on_leave, in_arrears, lost, left or expelled.

    A membership is a standing contract (association's statutes): neither time nor arrears end it, a decision does.
    """
    if on < since:
        return "not_yet"
    state = decided_state(until=until, decisions=decisions, on=on)
    if state == "member" and any(due.is_overdue(on) for due in dues):
        return "in_arrears"
    return state


def decided_state(*, until: date | None, decisions: Sequence[Decided], on: date) -> str:
    """What has been decided by a day: member, on_leave, left, lost or expelled. What is not possible is passed over."""
    state = "member"
    for decision in _in_order(until, decisions):
        if decision.on <= on and decision.kind in POSSIBLE[state]:
            state = "member" if decision.kind in {"back", "reinstated"} else decision.kind
    return state


def may_decide(kind: str, *, until: date | None, decisions: Sequence[Decided], on: date) -> bool:
    """Whether a decision fits how the membership stands, and comes after every other."""
    is_last = all(decision.on <= on for decision in _in_order(until, decisions))
    return is_last and kind in POSSIBLE[decided_state(until=until, decisions=decisions, on=on)]


def years_in_arrears(dues: Iterable[Due], *, on: date) -> int:
    """For how many fiscal years dues are overdue on a day."""
    return len({due.fiscal_year for due in dues if due.is_overdue(on)})


def may_be_lost(dues: Iterable[Due], *, on: date, after_years: int) -> bool:
    """Whether the board may decide on loss: so many years are overdue (typical clause: two)."""
    return years_in_arrears(dues, on=on) >= after_years


def _in_order(until: date | None, decisions: Sequence[Decided]) -> list[Decided]:
    """All decisions by day; a last day entered by hand is one: it ends after that day."""
    by_hand = [] if until is None else [Decided("left", date.fromordinal(until.toordinal() + 1))]
    return sorted([*by_hand, *decisions], key=lambda decision: decision.on)
