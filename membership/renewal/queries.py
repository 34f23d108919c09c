"""Reads of a renewal: every membership with the verdict on it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from membership.ledger.models import Charge
from membership.members.models import Membership
from membership.members.queries import decisions_of
from membership.members.rules import decided_state
from membership.renewal.choices import Reason
from membership.renewal.models import RenewalRun
from membership.renewal.rules import Candidate, Verdict, judge
from membership.tiers.models import Tier
from membership.tiers.queries import fees_of, policy_of
from membership.tiers.rules import Policy

# So many memberships are read, and billed, at a time.
BATCH = 500


@dataclass(frozen=True)
class Line:
    """One membership and the verdict on it."""

    membership: Membership
    verdict: Verdict

    @property
    def reason(self) -> Reason:
        return Reason(self.verdict.reason)


def key_of(membership_id: int, fiscal_year: int) -> str:
    """The claim of a year's dues: of charge and slip alike."""
    return f"dues:{fiscal_year}:{membership_id}"


def batches(fiscal_year: int, *, on: date, with_names: bool = False) -> Iterator[list[Line]]:
    """Every membership with the verdict on it, by number, some hundred at a time. Three queries each.

    Whose membership it is, is read too for a reader (`with_names`); billing has no use for it.
    """
    policy, fees, last = policy_of(fiscal_year), fees_of(fiscal_year), 0
    tiers = Tier.objects.in_bulk()
    memberships = Membership.objects.order_by("pk")
    if with_names:
        memberships = memberships.select_related("person", "organisation")
    while rows := list(memberships.filter(pk__gt=last)[:BATCH]):
        last = rows[-1].pk
        for row in rows:
            row.tier = tiers[row.tier_id]
        candidates = _candidates(rows, fees, fiscal_year, _day_of_verdict(policy, fiscal_year, on))
        yield [
            Line(row, judge(candidate, policy=policy, fiscal_year=fiscal_year))
            for row, candidate in zip(rows, candidates, strict=True)
        ]


def preview(fiscal_year: int, *, on: date) -> list[Line]:
    """Every membership, billed or not, with its reason. Writes nothing and draws no number."""
    return [line for batch in batches(fiscal_year, on=on, with_names=True) for line in batch]


def counts(lines: Sequence[Line]) -> dict[Reason, int]:
    """How many memberships have each reason, every reason named."""
    found = Counter(line.reason for line in lines)
    return {reason: found[reason] for reason in Reason}


def line_of(membership: Membership, fiscal_year: int, *, on: date) -> Line:
    """The verdict on one membership."""
    policy = policy_of(fiscal_year)
    day = _day_of_verdict(policy, fiscal_year, on)
    [candidate] = _candidates([membership], fees_of(fiscal_year), fiscal_year, day)
    return Line(membership, judge(candidate, policy=policy, fiscal_year=fiscal_year))


def _day_of_verdict(policy: Policy, fiscal_year: int, on: date) -> date:
    """Billed before the year begins, whoever leaves at the end of the old one owes nothing for the new one."""
    return max(on, date(fiscal_year, policy.first_month, 1))


def _candidates(
    rows: Sequence[Membership], fees: dict[int, int], fiscal_year: int, on: date
) -> list[Candidate]:
    ids = [row.pk for row in rows]
    decisions = decisions_of(ids)
    keys = [key_of(pk, fiscal_year) for pk in ids]
    billed = set(Charge.objects.filter(key__in=keys).values_list("key", flat=True))
    return [
        Candidate(
            membership_id=row.pk,
            since=row.since,
            state=decided_state(until=row.until, decisions=decisions.get(row.pk, []), on=max(on, row.since)),
            fee=fees.get(row.tier_id),
            is_billed=key in billed,
        )
        for row, key in zip(rows, keys, strict=True)
    ]


def last_run(fiscal_year: int) -> RenewalRun | None:
    """The latest run for a year."""
    return RenewalRun.objects.filter(fiscal_year=fiscal_year).order_by("-pk").first()
