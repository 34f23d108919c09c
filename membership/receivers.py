"""Door: what the wing hears from outside: tables were migrated, somebody is erased."""

from datetime import datetime

from django.apps import AppConfig
from django.conf import settings
from django.db import connections
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from django.utils.timezone import localdate

from membership.ledger import triggers
from membership.owndata.endings import end_for
from network.signals import person_erased


@receiver(post_migrate, dispatch_uid="membership.ledger_triggers")
def lay_ledger_triggers(sender: AppConfig, using: str, **news: object) -> None:
    """Let the database guard the books (tests empty their tables, so they do without)."""
    if sender.name == "membership" and settings.LEDGER_TRIGGERS:
        triggers.lay(connections[using])


@receiver(person_erased, dispatch_uid="membership.person_erased")
def person_is_erased(sender: type, person_id: int, by_id: int | None, now: datetime, **news: object) -> None:
    """Memberships, named places and duties of somebody end with their name."""
    end_for(person_id, by_id=by_id, today=localdate(now), now=now)
