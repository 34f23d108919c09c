"""Everything the administrator's page tells, read in a fixed number of queries; and the operators' figures."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core import checks
from django.db.models import Count

from events.registration.models import Registration
from network.jobs.queries import QueueFigures, queue_figures
from network.mail.queries import OutboxFigures, outbox_figures
from network.watch import metrics
from network.watch import queries as watch
from network.watch.metrics import Family
from network.watch.models import Pulse


@dataclass(frozen=True)
class Facts:
    """One look at the site."""

    now: datetime
    queue: QueueFigures
    outbox: OutboxFigures
    pulses: dict[str, Pulse]
    workers: dict[str, datetime]
    database: watch.DatabaseFacts
    cache: watch.CacheFacts
    disk: watch.Room | None
    database_disk: watch.Room | None
    pending: list[str]
    versions: dict[str, str]
    remarks: list[str]


def facts(now: datetime) -> Facts:
    """One look at everything; nothing here waits for another machine but the database and the cache."""
    known = watch.pulses()
    return Facts(
        now=now,
        queue=queue_figures(now),
        outbox=outbox_figures(),
        pulses=known,
        workers=watch.workers(known, now),
        database=watch.database_facts(),
        cache=watch.cache_facts(),
        disk=watch.disk(),
        database_disk=watch.database_disk(),
        pending=watch.pending_migrations(),
        versions=watch.versions(),
        remarks=security_remarks(),
    )


def security_remarks() -> list[str]:
    """Django's own remarks on the settings of a public site, by their numbers; the demo is none."""
    if settings.DEMO:
        return []
    found = checks.run_checks(tags=[checks.Tags.security], include_deployment_checks=True)
    return [remark.id for remark in found if not remark.is_silenced()]


def families(now: datetime) -> list[Family]:
    """What the operators' network may read: requests, jobs, mails, registrations; numbers only."""
    queue, outbox = queue_figures(now), outbox_figures()
    known = watch.pulses()
    registrations = dict(Registration.objects.order_by().values_list("state").annotate(number=Count("pk")))
    jobs = {"queued": queue.waiting, "running": queue.running, "failed": queue.failed}
    mails = {state.value: count for state, count in outbox.by_state.items()}
    return [
        *metrics.request_families(),
        _gauge("tasuki_jobs", "Background jobs by state.", "state", jobs),
        _age("tasuki_jobs_oldest_seconds", "Age of the oldest job that is due.", queue.oldest_due, now),
        _gauge("tasuki_mails", "Mails of the outbox by state.", "state", mails),
        _age("tasuki_mails_oldest_seconds", "Age of the oldest open mail.", outbox.oldest_open, now),
        _gauge("tasuki_registrations", "Registrations by state.", "state", registrations),
        _gauge(
            "tasuki_pulse_age_seconds",
            "Seconds since a part of the site was last seen.",
            "part",
            {name: (now - pulse.at).total_seconds() for name, pulse in known.items()},
        ),
    ]


def _gauge(name: str, text: str, label: str, amounts: dict[str, float]) -> Family:
    return Family(name, "gauge", text, metrics.by_label(name, label, amounts))


def _age(name: str, text: str, since: datetime | None, now: datetime) -> Family:
    seconds = max((now - since).total_seconds(), 0) if since else 0
    return Family(name, "gauge", text, {name: seconds})
