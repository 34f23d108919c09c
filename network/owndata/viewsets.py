"""The desk for erasures: who asked, what would go and what would stay, and doing it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet

from network.deskmenu import RightfulMenuItem
from network.owndata.actions import OwnDataError, erase
from network.owndata.choices import Reason, RequestState
from network.owndata.forms import ErasingForm
from network.owndata.naming import places_naming
from network.owndata.queries import holdings_of, refusal_for, requests, subject_of, waiting_request
from network.people.models import Person

RIGHT = "network.change_erasurerequest"
SHOWN = 50


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Requests that wait, and those that ended."""
    _check(request)
    context = {"waiting": requests(waiting=True)[:SHOWN], "ended": requests(waiting=False)[:SHOWN]}
    return _page(request, "index", _("Erasing personal data"), context)


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """What an erasure would do to one person; does it once it was read and the reason given."""
    _check(request)
    found = get_object_or_404(Person, pk=pk, erased_at__isnull=True)
    asked = waiting_request(found)
    form = ErasingForm(
        request.POST if request.method == "POST" else None,
        initial={"reason": Reason.ASKED if asked else Reason.LEFT},
    )
    if request.method == "POST" and form.is_valid():
        return _erase(request, found, Reason(form.cleaned_data["reason"]))
    subject = subject_of(found)
    context = {
        "person": found,
        "asked": asked,
        "holdings": holdings_of(subject),
        "places": places_naming(subject),
        "refusal": refusal_for(found, by=request.user),
        "form": form,
    }
    return _page(request, "person", _("Erase a person's data"), context, status=422 if form.errors else 200)


def _erase(request: HttpRequest, found: Person, reason: Reason) -> HttpResponse:
    try:
        erase(found, reason=reason, by=request.user, now=timezone.now())
    except OwnDataError as refusal:
        messages.error(request, refusal.code.label)
    else:
        messages.success(
            request,
            _("The data are erased. The person stays in sums and lists as number %(number)s.")
            % {"number": found.pk},
        )
    return redirect("erasures:index")


def _check(request: HttpRequest) -> None:
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied


def _page(
    request: HttpRequest, template: str, title: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    furniture = {
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("erasures:index"), "label": _("Erasing personal data")},
        ],
        "header_title": title,
        "header_icon": "bin",
        "page_name": title,
        "states": RequestState,
    }
    return render(request, f"network/owndata/desk/{template}.html", furniture | context, status=status)


class ErasureViewSet(ViewSet):
    """Erasing personal data, for whoever keeps the register."""

    name = "erasures"
    url_prefix = "erasures"
    icon = "bin"
    menu_label = gettext_lazy("Erasing personal data")
    menu_order = 190

    def get_menu_item(self, order: int | None = None) -> RightfulMenuItem:
        return RightfulMenuItem.of(self, right=RIGHT, order=order)

    def get_urlpatterns(self) -> list:
        return [
            path("", index, name="index"),
            path("person/<int:pk>/", person, name="person"),
        ]
