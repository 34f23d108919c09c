"""No log line holds a name, an address, a mail address, a query string or a word that somebody typed.

Journeys are driven with marked personal data while everything that is logged is kept, on every level; then every
line is searched for the marks. First it is shown that the marks would be found, and that there are lines.
"""

import json
import logging
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.registration.models import Registration
from network.jobs.actions import enqueue, run
from network.jobs.queries import UnknownTaskError, task_named
from network.mail.actions import deliver_due
from network.mail.models import OutboxMessage
from network.people.choices import Role
from network.watch.logs import logging_config
from tests.factories.events import meeting
from tests.factories.network import PASSWORD, AccountFactory, account_with_role

pytestmark = pytest.mark.capability("T11")

NAME, KANA, LATIN = "刻印 花子", "コクイン ハナコ", "Kokuinmark"
MAIL = "kokuinmark@mark.example"
PHONE = "090-7777-8888"
WORDS = "これは刻印された相談の文です"
ADDRESS = "192.0.2.77"
MARKS = [NAME, "花子", KANA, LATIN, LATIN.lower(), "mark.example", PHONE, WORDS, "刻印", ADDRESS]


class Kept(logging.Handler):
    """Keeps every line as production would write it."""

    def __init__(self, style):
        super().__init__(logging.NOTSET)
        config = logging_config(style, "DEBUG")["formatters"]["tasuki"]
        made = {key: value for key, value in config.items() if key != "()"}
        self.setFormatter(config["()"](**made))
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))


@pytest.fixture(params=["json", "line"])
def kept(request):
    """All loggers speak, at every level. Celery sets logging up anew when it first looks for tasks, so it does so before."""
    with suppress(UnknownTaskError):
        task_named("no.such_task")
    handler, root = Kept(request.param), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler.lines
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def lines(kept):
    """The same without the database's own log, which is off outside of debugging and would quote every value."""
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    yield kept
    logging.getLogger("django.db.backends").setLevel(logging.NOTSET)


def marks_in(lines):
    return sorted({(mark, line[:200]) for line in lines for mark in MARKS if mark in line})


def test_marks_would_be_found():
    assert marks_in([f"a line about {NAME}"])


@pytest.mark.django_db
def test_journeys_leave_no_personal_data_in_the_log(lines, settings):
    visitor = Client(REMOTE_ADDR=ADDRESS)
    pool = meeting(seats=3, starts_at=timezone.now() + timedelta(days=8))
    typed = {
        "name": NAME,
        "kana": KANA,
        "email": MAIL,
        "organisation_name": LATIN,
        "phone": PHONE,
        "note": WORDS,
    }

    # a visitor registers, with mistakes, with a query string, on a page that is not there
    visitor.get(f"/events/?q={LATIN}&name={NAME}")
    visitor.get(f"/nothing/{LATIN}/?mail={MAIL}")
    visitor.get(f"/l/{LATIN}/")
    visitor.post(
        reverse("events:register", args=[pool.event.slug]), {**typed, "email": f"{LATIN} not a mail"}
    )
    visitor.post(reverse("events:register", args=[pool.event.slug]), typed)
    # mails go out, one to an address that bounces
    deliver_due(now=timezone.now())
    # somebody signs in, once with a wrong password
    account = AccountFactory(username=LATIN.lower(), email=MAIL, person__name=NAME)
    for password in (WORDS, PASSWORD):
        visitor.post(reverse("account_login"), {"login": LATIN.lower(), "password": password})
    visitor.post(reverse("account_reset_password"), {"email": MAIL})
    # the desk looks and writes
    desk = Client(REMOTE_ADDR=ADDRESS)
    desk.force_login(account_with_role(Role.SECRETARIAT))
    desk.get(reverse("network_people:index"), {"q": NAME})
    desk.post(reverse("network_people:add"), {"name": NAME, "kana": KANA, "email": "x", "phone": PHONE})
    desk.post(reverse("network_people:edit", args=[account.person_id]), {"name": NAME, "email": MAIL})

    assert Registration.objects.filter(pool=pool).count() == 1
    assert OutboxMessage.objects.filter(to_address=MAIL).exists()
    assert len([line for line in lines if "answered" in line]) >= 10
    assert any("Mail sent" in line for line in lines)
    assert marks_in(lines) == []


