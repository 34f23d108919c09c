"""Door: what the wing hears from outside: tables were migrated."""

from django.apps import AppConfig
from django.conf import settings
from django.db import connections
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from membership.ledger import triggers


@receiver(post_migrate, dispatch_uid="membership.ledger_triggers")
def lay_ledger_triggers(sender: AppConfig, using: str, **news: object) -> None:
    """Let the database guard the books (tests empty their tables, so they do without)."""
    if sender.name == "membership" and settings.LEDGER_TRIGGERS:
        triggers.lay(connections[using])
