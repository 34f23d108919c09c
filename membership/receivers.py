"""Door: what the wing hears from outside: tables are migrated, somebody is erased."""

from collections.abc import Sequence
from datetime import datetime

from django.apps import AppConfig
from django.conf import settings
from django.db import connections
from django.db.migrations import Migration
from django.db.models.signals import post_migrate, pre_migrate
from django.dispatch import receiver
from django.utils.timezone import localdate

from membership.ledger import triggers
from membership.owndata.endings import end_for
from network.signals import person_erased

Plan = Sequence[tuple[Migration, bool]]


@receiver(pre_migrate, dispatch_uid="membership.ledger_triggers_aside")
def lift_ledger_triggers(sender: AppConfig, using: str, plan: Plan = (), **news: object) -> None:
    """SQLite makes a changed table anew and then refuses, since triggers speak of the old one: they step aside meanwhile.

    PostgreSQL minds nothing of the kind, and there the books stay guarded while steps run.
    """
    touches_books = any(migration.app_label == sender.name for migration, _backwards in plan)
    if sender.name == "membership" and touches_books and connections[using].vendor == "sqlite":
        triggers.lift(connections[using])


@receiver(post_migrate, dispatch_uid="membership.ledger_triggers")
def lay_ledger_triggers(sender: AppConfig, using: str, **news: object) -> None:
    """Let the database guard the books, where they are (tests empty their tables, so they do without)."""
    if sender.name == "membership" and settings.LEDGER_TRIGGERS and triggers.has_tables(connections[using]):
        triggers.lay(connections[using])


@receiver(person_erased, dispatch_uid="membership.person_erased")
def person_is_erased(sender: type, person_id: int, by_id: int | None, now: datetime, **news: object) -> None:
    """Memberships, named places and duties of somebody end with their name."""
    end_for(person_id, by_id=by_id, today=localdate(now), now=now)
