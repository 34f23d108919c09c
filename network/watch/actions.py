"""Writes pulses: what shows that a part of the site lives, and what was found out about it."""

import logging
import time
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from network.watch.certificates import CertificateError, expiry_of
from network.watch.models import Pulse
from network.watch.queries import CERTIFICATE, WORKER
from network.watch.rules import WORKER_FORGOTTEN_AFTER

logger = logging.getLogger(__name__)

# A worker shows itself every two seconds; its row is written no more often than this.
WORKER_WRITES_EVERY = 20.0
CERTIFICATE_KEPT = timedelta(hours=6)

_written: dict[str, float] = {}


def note_pulse(name: str, *, now: datetime, details: dict[str, Any] | None = None) -> None:
    """Write down that a part lives, and what it says: kinds and numbers, no names of people. Nobody is told."""
    Pulse.objects.update_or_create(name=name[:120], defaults={"at": now, "details": details or {}})


def note_life(name: str, *, every: float = 0) -> None:
    """The same from a process that must not stop when the database is away: a failure is only logged.

    With `every`, this process writes no more often than that many seconds.
    """
    if every and time.monotonic() - _written.get(name, -every) < every:
        return
    _written[name] = time.monotonic()
    try:
        close_old_connections()
        note_pulse(name, now=timezone.now())
    except Exception as failure:
        logger.warning("No pulse written of %s: %s", name.partition(":")[0], type(failure).__name__)


def note_worker(hostname: str) -> None:
    """A worker process says that it lives."""
    note_life(f"{WORKER}{hostname}", every=WORKER_WRITES_EVERY)


def note_certificate(*, now: datetime) -> None:
    """Look at the certificate of SITE_URL, for two seconds at most, and keep its last day or why it was not seen.

    Whoever asks more often than every six hours changes nothing.
    """
    if Pulse.objects.filter(name=CERTIFICATE, at__gt=now - CERTIFICATE_KEPT).exists():
        return
    parts = urlsplit(settings.SITE_URL)
    if parts.scheme != "https":
        note_pulse(CERTIFICATE, now=now, details={"why": "http"})
        return
    try:
        expires = expiry_of(parts.hostname or "", parts.port or 443)
    except CertificateError as refusal:
        note_pulse(CERTIFICATE, now=now, details={"why": refusal.code})
    else:
        note_pulse(CERTIFICATE, now=now, details={"expires": expires.isoformat()})


def forget_silent_workers(now: datetime) -> int:
    """Delete the rows of workers that have not been seen for a day: containers get new names."""
    gone = Pulse.objects.filter(name__startswith=WORKER, at__lt=now - WORKER_FORGOTTEN_AFTER)
    return gone.delete()[0]
