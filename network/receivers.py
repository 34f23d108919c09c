"""Door: what the wing hears from outside: mail providers' reports, and that tables were migrated."""

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, tracking
from django.apps import AppConfig
from django.conf import settings
from django.db import connections
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from network.audit import triggers
from network.mail import actions as mail

KINDS = {
    EventType.DELIVERED: "delivered",
    EventType.BOUNCED: "bounced",
    EventType.REJECTED: "bounced",
    EventType.COMPLAINED: "complained",
}
DEAD = {RejectReason.INVALID, RejectReason.BOUNCED}


@receiver(tracking, dispatch_uid="network.mail_event")
def mail_event(sender: type, event: AnymailTrackingEvent, **kwargs: object) -> None:
    """Hand a provider's report to the outbox. Providers number mails themselves; ours comes back as metadata."""
    kind = KINDS.get(event.event_type)
    message_id = (event.metadata or {}).get("message_id") or event.message_id
    if kind and message_id:
        mail.record_event(message_id, kind, is_dead_address=event.reject_reason in DEAD)


@receiver(post_migrate, dispatch_uid="network.audit_triggers")
def lay_audit_triggers(sender: AppConfig, using: str, **kwargs: object) -> None:
    """Let the database guard the audit log (tests empty their tables, so they do without)."""
    if sender.name == "network" and settings.AUDIT_TRIGGERS:
        triggers.lay(connections[using])
