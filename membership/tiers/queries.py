"""Reads of tiers and fees."""

from django.db.models import QuerySet

from membership.tiers.models import PeriodPolicy, Tier, TierFee
from membership.tiers.rules import Policy
from network.association.queries import current


def tiers() -> QuerySet[Tier]:
    """All tiers in the association's order."""
    return Tier.objects.order_by("position", "pk")


def fee_of(tier: Tier, fiscal_year: int) -> int | None:
    """Dues of a tier for the fiscal year that begins in this year; None where none was set."""
    return TierFee.objects.filter(tier=tier, fiscal_year=fiscal_year).values_list("amount", flat=True).first()


def tier_called(code: str) -> Tier | None:
    """The tier of this code."""
    return Tier.objects.filter(code=code).first()


def policy_of(fiscal_year: int) -> Policy:
    """The rule of dues that holds for a fiscal year; the plainest one where the association wrote none."""
    first_month = current().fiscal_year_begins
    row = PeriodPolicy.objects.filter(from_year__lte=fiscal_year).order_by("-from_year").first()
    if row is None:
        return Policy(first_month=first_month)
    return Policy(
        joining=row.joining,
        free_from_month=row.free_from_month,
        due_month=row.due_month,
        due_day=row.due_day,
        days_to_pay=row.days_to_pay,
        loss_after_years=row.loss_after_years,
        first_month=first_month,
    )


def fees_of(fiscal_year: int) -> dict[int, int]:
    """Dues of a fiscal year by the tier's number; tiers without a fee are missing."""
    return dict(TierFee.objects.filter(fiscal_year=fiscal_year).values_list("tier", "amount"))
