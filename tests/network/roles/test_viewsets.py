"""The desk's yearly look at roles."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from cms.desk.queries import tasks_for
from network.audit.models import AuditEntry
from network.people.choices import Role
from network.people.models import Account
from network.roles.models import RoleHolding
from network.roles.queries import roles_held
from network.worklists.models import TakenFile
from tests.factories.network import AccountFactory, account_with_role

pytestmark = pytest.mark.django_db
REVIEW_QUERIES = 11


@pytest.fixture
def boss(client):
    account = account_with_role(Role.ADMINISTRATOR)
    client.force_login(account)
    return account


def given(role, day, **fields):
    account = account_with_role(role, **fields)
    RoleHolding.objects.filter(account=account).update(since=day)
    return account


def waiting(account):
    return {task.name: task.count for task in tasks_for(account, now=timezone.now())}


def test_review_when_one_role_is_old(client, boss):
    old = given(Role.TREASURER, date(2020, 4, 1), person__name="見本 会計")

    page = client.get(reverse("roles:review"))

    assert page.context["due"] == 1
    assert [line.account for line in page.context["lines"] if line.is_due] == [old]
    assert "見本 会計" in page.content.decode()
    assert reverse("roles:confirm", args=[old.pk, "treasurer"]) in page.content.decode()


def test_review_when_a_role_is_confirmed(client, boss):
    account_with_role(Role.ADMINISTRATOR)
    old = given(Role.TREASURER, date(2020, 4, 1))
    before = waiting(boss)

    client.post(reverse("roles:confirm", args=[old.pk, "treasurer"]))

    holding = RoleHolding.objects.get(account=old)
    assert before == {"roles": 1}
    assert waiting(boss) == {}
    assert (holding.confirmed_on, holding.confirmed_by) == (timezone.localdate(), boss)


def test_review_when_a_role_ends(client, boss):
    account = account_with_role(Role.TREASURER)

    client.post(reverse("roles:end", args=[account.pk, "treasurer"]))

    assert roles_held(Account.objects.get(pk=account.pk)) == set()
    assert AuditEntry.objects.get().verb == "end_role"


def test_review_when_the_only_administrator_would_go(client, boss):
    page = client.get(reverse("roles:review"))
    refused = client.post(reverse("roles:end", args=[boss.pk, "administrator"]), follow=True)

    assert page.context["is_alone"]
    assert reverse("roles:end", args=[boss.pk, "administrator"]) not in page.content.decode()
    assert [message.level_tag for message in refused.context["messages"]] == ["error"]
    assert waiting(boss) == {"alone": 1}


@pytest.mark.parametrize("args", [[10**9, "treasurer"], [1, "emperor"]])
def test_review_when_ids_are_guessed(client, boss, args):
    for name in ("confirm", "end"):
        assert client.post(reverse(f"roles:{name}", args=args)).status_code == 404


def test_review_as_a_file(client, boss):
    given(Role.TREASURER, date(2020, 4, 1), person__name="=cmd", username="kaikei")

    asked = {"kind": "csv", "purpose": "年に一度の見直し", "receiver": "事務局長"}
    content = client.post(reverse("roles:review_file"), asked).content.decode("utf-8-sig")

    assert '"会計","\'=cmd","kaikei","2020-04-01","","はい"' in content
    taken = TakenFile.objects.get()
    assert (taken.taken_by, taken.list_key, taken.rows) == (boss, "roles", 2)
    assert (taken.purpose, taken.receiver) == ("年に一度の見直し", "事務局長")


@pytest.mark.parametrize("count", [1, 3])
def test_review_takes_as_many_queries_for_three_as_for_one(client, boss, count, django_assert_num_queries):
    for _number in range(count):
        account_with_role(Role.TREASURER)
    client.get(reverse("roles:review"))

    with django_assert_num_queries(REVIEW_QUERIES):
        client.get(reverse("roles:review"))


def test_account_form_when_the_last_administrator_would_go(client, boss):
    url = reverse("wagtailusers_users:edit", args=[boss.pk])

    page = client.post(url, {"groups": []})

    assert page.status_code == 200
    assert page.context["form"].non_field_errors()
    assert roles_held(Account.objects.get(pk=boss.pk)) == {Role.ADMINISTRATOR}


def test_account_form_when_a_closed_account_is_opened_with_a_role(client, boss):
    account = AccountFactory(is_active=False)
    drafter = Group.objects.get(name="drafter")

    client.post(
        reverse("wagtailusers_users:edit", args=[account.pk]), {"is_active": "on", "groups": [drafter.pk]}
    )

    assert roles_held(Account.objects.get(pk=account.pk)) == {Role.DRAFTER}
    assert RoleHolding.objects.get(account=account).since == timezone.localdate()


def test_account_form_when_it_is_a_superusers(client, boss):
    account = AccountFactory(is_superuser=True)
    url = reverse("wagtailusers_users:edit", args=[account.pk])

    shown = client.get(url).context["form"].initial["groups"]
    client.post(url, {"is_active": "on", "groups": [group.pk for group in shown]})

    assert [group.name for group in shown] == ["administrator"]
    assert Account.objects.get(pk=account.pk).is_superuser


@pytest.mark.parametrize("action", ["delete", "set_active_state", "assign_role"])
def test_bulk_actions_go_past_nobody(client, action):
    client.force_login(AccountFactory(is_superuser=True))
    account = account_with_role(Role.ADMINISTRATOR)

    response = client.post(f"/desk/bulk/network/account/{action}/?id={account.pk}")

    assert response.status_code == 404
    assert Account.objects.filter(pk=account.pk, is_active=True).exists()


def test_account_when_a_superuser_would_delete_it(client):
    client.force_login(AccountFactory(is_superuser=True))
    account = AccountFactory()

    client.post(reverse("wagtailusers_users:delete", args=[account.pk]))

    assert Account.objects.filter(pk=account.pk).exists()
