"""Door: what the wing hears from outside: mail providers, sign-ins and second steps, migrated tables, Celery."""

import structlog
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_removed, authenticator_used
from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, tracking
from celery import Task
from celery.signals import (
    after_task_publish,
    beat_embedded_init,
    beat_init,
    before_task_publish,
    heartbeat_sent,
    task_postrun,
    task_prerun,
)
from celery.worker.heartbeat import Heart
from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db import connections
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from network.audit import triggers
from network.board import triggers as board_triggers
from network.mail import actions as mail
from network.people.models import Account
from network.safety import actions as safety
from network.safety import sessions
from network.safety.queries import has_second_step
from network.watch import actions as watch
from network.watch.queries import BEAT
from network.watch.requests import KEY, current

KINDS = {
    EventType.DELIVERED: "delivered",
    EventType.BOUNCED: "bounced",
    EventType.REJECTED: "bounced",
    EventType.COMPLAINED: "complained",
}
TASK_HEADER = "tasuki_request"
CLOCK_TASK = "network.note_clock"
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


@receiver(post_migrate, dispatch_uid="network.board_triggers")
def lay_board_triggers(sender: AppConfig, using: str, **kwargs: object) -> None:
    """Let the database guard the board's decisions (tests empty their tables, so they do without)."""
    if sender.name == "network" and settings.BOARD_TRIGGERS:
        board_triggers.lay(connections[using])


@before_task_publish.connect(dispatch_uid="network.task_takes_number")
def task_takes_number(headers: dict | None = None, **kwargs: object) -> None:
    """Give a task the number of the request that asked for it."""
    if headers is not None and current():
        headers[TASK_HEADER] = current()


@task_prerun.connect(dispatch_uid="network.task_begins")
def task_begins(task: Task, **kwargs: object) -> None:
    """Log lines of a task carry its name and that number. Eager tasks stay within their request."""
    if not task.request.is_eager:
        number = getattr(task.request, TASK_HEADER, None)
        structlog.contextvars.bind_contextvars(task=task.name, **({KEY: number} if number else {}))


@task_postrun.connect(dispatch_uid="network.task_ends")
def task_ends(task: Task, **kwargs: object) -> None:
    """The next task begins without the last one's number."""
    if not task.request.is_eager:
        structlog.contextvars.clear_contextvars()


@beat_init.connect(dispatch_uid="network.clock_begins")
@beat_embedded_init.connect(dispatch_uid="network.embedded_clock_begins")
def clock_begins(**kwargs: object) -> None:
    """Beat shows itself when it begins, before anything is due."""
    watch.note_life(BEAT)


@after_task_publish.connect(dispatch_uid="network.clock_lives")
def clock_lives(sender: str | None = None, **kwargs: object) -> None:
    """Only beat sends this task, so that it was sent shows that beat lives, whether or not a worker does."""
    if sender == CLOCK_TASK:
        watch.note_life(BEAT)


@heartbeat_sent.connect(dispatch_uid="network.worker_lives")
def worker_lives(sender: Heart, **kwargs: object) -> None:
    """A worker shows itself every two seconds while its loop turns."""
    watch.note_worker(sender.eventer.hostname)


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
