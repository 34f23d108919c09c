"""The words of the administrator's page: what each reading says, how it should be taken, and what to do next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cms.system.queries import Facts
from network.jobs.choices import JobState
from network.mail.choices import MailState
from network.watch import queries as watch
from network.watch import rules
from network.watch.rules import Verdict


@dataclass(frozen=True)
class Reading:
    """One line: what, how it stands, what to do when it is not fine, and where its list is."""

    label: str
    value: str
    verdict: Verdict = Verdict.FINE
    note: str = ""
    todo: str = ""
    url: str = ""

    @property
    def verdict_words(self) -> str:
        return {
            Verdict.FINE: pgettext("reading", "fine"),
            Verdict.UNKNOWN: pgettext("reading", "not known"),
            Verdict.WATCH: pgettext("reading", "keep an eye on it"),
            Verdict.ALARM: pgettext("reading", "needs you now"),
        }[self.verdict]


@dataclass(frozen=True)
class Section:
    """Readings that belong together."""

    name: str
    title: str
    readings: list[Reading]


def sections(facts: Facts) -> list[Section]:
    """The whole page, in the order in which one looks."""
    return [
        Section("work", _("Background work"), list(_work(facts))),
        Section("mail", pgettext("desk", "Outbox"), list(_mail(facts))),
        Section("data", _("Data"), list(_data(facts))),
        Section("outside", _("Certificate and copies"), list(_outside(facts))),
        Section("software", _("Software"), list(_software(facts))),
    ]


def findings(shown: list[Section]) -> list[Reading]:
    """What needs somebody, the worst first; what is merely not known is no finding."""
    urgent = [
        reading
        for section in shown
        for reading in section.readings
        if reading.verdict in (Verdict.WATCH, Verdict.ALARM)
    ]
    return sorted(urgent, key=lambda reading: -rules.ORDER.index(reading.verdict))


def _work(facts: Facts) -> Iterator[Reading]:
    queue, now = facts.queue, facts.now
    waiting = queue.oldest_due and now - queue.oldest_due
    yield Reading(
        _("Waiting jobs"),
        str(queue.waiting),
        rules.of_waiting(waiting, rules.QUEUE_SLOW_AFTER, rules.QUEUE_STUCK_AFTER),
        note=_("the first has been due for %(time)s") % {"time": spell(waiting)} if waiting else "",
        todo=_("Look below whether a worker is alive. If work piles up all day, start one more worker."),
        url=_list("system:jobs", state=JobState.QUEUED.value),
    )
    yield Reading(
        _("Running jobs"), str(queue.running), url=_list("system:jobs", state=JobState.RUNNING.value)
    )
    yield Reading(
        _("Failed jobs"),
        str(queue.failed),
        Verdict.WATCH if queue.failed else Verdict.FINE,
        note=_("given up after five attempts") if queue.failed else "",
        todo=_(
            "Open the list, read the reason, and try again. If it fails again, tell the developers the reason."
        ),
        url=_list("system:jobs", state=JobState.FAILED.value),
    )
    yield _clock(facts)
    yield _workers(facts)


def _clock(facts: Facts) -> Reading:
    seen = facts.pulses.get(watch.BEAT)
    return Reading(
        _("Clock (beat)"),
        _seen(seen and seen.at, facts.now),
        rules.of_silence(seen and seen.at, facts.now, rules.BEAT_SILENT_AFTER),
        note=_("says every few seconds what is due"),
        todo=_(
            "Start the process “beat” again. Until then nothing that has its time is done: no sweep, no release of held places."
        ),
    )


def _workers(facts: Facts) -> Reading:
    alive = [name for name, at in facts.workers.items() if facts.now - at <= rules.WORKER_SILENT_AFTER]
    last = max(facts.workers.values(), default=None)
    value = (
        ngettext("%(count)s alive", "%(count)s alive", len(alive)) % {"count": len(alive)}
        if alive
        else _seen(last, facts.now)
    )
    return Reading(
        _("Workers"),
        value,
        Verdict.FINE if alive else Verdict.ALARM,
        note=", ".join(sorted(alive)),
        todo=_("Start the process “worker” again. Mails and jobs wait until then; nothing is lost."),
    )


def _mail(facts: Facts) -> Iterator[Reading]:
    count, now = facts.outbox.by_state, facts.now
    waiting = facts.outbox.oldest_open and now - facts.outbox.oldest_open
    yield Reading(
        _("Waiting mails"),
        str(count[MailState.QUEUED] + count[MailState.CLAIMED]),
        rules.of_waiting(waiting, rules.OUTBOX_SLOW_AFTER, rules.OUTBOX_STUCK_AFTER),
        note=_("the first was written %(time)s ago") % {"time": spell(waiting)} if waiting else "",
        todo=_(
            "Open the list and read the reason. If it says Outage, the mail server does not answer: check EMAIL_HOST and its password."
        ),
        url=_list("outbox_desk:list", state=MailState.QUEUED.value),
    )
    for state, label in (
        (MailState.SENT, _("Sent mails")),
        (MailState.CONFIRMED, _("Mails reported as delivered")),
    ):
        yield Reading(label, str(count[state]), url=_list("outbox_desk:list", state=state.value))
    for state, label, todo in (
        (
            MailState.BOUNCED,
            _("Bounced mails"),
            _("Open the list, correct the address in the register with the person, and try again."),
        ),
        (
            MailState.FAILED,
            _("Mails given up"),
            _("Open the list, read the reason, and try again once it is mended."),
        ),
    ):
        verdict = Verdict.WATCH if count[state] else Verdict.FINE
        yield Reading(
            label, str(count[state]), verdict, todo=todo, url=_list("outbox_desk:list", state=state.value)
        )
    yield Reading(
        _("Mails not sent: address suppressed"),
        str(count[MailState.SUPPRESSED]),
        url=_list("outbox_desk:list", state=MailState.SUPPRESSED.value),
    )


def _data(facts: Facts) -> Iterator[Reading]:
    database, cache = facts.database, facts.cache
    size = filesizeformat(database.size) if database.size is not None else ""
    yield Reading(
        _("Database"),
        f"{database.kind} {database.version}",
        note=_("%(size)s of data") % {"size": size} if size else "",
    )
    yield Reading(
        _("Tables"),
        _("up to date")
        if not facts.pending
        else ngettext("%(count)s change is missing", "%(count)s changes are missing", len(facts.pending))
        % {"count": len(facts.pending)},
        Verdict.ALARM if facts.pending else Verdict.FINE,
        note=", ".join(facts.pending[:5]),
        todo=_("Run “manage.py migrate” (with compose.yaml: docker compose up migrate)."),
    )
    yield Reading(
        _("Cache and sign-ins"),
        f"{cache.kind} {cache.version}".strip() if cache.answers else _("does not answer"),
        Verdict.FINE if cache.answers else Verdict.ALARM,
        note=_("%(size)s in use") % {"size": filesizeformat(cache.memory)}
        if cache.memory is not None
        else "",
        todo=_("Start Redis again. Whoever was signed in has to sign in anew; nothing else is lost."),
    )
    yield _disk(_("Disk for files"), facts.disk)
    if facts.database_disk:
        yield _disk(_("Disk of the database"), facts.database_disk)


def _disk(label: str, room: watch.Room | None) -> Reading:
    if room is None:
        return Reading(label, _("cannot be seen from here"), Verdict.UNKNOWN)
    return Reading(
        label,
        _("%(free)s free") % {"free": filesizeformat(room.free)},
        rules.of_disk(room.free, room.total),
        note=_("of %(total)s") % {"total": filesizeformat(room.total)},
        todo=_("Make room or enlarge the disk: when it is full, nobody can register or upload any more."),
    )


def _outside(facts: Facts) -> Iterator[Reading]:
    yield _certificate(facts)
    backup = facts.pulses.get(watch.BACKUP)
    yield Reading(
        _("Last backup"),
        _seen(backup.at, facts.now) if backup else _("not set up yet"),
        rules.of_backup(backup and backup.at, facts.now),
        todo=_("Let the backup command run once a day; the operations guide says how, and how to restore.")
        if backup is None
        else _("The daily backup has not run. Look at its output, and run it once by hand."),
    )


def _certificate(facts: Facts) -> Reading:
    label, pulse = _("Certificate"), facts.pulses.get(watch.CERTIFICATE)
    said = pulse.details if pulse else {}
    looked = _("looked at %(time)s ago") % {"time": spell(facts.now - pulse.at)} if pulse else ""
    if "expires" in said:
        expires = datetime.fromisoformat(said["expires"])
        return Reading(
            label,
            _("valid until %(day)s") % {"day": date_format(timezone.localtime(expires), "DATE_FORMAT")},
            rules.of_certificate(expires, facts.now),
            note=looked,
            todo=_("The proxy renews it by itself a month before. If it did not, look at the proxy's log."),
        )
    value, verdict = {
        "http": (_("none: SITE_URL does not begin with https"), Verdict.UNKNOWN),
        "unreachable": (
            _("could not be seen: the site's own address did not answer from here"),
            Verdict.UNKNOWN,
        ),
        "expired": (_("has expired"), Verdict.ALARM),
        "untrusted": (_("is not trusted by browsers"), Verdict.ALARM),
    }.get(said.get("why", ""), (_("not looked at yet"), Verdict.UNKNOWN))
    return Reading(
        label,
        value,
        verdict,
        note=looked,
        todo=_("Visitors see a warning now. Look at the proxy's log; it gets certificates by itself."),
    )


def _software(facts: Facts) -> Iterator[Reading]:
    shown = facts.versions
    yield Reading("Tasuki", shown["Tasuki"])
    for name, label in (
        ("Django", "Django"),
        ("wagtail", "Wagtail"),
        ("Python", "Python"),
        ("celery", "Celery"),
    ):
        yield Reading(label, shown[name] or _("not installed"))
    yield Reading(_("Dictionary for searching"), shown["sudachidict-core"] or _("not installed"))
    if settings.DEMO:
        yield Reading(_("Security settings"), _("not looked at: this is the demo"), Verdict.UNKNOWN)
        return
    remarks = facts.remarks
    yield Reading(
        _("Security settings"),
        ngettext("%(count)s remark", "%(count)s remarks", len(remarks)) % {"count": len(remarks)}
        if remarks
        else _("no remarks"),
        Verdict.WATCH if remarks else Verdict.FINE,
        note=", ".join(remarks),
        todo=_("Run “manage.py check --deploy”; it says what each number means and which setting to change."),
    )


def _seen(at: datetime | None, now: datetime) -> str:
    return _("seen %(time)s ago") % {"time": spell(now - at)} if at else _("never seen")


def _list(address: str, **chosen: str) -> str:
    return f"{reverse(address)}?{urlencode(chosen)}"


def spell(length: timedelta) -> str:
    """A length of time in one unit, as one says it."""
    seconds = max(int(length.total_seconds()), 0)
    if seconds < 60:
        return ngettext("%(count)s second", "%(count)s seconds", seconds) % {"count": seconds}
    if seconds < 3600:
        return ngettext("%(count)s minute", "%(count)s minutes", seconds // 60) % {"count": seconds // 60}
    if seconds < 48 * 3600:
        return ngettext("%(count)s hour", "%(count)s hours", seconds // 3600) % {"count": seconds // 3600}
    return ngettext("%(count)s day", "%(count)s days", seconds // 86400) % {"count": seconds // 86400}
