"""The head of the audit log goes to those who keep the books and the site, once a week, in their language."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from membership.closing.actions import tell_audit_head
from membership.ledger import actions as ledger
from membership.ledger.models import Leg
from network.audit.models import AuditEntry
from network.audit.queries import head
from network.jobs.queries import task_named
from network.mail.models import OutboxMessage
from network.mail.rendering import render
from network.mail.rules import Recipient
from network.people.choices import Role
from tests.factories.membership import new_charge
from tests.factories.network import AccountFactory, account_with_role

pytestmark = [pytest.mark.django_db, pytest.mark.capability("M14", "T13")]

MONDAY = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)


@pytest.fixture
def keepers():
    """A treasurer who reads Japanese, an administrator who reads English; others get nothing."""
    treasurer, administrator = account_with_role(Role.TREASURER), account_with_role(Role.ADMINISTRATOR)
    administrator.person.language = "en"
    administrator.person.save()
    account_with_role(Role.SECRETARIAT)
    AccountFactory()
    ledger.lay_accounts()
    return treasurer, administrator


def booked():
    ledger.bill([new_charge()], on=MONDAY.date(), made_by=7, now=MONDAY)


def words_of(message):
    recipient = Recipient(message.to_address, message.to_name, message.language, message.person_id)
    with override(message.language):
        return render(message.template, message.context, recipient)


def test_treasurers_and_administrators_get_the_head(keepers):
    booked()

    written = tell_audit_head(now=datetime.now(tz=UTC))

    letters = list(OutboxMessage.objects.order_by("pk"))
    assert (written, [letter.person_id for letter in letters]) == (2, [one.person_id for one in keepers])
    japanese, english = (words_of(letter) for letter in letters)
    assert head() in japanese.text
    assert head() in english.text
    assert "請求: 1" in japanese.text
    assert "billed: 1" in english.text
    assert "異常はありません" in japanese.text
    assert english.subject == "Head of the audit log this week, to be kept"


def test_once_a_week_however_often_it_is_asked(keepers):
    first = tell_audit_head(now=MONDAY)
    again = tell_audit_head(now=MONDAY + timedelta(days=3))
    next_week = tell_audit_head(now=MONDAY + timedelta(days=7))

    assert (first, again, next_week) == (2, 0, 2)


def test_what_is_broken_stands_in_subject_and_text(keepers):
    booked()
    entry = AuditEntry.objects.first()
    AuditEntry.objects.filter(pk=entry.pk).update(actor_id=8)
    leg = Leg.objects.first()
    Leg.objects.filter(pk=leg.pk).update(amount=1)

    tell_audit_head(now=MONDAY)

    words = words_of(OutboxMessage.objects.order_by("pk").first())
    assert words.subject == "【至急】記録簿に異常があります。今日中にご確認ください"
    assert f"audit {entry.pk}: altered" in words.text
    assert f"entry {leg.entry_id}: altered" in words.text


def test_many_flaws_are_counted(keepers):
    for _time in range(12):
        booked()
    AuditEntry.objects.update(actor_id=8)

    tell_audit_head(now=MONDAY)

    context = OutboxMessage.objects.first().context
    assert (len(context["flaws"]), context["more_flaws"]) == (10, 2)


def test_keeper_without_an_address(keepers):
    account_with_role(Role.TREASURER, email=None, person=None)

    assert tell_audit_head(now=MONDAY) == 2


def test_the_clock_sends_it_on_mondays():
    entry = settings.CELERY_BEAT_SCHEDULE["send the head of the audit log"]

    assert task_named(entry["task"]).name == "membership.tell_audit_head"
    assert entry["schedule"].day_of_week == {1}


def test_the_year_end_pack_shows_the_head(client, keepers):
    booked()
    client.force_login(keepers[0])

    assert head() in client.get(reverse("year_end:index")).content.decode()
