"""Reads for joining: tiers with this year's fees, applications that wait, what the first year costs."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from membership.joining.choices import ApplicationState
from membership.joining.models import Application
from membership.joining.rules import first_dues
from membership.tiers.choices import Coverage
from membership.tiers.models import PeriodPolicy, Tier, TierFee
from membership.tiers.queries import fee_of
from network.association.dates import FiscalYear
from network.association.queries import fiscal_year_of


@dataclass(frozen=True)
class Offer:
    """A tier one may join, with its dues of the year in whole yen."""

    tier: Tier
    amount: int

    @property
    def is_for_people(self) -> bool:
        """Whether a person joins by it; else an organisation does."""
        return self.tier.coverage == Coverage.SELF


def offers(year: FiscalYear) -> list[Offer]:
    """Tiers that have a fee for a fiscal year, in the association's order. One query."""
    fees = (
        TierFee.objects.filter(fiscal_year=year.starting_year)
        .select_related("tier")
        .order_by("tier__position", "tier_id")
    )
    return [Offer(fee.tier, fee.amount) for fee in fees]


def offer_of(code: str, year: FiscalYear) -> Offer | None:
    """The offer of one tier; None where there is none this year."""
    return next((offer for offer in offers(year) if offer.tier.code == code), None)


@dataclass(frozen=True)
class FirstYear:
    """What the first year costs in whole yen, and how long one has to pay."""

    amount: int
    days_to_pay: int


def first_year_of(tier: Tier, *, since: date) -> FirstYear | None:
    """Dues of the year in which a membership begins, by the rule that holds then; None where no fee was set."""
    year = fiscal_year_of(since)
    fee = fee_of(tier, year.starting_year)
    if fee is None:
        return None
    policy = (
        PeriodPolicy.objects.filter(from_year__lte=year.starting_year).order_by("-from_year").first()
        or PeriodPolicy()
    )
    amount = first_dues(
        fee,
        joining=policy.joining,
        month=since.month,
        first_month=year.first_month,
        free_from_month=policy.free_from_month,
    )
    return FirstYear(amount, policy.days_to_pay)


def application_of(token: object) -> Application | None:
    """The application a form made."""
    return Application.objects.select_related("tier").filter(token=token).first()


def applications(*, waiting: bool) -> QuerySet[Application]:
    """Applications that wait, the oldest first; or those decided on, the latest first."""
    found = Application.objects.select_related("tier")
    if waiting:
        return found.filter(state=ApplicationState.WAITING).order_by("applied_at", "pk")
    return found.exclude(state=ApplicationState.WAITING).order_by("-decided_at", "-pk")
