"""The desk's front page per role, and what failed in the background."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSet

from cms.desk.dues import dues_for
from cms.desk.figures import board_for
from cms.desk.firststeps import first_steps_for
from cms.desk.queries import figures, tasks_for
from events.programme.models import Event
from network.audit.actions import record
from network.jobs import actions as jobs
from network.jobs.models import Job
from network.jobs.queries import failed_jobs
from network.mail import actions as mail
from network.mail.models import OutboxMessage
from network.mail.queries import messages_that_need_somebody
from network.people.choices import Role
from network.roles.queries import roles_held

SHOWN = 50
# Entries of Wagtail's menu that lead to other hosts or stand empty here.
HIDDEN_MENU = {"help"}


class TodoPanel(Component):
    """To do now: counts with one button each, then figures."""

    name = "todo"
    order = 0
    template_name = "cms/desk/todo.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user, now = parent_context["request"].user, timezone.now()
        held = roles_held(user)
        dues = dues_for(user, now=now)
        sees_people = user.has_perm("events.view_registration")
        return {
            "tasks": tasks_for(user, now=now, dues=dues),
            "steps": first_steps_for(user),
            "board": board_for(user, now=now, dues=dues),
            "roles": "、".join(str(role.label) for role in Role if role in held),
            "figures": figures(now=now) if sees_people else None,
            "may_add_event": user.has_perm("events.add_event"),
            "now": now,
            "second_step_skipped": not settings.SECOND_STEP_REQUIRED,
        }


def only_our_panel(request: HttpRequest, panels: list[Component]) -> None:
    """In place of Wagtail's panels about pages."""
    panels[:] = [TodoPanel()]


def no_summary(request: HttpRequest, items: list[Component]) -> None:
    """Numbers of pages and pictures tell nobody what to do."""
    items.clear()


def shorter_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave out what leads nowhere."""
    items[:] = [item for item in items if item.name not in HIDDEN_MENU]


def publish_first(items: list[Any], request: HttpRequest, context: Mapping[str, Any]) -> None:
    """The one button of pages, resources and notices is publishing, or asking for approval; drafts save themselves."""
    if context.get("model") is Event:
        return  # events arrange their own
    wanted = ("action-publish", "action-submit")
    first = [item for item in items if item.name in wanted]
    items[:] = first + [item for item in items if item not in first]


@require_safe
def failures(request: HttpRequest) -> HttpResponse:
    """Mails that did not arrive and background work that was given up."""
    user = request.user
    sees_mails, sees_jobs = user.has_perm("network.view_outboxmessage"), user.has_perm("network.view_job")
    if not (sees_mails or sees_jobs):
        raise PermissionDenied
    return render(
        request,
        "cms/desk/failures.html",
        {
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                {"url": "", "label": _("What failed")},
            ],
            "header_title": _("What failed"),
            "header_icon": "warning",
            "sees_mails": sees_mails,
            "sees_jobs": sees_jobs,
            "mails": messages_that_need_somebody()[:SHOWN] if sees_mails else [],
            "jobs": failed_jobs()[:SHOWN] if sees_jobs else [],
            "may_retry_mails": user.has_perm("network.change_outboxmessage"),
            "may_retry_jobs": user.has_perm("network.change_job"),
        },
    )


@require_POST
def retry_mail(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a mail once more."""
    if not request.user.has_perm("network.change_outboxmessage"):
        raise PermissionDenied
    message = get_object_or_404(OutboxMessage, pk=pk)
    try:
        done = mail.retry(message, now=timezone.now())
    except mail.OvertakenError:
        messages.warning(
            request,
            _("Not sent: a later mail about the same meeting has gone out, and this one would undo it."),
        )
        return redirect("desk:failures")
    except mail.SecretsGoneError:
        messages.warning(
            request,
            _(
                "Not sent: the link or code in this mail has been let go and would lead nowhere. "
                "Please have a new mail written, for example by inviting the person again."
            ),
        )
        return redirect("desk:failures")
    return _retried(request, done, kind="mail", subject_id=pk)


@require_POST
def retry_job(request: HttpRequest, pk: Any) -> HttpResponse:
    """Run a piece of background work once more."""
    if not request.user.has_perm("network.change_job"):
        raise PermissionDenied
    job = get_object_or_404(Job, pk=pk)
    done = jobs.retry(job, now=timezone.now())
    return _retried(request, done, kind="job", subject_id=str(pk))


def _retried(request: HttpRequest, done: bool, *, kind: str, subject_id: str | int) -> HttpResponse:
    if done:
        record(actor_id=request.user.pk, verb="retried", subject=kind, subject_id=subject_id)
        messages.success(request, _("It is being tried again."))
    else:
        messages.info(request, _("There is nothing to try again here; somebody has seen to it."))
    return redirect("desk:failures")


class DeskViewSet(ViewSet):
    """The desk's own pages."""

    name = "desk"
    url_prefix = "failures"

    def get_urlpatterns(self) -> list:
        return [
            path("", failures, name="failures"),
            path("mails/<int:pk>/retry/", retry_mail, name="retry_mail"),
            path("jobs/<uuid:pk>/retry/", retry_job, name="retry_job"),
        ]
