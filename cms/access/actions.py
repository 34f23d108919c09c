"""Writes groups, their rights, and who reviews what drafters hand in."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from cms.access.roles import ROLES
from network.people.choices import Role

PAGE = "wagtailcore.page"
FILES = ("wagtailimages.image", "wagtaildocs.document")
REVIEW = "公開前の確認"
REVIEWED = ("events", "event")
# Organisers write notices of events; those who answer for the site publish them.
NEWS_REVIEW = "掲載前の確認"
NEWS = [("cms", "notice"), ("cms", "resource")]
# What Wagtail's own migrations lay down; our roles take their place.
WAGTAILS_GROUPS = ("Moderators", "Editors")
WAGTAILS_REVIEW = "Moderators approval"


@transaction.atomic
def lay_roles() -> None:
    """Brings the roles' groups to exactly the rights that roles.py says, and lays the review of drafts.

    Accounts stay in their groups, groups of other names are left alone, nobody is told.
    When all is there already, it only reads.
    """
    groups = _groups()
    rights = _rights()
    everywhere = {"page": Page.get_first_root_node()}
    every_file = {"collection": Collection.get_first_root_node()}
    model_rights = {
        (groups[role].pk, rights[right])
        for role, grants in ROLES.items()
        for model, verbs in grants.models.items()
        for right in _names(model, verbs)
    }
    page_rights = {
        (groups[role].pk, rights[right])
        for role, grants in ROLES.items()
        for right in _names(PAGE, grants.pages)
    }
    file_rights = {
        (groups[role].pk, rights[right])
        for role, grants in ROLES.items()
        for model in FILES
        for right in _names(model, grants.files)
    }
    _bring(Group.permissions.through, groups, {}, model_rights)
    _bring(GroupPagePermission, groups, everywhere, page_rights)
    _bring(GroupCollectionPermission, groups, every_file, file_rights)
    _lay_review([groups[role] for role, grants in ROLES.items() if grants.reviews])
    _lay_workflow(NEWS_REVIEW, NEWS, [groups[role] for role, grants in ROLES.items() if grants.reviews_news])
    Group.objects.filter(name__in=WAGTAILS_GROUPS, user__isnull=True).delete()


def _groups() -> dict[Role, Group]:
    present = Group.objects.in_bulk([role.value for role in ROLES], field_name="name")
    return {role: present.get(role.value) or Group.objects.create(name=role.value) for role in ROLES}


def _names(model: str, verbs: Iterable[str]) -> list[tuple[str, str, str]]:
    app, name = model.split(".")
    return [(app, name, f"{verb}_{name}") for verb in verbs]


def _rights() -> dict[tuple[str, str, str], int]:
    """Ids of all rights; those that no model declares (publishing, locking) are made here when missing."""
    ids = {
        (app, model, codename): pk
        for pk, codename, app, model in Permission.objects.values_list(
            "pk", "codename", "content_type__app_label", "content_type__model"
        )
    }
    used = {
        right
        for grants in ROLES.values()
        for model in grants.models
        for right in _names(model, grants.models[model])
    }
    for app, model, codename in sorted(used - ids.keys()):
        made = Permission.objects.create(
            content_type=ContentType.objects.get_by_natural_key(app, model),
            codename=codename,
            name=f"Can {codename.replace('_', ' ')}",
        )
        ids[app, model, codename] = made.pk
    return ids


def _bring(
    table: type[Model], groups: dict[Role, Group], where: dict[str, Any], wanted: set[tuple[int, int]]
) -> None:
    rows = table._default_manager.filter(group__in=groups.values(), **where)
    present = {(group, right): pk for pk, group, right in rows.values_list("pk", "group_id", "permission_id")}
    superfluous = [pk for pair, pk in present.items() if pair not in wanted]
    if superfluous:
        rows.filter(pk__in=superfluous).delete()
    missing = sorted(wanted - present.keys())
    if missing:
        table._default_manager.bulk_create(
            table(group_id=group, permission_id=right, **where) for group, right in missing
        )


def _lay_review(reviewers: list[Group]) -> None:
    """Drafts of events and pages go to those who may publish; one step, laid once, then the desk's own."""
    workflow = _lay_workflow(REVIEW, [REVIEWED], reviewers)
    if workflow is None:
        return
    root = Page.get_first_root_node()
    # The home page and all below it: nobody can open the root, and the workflow's page leads to what it stands at.
    WorkflowPage.objects.filter(page=root).delete()
    WorkflowPage.objects.update_or_create(
        page=root.get_children().first() or root, defaults={"workflow": workflow}
    )
    Workflow.objects.filter(name=WAGTAILS_REVIEW).delete()
    GroupApprovalTask.objects.filter(name=WAGTAILS_REVIEW).delete()


def _lay_workflow(name: str, reviewed: list[tuple[str, str]], reviewers: list[Group]) -> Workflow | None:
    """A review of one step for these tables; None where the first of them has one already."""
    types = [ContentType.objects.get_by_natural_key(*table) for table in reviewed]
    if WorkflowContentType.objects.filter(content_type__in=types).exists():
        return None
    task = GroupApprovalTask.objects.create(name=name)
    task.groups.set(reviewers)
    workflow = Workflow.objects.create(name=name)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    for table in types:
        WorkflowContentType.objects.create(content_type=table, workflow=workflow)
    return workflow
