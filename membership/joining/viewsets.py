"""The desk for applications: who wants to become a member, and the two answers."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet

from membership.joining.actions import JoiningError, approve, decline
from membership.joining.models import Application
from membership.joining.queries import applications
from network.deskmenu import RightfulMenuItem

RIGHT = "membership.change_application"
SHOWN = 50
WHY_NOT = {
    "decided": gettext_lazy("Somebody has decided on this application already. Nothing was done twice."),
    "no_fee": gettext_lazy(
        "This kind of membership has no dues for that fiscal year. Please enter them first."
    ),
}


class SinceForm(forms.Form):
    """From which day on somebody is a member."""

    since = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))


def guarded(request: HttpRequest) -> None:
    """Only who keeps the register decides."""
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Applications that wait, each with its two answers; below, the latest decisions."""
    guarded(request)
    context = {
        "waiting": applications(waiting=True)[:SHOWN],
        "decided": applications(waiting=False)[:SHOWN],
        "today": timezone.localdate(),
        "header_title": _("Applications for membership"),
        "header_icon": "user",
        "breadcrumbs_items": [{"url": "", "label": _("Applications for membership")}],
    }
    return render(request, "membership/joining/desk/index.html", context)


def _decision(deed: Callable[[HttpRequest, Application], None], done: str) -> Callable[..., HttpResponse]:
    """A button that decides, and says whether it came in time."""

    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        guarded(request)
        application = get_object_or_404(Application, pk=pk)
        try:
            deed(request, application)
        except JoiningError as refusal:
            messages.warning(request, WHY_NOT[refusal.code])
        else:
            messages.success(request, done % {"name": application})
        return redirect("applications:index")

    return view


def _approve(request: HttpRequest, application: Application) -> None:
    form = SinceForm(request.POST)
    since = form.cleaned_data["since"] if form.is_valid() else timezone.localdate()
    approve(application, since=since, by=request.user, now=timezone.now())


approve_view = _decision(
    _approve,
    gettext_lazy("%(name)s is a member now. The letter with the payment slip is on its way."),
)
decline_view = _decision(
    lambda request, application: decline(application, by=request.user, now=timezone.now()),
    gettext_lazy("Declined. A letter to %(name)s is on its way."),
)


class ApplicationViewSet(ViewSet):
    """Applications for membership."""

    name = "applications"
    url_prefix = "applications"
    icon = "user"
    menu_label = gettext_lazy("Applications for membership")
    menu_order = 90

    def get_menu_item(self, order: int | None = None) -> RightfulMenuItem:
        return RightfulMenuItem.of(self, right=RIGHT, order=order)

    def get_urlpatterns(self) -> list:
        return [
            path("", index, name="index"),
            path("<int:pk>/approve/", approve_view, name="approve"),
            path("<int:pk>/decline/", decline_view, name="decline"),
        ]
