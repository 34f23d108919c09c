"""Decisions about a membership at the desk: what fits is offered, reasons are asked for, number and history stay."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from membership.members.models import MembershipDecision
from membership.members.queries import statuses
from network.audit.models import AuditEntry
from network.people.choices import Role
from tests.factories.membership import MembershipFactory
from tests.factories.network import account_with_role

pytestmark = [pytest.mark.django_db, pytest.mark.capability("M9")]


@pytest.fixture(autouse=True)
def treasurer(client):
    account = account_with_role(Role.TREASURER)
    client.force_login(account)
    return account


@pytest.fixture
def membership():
    return MembershipFactory()


def decide(client, membership, kind, *, on=None, note=""):
    day = (on or timezone.localdate()).isoformat()
    address = reverse("memberships:decisions", args=[membership.pk])
    return client.post(address, {"kind": kind, "on": day, "note": note})


def status(membership):
    return statuses([membership], on=timezone.localdate())[membership.pk]


@pytest.mark.parametrize(
    ("kind", "note", "stands"),
    [
        ("on_leave", "", "on_leave"),
        ("left", "", "left"),
        ("lost", "2026年5月11日 理事会", "lost"),
        ("expelled", "2026年5月11日 総会", "expelled"),
    ],
)
def test_decision_is_noted(client, treasurer, membership, kind, note, stands):
    response = decide(client, membership, kind, note=note)

    assert response.status_code == 302
    [decision] = MembershipDecision.objects.all()
    assert (decision.kind, decision.note, decision.made_by) == (kind, note, treasurer.pk)
    assert status(membership) == stands
    assert AuditEntry.objects.get().verb == f"decided.{kind}"


@pytest.mark.parametrize("kind", ["lost", "expelled"])
def test_decision_when_its_reason_is_missing(client, membership, kind):
    response = decide(client, membership, kind)

    assert response.status_code == 422
    assert "いつ、どの会議で決めたかを書いてください。" in response.content.decode()
    assert not MembershipDecision.objects.exists()


def test_reinstated_keeps_number_and_history(client, membership):
    decide(client, membership, "left", on=timezone.localdate() - timedelta(days=30))
    page = client.get(reverse("memberships:decisions", args=[membership.pk])).content.decode()
    assert 'value="reinstated"' in page
    assert 'value="left"' not in page

    decide(client, membership, "reinstated", note="2026年6月1日 理事会")

    assert status(membership) == "member"
    assert MembershipDecision.objects.filter(membership=membership).count() == 2


def test_decision_that_does_not_fit(client, membership):
    assert decide(client, membership, "back").status_code == 422
    too_early = decide(client, membership, "left", on=date(2020, 1, 1))

    assert "会員になる前の日付です" in too_early.content.decode()
    assert not MembershipDecision.objects.exists()


def test_membership_page_leads_here(client, membership):
    page = client.get(reverse("memberships:edit", args=[membership.pk])).content.decode()

    assert reverse("memberships:decisions", args=[membership.pk]) in page


def test_nobody_else_decides(client, membership):
    client.force_login(account_with_role(Role.ORGANISER))

    decide(client, membership, "left")

    assert not MembershipDecision.objects.exists()


@pytest.mark.parametrize("decisions", [1, 3])
def test_page_asks_as_often_for_three_as_for_one(client, membership, decisions, django_assert_num_queries):
    for number in range(decisions):
        MembershipDecision.objects.create(
            membership=membership,
            kind=["on_leave", "back"][number % 2],
            on=date(2024, 4, 1 + number),
            made_at=timezone.now(),
        )
    address = reverse("memberships:decisions", args=[membership.pk])
    client.get(address)

    with django_assert_num_queries(14):
        client.get(address)
