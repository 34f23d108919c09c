"""Rights of the roles, as laid into groups."""

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page, Workflow, WorkflowContentType

from cms.access.actions import lay_roles
from cms.access.roles import ROLES, Grants
from network.people.choices import Role
from tests.factories.network import AccountFactory, account_with_role

pytestmark = pytest.mark.django_db
WORK = {
    "enter the desk": "wagtailadmin.access_admin",
    "write an event": "events.change_event",
    "publish an event": "events.publish_event",
    "see who comes": "events.view_registration",
    "keep the register of people": "network.change_person",
    "invite": "network.add_invitation",
    "see memberships": "membership.view_membership",
    "set fees": "membership.change_tierfee",
    "change accounts": "network.change_account",
    "see jobs": "network.view_job",
    "see the outbox": "network.view_outboxmessage",
    "read the audit log": "network.view_auditentry",
    "change groups": "auth.change_group",
    "write a notice": "cms.change_notice",
    "publish a notice": "cms.publish_notice",
    "keep the library": "cms.change_resource",
    "moderate the board": "network.change_heldact",
}
MAY = {
    Role.DRAFTER: {"enter the desk", "write an event"},
    Role.ORGANISER: {
        "enter the desk",
        "write an event",
        "publish an event",
        "see who comes",
        "write a notice",
    },
    Role.TREASURER: {"enter the desk", "see memberships", "set fees"},
    Role.MODERATOR: {"enter the desk", "moderate the board"},
    Role.SECRETARIAT: {
        "enter the desk",
        "write an event",
        "publish an event",
        "see who comes",
        "keep the register of people",
        "invite",
        "see memberships",
        "see the outbox",
        "write a notice",
        "publish a notice",
        "keep the library",
    },
    Role.ADMINISTRATOR: set(WORK) - {"change groups", "moderate the board"},
}


@pytest.mark.parametrize("role", Role)
def test_rights_of_a_role(role):
    account = account_with_role(role)

    assert {work for work, right in WORK.items() if account.has_perm(right)} == MAY[role]


def test_rights_of_a_member_without_a_role():
    assert AccountFactory().get_all_permissions() == set()


def test_lay_roles_when_all_is_laid(django_assert_max_num_queries):
    lay_roles()

    with django_assert_max_num_queries(12):
        lay_roles()


def test_lay_roles_when_somebody_changed_a_group():
    group = Group.objects.get(name=Role.DRAFTER)
    group.permissions.set(Permission.objects.filter(codename__in=["publish_event", "access_admin"]))
    own = Group.objects.create(name="見本班")

    lay_roles()

    held = {
        f"{app}.{name}" for app, name in group.permissions.values_list("content_type__app_label", "codename")
    }
    assert "events.publish_event" not in held
    assert {"events.add_event", "wagtailadmin.access_admin"} <= held
    assert Group.objects.filter(pk=own.pk).exists()


def test_page_rights_when_laid():
    everywhere = GroupPagePermission.objects.filter(page=Page.get_first_root_node())

    held = set(everywhere.values_list("group__name", "permission__codename"))

    assert ("secretariat", "publish_page") in held
    assert {group for group, _ in held} == {"secretariat", "administrator"}


def test_review_when_a_drafter_hands_in_an_event():
    review = WorkflowContentType.objects.get(content_type__model="event").workflow

    (task,) = review.tasks
    assert set(task.specific.groups.values_list("name", flat=True)) == {
        "organiser",
        "secretariat",
        "administrator",
    }


def test_review_when_an_organiser_hands_in_a_notice():
    review = WorkflowContentType.objects.get(content_type__model="notice").workflow

    (task,) = review.tasks
    assert set(task.specific.groups.values_list("name", flat=True)) == {"secretariat", "administrator"}
    assert Workflow.objects.count() == 2


def test_grants_when_added_up():
    both = Grants(models={"a.b": ("add", "view")}, pages=("add",)) | Grants(
        models={"a.b": ("view", "change"), "a.c": ("view",)}, files=("add",), reviews=True
    )

    assert both == Grants(
        models={"a.b": ("add", "view", "change"), "a.c": ("view",)},
        pages=("add",),
        files=("add",),
        reviews=True,
    )


def test_roles_when_each_enters_the_desk():
    assert set(ROLES) == set(Role)
    assert all("wagtailadmin.admin" in grants.models for grants in ROLES.values())
