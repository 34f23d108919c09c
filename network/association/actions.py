"""Writes the association's settings."""

from django.core.cache import cache
from django.db import transaction

from network.association.models import Association
from network.association.queries import CACHE_KEY


@transaction.atomic
def save_association(association: Association) -> Association:
    """Keeps the one row; pages and mails say it from the next request on, nobody is told."""
    association.pk = 1
    association.save()
    transaction.on_commit(forget)
    return association


def forget() -> None:
    """Drops the kept copy."""
    cache.delete(CACHE_KEY)
