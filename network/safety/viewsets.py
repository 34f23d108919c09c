"""The desk for second steps: an administrator takes a lost one away."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet

from network.people.models import Account
from network.safety.actions import SafetyError, reset_second_step
from network.safety.queries import second_step_of


def reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows what will happen to whom; takes the second step away on POST."""
    if not request.user.has_perm("network.change_account"):
        raise PermissionDenied
    account = get_object_or_404(Account.objects.select_related("person"), pk=pk)
    here = reverse("wagtailusers_users:edit", args=[account.pk])
    if request.method == "POST":
        try:
            reset_second_step(account, by=request.user, now=timezone.now())
        except SafetyError:
            messages.error(request, _("Your own second step is taken away by another administrator."))
        else:
            messages.success(
                request,
                _("%(name)s signs in with the password next time and sets up a new second step.")
                % {"name": account.get_full_name()},
            )
        return redirect(here)
    context = {
        "account": account,
        "step": second_step_of(account),
        "is_own": account.pk == request.user.pk,
        "header_title": _("Take the second step away"),
        "header_icon": "lock",
        "breadcrumbs_items": [
            {"url": reverse("wagtailusers_users:index"), "label": _("Accounts")},
            {"url": here, "label": account.get_full_name()},
            {"url": "", "label": _("Take the second step away")},
        ],
    }
    return render(request, "network/safety/desk/reset.html", context)


class SecondStepViewSet(ViewSet):
    """Second steps of other people."""

    name = "second_steps"
    url_prefix = "second-steps"

    def get_urlpatterns(self) -> list:
        return [path("<int:pk>/reset/", reset, name="reset")]
