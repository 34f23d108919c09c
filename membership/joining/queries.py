"""Reads for joining: tiers with this year's fees, applications that wait."""

from dataclasses import dataclass

from django.db.models import QuerySet

from membership.joining.choices import ApplicationState
from membership.joining.models import Application
from membership.tiers.choices import Coverage
from membership.tiers.models import Tier, TierFee
from network.association.dates import FiscalYear


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


def application_of(token: object) -> Application | None:
    """The application a form made."""
    return Application.objects.select_related("tier").filter(token=token).first()


def applications(*, waiting: bool) -> QuerySet[Application]:
    """Applications that wait, the oldest first; or those decided on, the latest first."""
    found = Application.objects.select_related("tier")
    if waiting:
        return found.filter(state=ApplicationState.WAITING).order_by("applied_at", "pk")
    return found.exclude(state=ApplicationState.WAITING).order_by("-decided_at", "-pk")
