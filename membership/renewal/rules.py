"""Whether a membership is billed for a fiscal year, how much, and why."""

from dataclasses import dataclass
from datetime import date

from membership.tiers.rules import Policy, YearsDues, dues_for


@dataclass(frozen=True)
class Candidate:
    """What the decision needs to know of a membership; `state` is what has been decided by the day of billing."""

    membership_id: int
    since: date
    state: str
    fee: int | None
    is_billed: bool = False


@dataclass(frozen=True)
class Verdict:
    """Why, and what is owed; no dues where nothing is billed."""

    reason: str
    dues: YearsDues | None = None

    @property
    def is_billed(self) -> bool:
        return self.dues is not None


def judge(candidate: Candidate, *, policy: Policy, fiscal_year: int) -> Verdict:
    """The verdict on one membership; the first reason that holds."""
    first = date(fiscal_year, policy.first_month, 1)
    if candidate.is_billed:
        return Verdict("already_billed")
    if candidate.since >= date(fiscal_year + 1, policy.first_month, 1):
        return Verdict("not_yet")
    if candidate.state != "member":
        return Verdict("on_leave" if candidate.state == "on_leave" else "ended")
    if candidate.fee is None:
        return Verdict("no_fee")
    dues = dues_for(policy, fee=candidate.fee, fiscal_year=fiscal_year, joined_on=candidate.since)
    if dues is None:
        return Verdict("nothing_owed")
    return Verdict("first_year" if candidate.since > first else "renews", dues)
