"""Door: what the wing hears from outside: mail providers' reports, sign-ins and second steps, migrated tables."""

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_removed, authenticator_used
from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, tracking
from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db import connections
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from network.audit import triggers
from network.mail import actions as mail
from network.people.models import Account
from network.safety import actions as safety
from network.safety import sessions
from network.safety.queries import has_second_step

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


@receiver(user_logged_in, dispatch_uid="network.signed_in")
def signed_in(sender: type, request: HttpRequest, user: Account, **kwargs: object) -> None:
    """The clock of the sign-in starts."""
    sessions.begin(request, timezone.now())


@receiver(user_logged_out, dispatch_uid="network.signed_out")
def signed_out(sender: type, user: Account | None, **kwargs: object) -> None:
    """Who signs out is signed out everywhere."""
    if user is not None:
        safety.end_sessions(user)


@receiver(authenticator_used, dispatch_uid="network.second_step_used")
def second_step_used(
    sender: type, request: HttpRequest, user: Account, authenticator: Authenticator, **kwargs: object
) -> None:
    """The session has proved the second step; when that was is written down nowhere."""
    sessions.note_second_step(request, user)
    safety.forget_use(authenticator)


@receiver(authenticator_removed, dispatch_uid="network.second_step_removed")
def second_step_removed(sender: type, request: HttpRequest, user: Account, **kwargs: object) -> None:
    """Without any second step the desk asks for a new one."""
    if not has_second_step(user):
        sessions.forget_second_step(request)
