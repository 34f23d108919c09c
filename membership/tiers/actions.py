"""Writes tiers and their fees."""

from django.db import transaction

from membership.tiers.importing import read_policy, read_tiers
from membership.tiers.models import PeriodPolicy, Tier, TierFee


@transaction.atomic
def lay_tiers() -> int:
    """Writes the founding tiers with their fees where no tier exists; says how many.

    Once there is a single tier the table is the association's own, and nothing happens.
    """
    if Tier.objects.exists():
        return 0
    rows = read_tiers()
    tiers = Tier.objects.bulk_create(
        Tier(
            code=row.code,
            name=row.name,
            name_en=row.name_en,
            coverage=row.coverage,
            position=place,
            **row.gives,
        )
        for place, row in enumerate(rows, start=1)
    )
    TierFee.objects.bulk_create(
        TierFee(tier=tier, fiscal_year=year, amount=amount)
        for tier, row in zip(tiers, rows, strict=True)
        for year, amount in row.fees.items()
    )
    return len(tiers)


@transaction.atomic
def lay_policy() -> bool:
    """Writes the founding rule of dues where there is none; whether it did."""
    if PeriodPolicy.objects.exists():
        return False
    PeriodPolicy.objects.create(**read_policy())
    return True
