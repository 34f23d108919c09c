"""A lost phone: the second administrator, the command, and what their owner is told."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from network.audit.models import AuditEntry
from network.mail.models import OutboxMessage
from network.people.choices import Role
from network.people.models import Account
from network.roles.queries import administrators
from network.safety.queries import has_second_step
from tests.factories.network import AccountFactory, account_with_role

pytestmark = [pytest.mark.django_db, pytest.mark.capability("T4")]
HOME = "/desk/"


@pytest.fixture
def boss(client, app_of):
    """An administrator at the desk."""
    account = account_with_role(Role.ADMINISTRATOR)
    app_of(client, account)
    return account


def test_second_step_when_another_administrator_takes_it_away(client, boss, app_of, sign_in):
    account = account_with_role(Role.TREASURER)
    old = Client()
    app_of(old, account)
    url = reverse("second_steps:reset", args=[account.pk])
    OutboxMessage.objects.all().delete()

    looked_at = client.get(url)
    unharmed = has_second_step(account)
    client.post(url)

    assert account.person.name in looked_at.content.decode()
    assert unharmed
    assert not has_second_step(account)
    assert old.get(reverse("mypage:home")).status_code == 302
    mail = OutboxMessage.objects.get()
    assert (mail.person_id, mail.template, mail.context["change"]) == (
        account.person_id,
        "network/safety/second_step",
        "reset",
    )
    entry = AuditEntry.objects.get(verb="reset_second_step")
    assert (entry.actor_id, entry.subject_id) == (boss.pk, str(account.pk))
    fresh = Client()
    sign_in(fresh, account)
    assert fresh.get(HOME).url == reverse("network:safety")


def test_second_step_when_an_administrator_would_take_the_own(client, boss):
    client.post(reverse("second_steps:reset", args=[boss.pk]))

    assert has_second_step(boss)
    assert not AuditEntry.objects.filter(verb="reset_second_step").exists()


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.TREASURER, Role.MODERATOR])
def test_second_step_when_another_role_would_take_it(client, app_of, role):
    account = account_with_role(Role.ADMINISTRATOR)
    app_of(Client(), account)
    app_of(client, account_with_role(role))

    client.post(reverse("second_steps:reset", args=[account.pk]))

    assert has_second_step(account)


def test_account_page_says_what_is_set_up(client, boss, app_of):
    account = account_with_role(Role.TREASURER)
    page = client.get(reverse("wagtailusers_users:edit", args=[account.pk]))
    app_of(Client(), account)
    later = client.get(reverse("wagtailusers_users:edit", args=[account.pk]))

    assert reverse("second_steps:reset", args=[account.pk]) not in page.content.decode()
    assert reverse("second_steps:reset", args=[account.pk]) in later.content.decode()


def test_restore_when_no_administrator_gets_in(app_of, sign_in, capsys):
    account = account_with_role(Role.ADMINISTRATOR, username="jimukyokucho")
    app_of(Client(), account)
    Account.objects.filter(pk=account.pk).update(is_active=False)
    account.groups.clear()

    call_command("restore_administrator", "jimukyokucho")

    account.refresh_from_db()
    client = Client()
    sign_in(client, account)
    assert list(administrators()) == [account]
    assert client.get(HOME).url == reverse("network:safety")
    assert "jimukyokucho" in capsys.readouterr().out
    assert AuditEntry.objects.get(verb="reset_second_step").actor_id is None


def test_restore_when_nobody_is_called_so():
    AccountFactory(username="hanako")

    with pytest.raises(CommandError):
        call_command("restore_administrator", "taro")
