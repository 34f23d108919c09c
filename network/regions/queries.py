"""Reads of bureaus and municipalities."""

from django.db.models import QuerySet

from network.regions.models import Bureau, Municipality


def bureaus() -> QuerySet[Bureau]:
    """All bureaus in the order of their codes."""
    return Bureau.objects.order_by("code")


def municipalities() -> QuerySet[Municipality]:
    """All municipalities with their bureaus, in the order of their codes."""
    return Municipality.objects.select_related("bureau").order_by("code")


def municipality_by_code(code: str) -> Municipality | None:
    """The municipality of a full code, with its bureau."""
    return Municipality.objects.select_related("bureau").filter(pk=code).first()