@pytest.mark.django_db
def test_a_failure_is_told_by_kind_and_place(lines, monkeypatch):
    def fall(*args, **kwargs):
        try:
            raise IntegrityError(f"Key (email)=({MAIL}) already exists, {NAME}")
        except IntegrityError as failure:
            raise ValueError(f"{LATIN} {WORDS}") from failure

    monkeypatch.setattr("network.mail.links.page_of_token", fall)
    visitor = Client(REMOTE_ADDR=ADDRESS, raise_request_exception=False)

    response = visitor.get(f"/l/{LATIN}/?q={NAME}")

    told = [line for line in lines if "ValueError" in line]
    assert response.status_code == 500
    assert len(told) == 1
    assert "IntegrityError" in told[0]
    assert "network/mail/views.py" in told[0]
    assert response.headers["X-Request-ID"] in told[0]
    assert marks_in(lines) == []


@pytest.mark.django_db
def test_a_job_that_fails_is_told_with_its_request(lines, monkeypatch):
    def fall(now):
        raise ValueError(NAME)

    monkeypatch.setattr("network.mail.actions.forget_expired", fall)
    job = enqueue("network.forget_expired")

    run(job.pk, now=timezone.now())

    told = [line for line in lines if "failed with ValueError" in line]
    assert len(told) == 1
    assert str(job.pk) in told[0]
    assert marks_in(lines) == []


def test_what_packages_say_loses_what_is_data(lines):
    other = logging.getLogger("some.package")
    other.warning("Connected to %s as %s after %d tries", f"smtp://{LATIN}", NAME, 3)
    other.warning("Task %(name)s[%(id)s] raised: %(exc)s", {"name": "network.run_job", "id": 7, "exc": LATIN})
    other.warning(f"User '{LATIN}' with {MAIL} and ?q={LATIN}")
    try:
        raise ValueError(LATIN)
    except ValueError:
        other.exception("It fell")

    assert any("after 3 tries" in line for line in lines)
    assert any("Task network.run_job[7] raised: …" in line for line in lines)
    assert marks_in(lines) == []


def test_a_line_that_cannot_be_filled_is_written_all_the_same():
    record = logging.LogRecord("some.package", logging.INFO, __file__, 1, "%d of %s", (NAME, LATIN), None)

    line = Kept("json").format(record)

    assert json.loads(line)["event"] == "%d of %s"
    assert marks_in([line]) == []


def test_our_own_lines_are_scrubbed_too(lines):
    own = logging.getLogger("network.somewhere")
    own.info(
        "Refused %s", MAIL, extra={"told": {"kind": NAME, "page": f"/x/?q={LATIN}", "number": 4, "odd": {1}}}
    )

    assert "Refused …" in lines[-1]
    assert marks_in(lines) == []


def test_production_writes_one_json_object_per_line():
    handler = Kept("json")
    record = logging.LogRecord("network.x", logging.INFO, __file__, 1, "Job done", (), None)
    record.told = {"job": "3fa85f64-5717-4562-b3fc-2c963f66afa6"}

    line = handler.format(record)

    assert "\n" not in line
    said = json.loads(line)
    assert {key: said[key] for key in ("event", "level", "logger", "job")} == {
        "event": "Job done",
        "level": "info",
        "logger": "network.x",
        "job": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    }
    assert said["timestamp"].endswith("Z")


def test_the_demo_writes_lines_for_people():
    handler = Kept("line")
    record = logging.LogRecord("network.x", logging.INFO, __file__, 1, "Job done", (), None)
    record.told = {"attempt": 2}

    assert handler.format(record).endswith("info network.x Job done attempt=2")
