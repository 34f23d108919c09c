"""The administrator's pages at the desk: the overview, the lists behind its numbers, and one inquiry number."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from cms.system.queries import facts
from cms.system.wording import findings, sections
from network.jobs.choices import JobState
from network.jobs.queries import jobs_in, jobs_of_request
from network.mail.queries import mails_of_request

PAGE_SIZE = 50
SHOWN_OF_A_REQUEST = 50


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """How the site is doing, what needs somebody first."""
    _need(request, "network.view_pulse")
    now = timezone.now()
    shown = sections(facts(now))
    context = {"sections": shown, "findings": findings(shown), "now": now}
    return _page(request, "cms/system/overview.html", pgettext("desk", "System"), context, here=True)


@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """Background work of one state."""
    _need(request, "network.view_pulse", "network.view_job")
    state = _chosen(request, JobState, JobState.QUEUED)
    context = {
        "rows": _rows(request, jobs_in(state)),
        "pills": _pills("system:jobs", JobState, state),
        "state": state,
        "may_retry": state is JobState.FAILED and request.user.has_perm("network.change_job"),
    }
    return _page(request, "cms/system/jobs.html", _("Background work"), context)


@require_safe
def number(request: HttpRequest) -> HttpResponse:
    """What one request set in motion, by the inquiry number that an error page showed."""
    _need(request, "network.view_pulse", "network.view_job", "network.view_outboxmessage")
    asked = request.GET.get("number", "").strip().replace("\x00", "")[:64]
    context = {
        "number": asked,
        "jobs": jobs_of_request(asked)[:SHOWN_OF_A_REQUEST] if asked else [],
        "mails": mails_of_request(asked)[:SHOWN_OF_A_REQUEST] if asked else [],
    }
    return _page(request, "cms/system/number.html", _("Inquiry number"), context)


class SystemMenuItem(MenuItem):
    """Shown to whoever may open the page."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("network.view_pulse")


class SystemViewSet(ViewSet):
    """How the site is doing."""

    name = "system"
    url_prefix = "system"
    icon = "cogs"
    menu_label = pgettext_lazy("desk", "System")
    menu_order = 9000
    menu_item_class = SystemMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list:
        return [
            path("", overview, name="overview"),
            path("jobs/", jobs, name="jobs"),
            path("number/", number, name="number"),
        ]


def _need(request: HttpRequest, *permissions: str) -> None:
    if not request.user.has_perms(permissions):
        raise PermissionDenied


def _chosen(request: HttpRequest, states: type, usual: Any) -> Any:
    wanted = request.GET.get("state", "")
    return states(wanted) if wanted in states.values else usual


def _rows(request: HttpRequest, found: Any) -> Page:
    return Paginator(found, PAGE_SIZE).get_page(request.GET.get("p"))


def _pills(address: str, states: type, chosen: Any) -> list[dict[str, Any]]:
    return [
        {"label": state.label, "url": f"{reverse(address)}?state={state.value}", "is_here": state is chosen}
        for state in states
    ]


def _page(
    request: HttpRequest, template: str, title: str, context: dict[str, Any], *, here: bool = False
) -> HttpResponse:
    way = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    if not here:
        way.append({"url": reverse("system:overview"), "label": pgettext("desk", "System")})
    more = {
        "breadcrumbs_items": [*way, {"url": "", "label": title}],
        "header_title": title,
        "header_icon": "cogs",
    }
    return render(request, template, {**more, **context})
