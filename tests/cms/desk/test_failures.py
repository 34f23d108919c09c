"""Mails that did not arrive, as the secretariat sees them: whom and why, never what opens something."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from network.mail.actions import deliver_due, forget_expired
from network.mail.choices import MailState
from network.mail.models import OutboxMessage
from network.people.actions import invite
from network.people.choices import Role
from tests.factories.network import PersonFactory, account_with_role

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 2, 5, 0, tzinfo=UTC)


@pytest.fixture
def bounced() -> OutboxMessage:
    """An invitation that went out and came back."""
    invite(PersonFactory(email="hanako@person.example"), invited_by=None, now=timezone.now())
    deliver_due(now=timezone.now())
    OutboxMessage.objects.update(state=MailState.BOUNCED)
    return OutboxMessage.objects.get()


@pytest.fixture
def desk(client):
    client.force_login(account_with_role(Role.SECRETARIAT))
    return client


def test_failed_mail_is_shown_without_its_code_and_link(desk, bounced):
    page = desk.get(reverse("desk:failures")).content.decode()

    code, link = bounced.context["action_code"], bounced.context["action_url"]
    assert (code in bounced.text, link in bounced.text) == (True, True)
    assert "hanako@person.example" in page
    assert (code in page, link in page) == (False, False)


def test_failed_mail_whose_link_is_gone_is_not_sent_again_and_the_way_out_is_said(desk, bounced):
    OutboxMessage.objects.update(secrets_until=NOW)
    forget_expired(NOW)

    page = desk.post(reverse("desk:retry_mail", args=[bounced.pk]), follow=True).content.decode()

    bounced.refresh_from_db()
    assert bounced.state == MailState.BOUNCED
    assert "もう一度招待するなどして" in page
