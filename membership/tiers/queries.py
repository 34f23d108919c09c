"""Reads of tiers and fees."""

from django.db.models import QuerySet

from membership.tiers.models import Tier, TierFee


def tiers() -> QuerySet[Tier]:
    """All tiers in the association's order."""
    return Tier.objects.order_by("position", "pk")


def fee_of(tier: Tier, fiscal_year: int) -> int | None:
    """Dues of a tier for the fiscal year that begins in this year; None where none was set."""
    return TierFee.objects.filter(tier=tier, fiscal_year=fiscal_year).values_list("amount", flat=True).first()


def tier_called(code: str) -> Tier | None:
    """The tier of this code."""
    return Tier.objects.filter(code=code).first()
