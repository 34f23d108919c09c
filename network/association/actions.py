"""Writes the association's settings."""

from django.core.cache import caches
from django.db import transaction

from network.association.models import Association
from network.association.queries import CACHE_KEY, KEPT_IN


@transaction.atomic
def save_association(association: Association) -> Association:
    """Keeps the one row; pages and mails say it from the next request on (other processes within seconds)."""
    association.pk = 1
    association.save()
    transaction.on_commit(forget)
    return association


def forget() -> None:
    """Drops the kept copy."""
    caches[KEPT_IN].delete(CACHE_KEY)
