"""The desk's yearly look at who holds which role."""

from operator import attrgetter

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from network.association.dates import FiscalYear
from network.people.choices import Role
from network.people.models import Account
from network.roles.actions import RolesError, confirm_role, end_role
from network.roles.queries import held_roles
from network.worklists.deeds import name_list
from network.worklists.sheet import SheetColumn
from network.worklists.taking import Taking, file_answer

RIGHT = "network.change_account"
ROLES = name_list("roles", gettext_lazy("Who holds which role"), "roles:review")
# The columns of the review as a file, in the reader's language.
COLUMNS = (
    SheetColumn(gettext_lazy("Role"), attrgetter("role.label")),
    SheetColumn(gettext_lazy("Name"), lambda line: line.account.get_full_name()),
    SheetColumn(gettext_lazy("Login name"), attrgetter("account.username")),
    SheetColumn(gettext_lazy("Since"), attrgetter("since")),
    SheetColumn(gettext_lazy("Last confirmed"), attrgetter("confirmed_on")),
    SheetColumn(gettext_lazy("To be confirmed"), attrgetter("is_due")),
)
WHY_NOT = {
    "last_administrator": gettext_lazy(
        "This is the only administrator. Please give the role to somebody else first."
    ),
    "own": gettext_lazy("Your own account is closed by another administrator."),
    "closed": gettext_lazy("A closed account gets no role. Please open it first."),
}


def guarded(request: HttpRequest) -> None:
    """Only who sets roles sees who holds them."""
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied


@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """Every role somebody holds, since when, last confirmed when, with two buttons each."""
    guarded(request)
    today = timezone.localdate()
    lines = held_roles(today=today)
    context = {
        "lines": lines,
        "due": sum(line.is_due for line in lines),
        "year": FiscalYear.of(today).label(get_language() or "ja"),
        "is_alone": any(line.is_last_administrator for line in lines),
        "header_title": _("Who holds which role"),
        "header_icon": "group",
        "breadcrumbs_items": [{"url": "", "label": _("Who holds which role")}],
    }
    return render(request, "network/roles/desk/review.html", context)


@require_http_methods(["GET", "POST"])
def review_file(request: HttpRequest) -> HttpResponse:
    """The same as a file; the book of files keeps who took it along, what for, for whom."""
    guarded(request)
    lines = held_roles(today=timezone.localdate())
    taking = Taking(
        key=ROLES,
        columns=COLUMNS,
        rows=lambda: lines,
        count=len(lines),
        address=reverse("roles:review_file"),
        back=reverse("roles:review"),
        holds_people=True,
    )
    return file_answer(request, taking)


@require_POST
def confirm(request: HttpRequest, pk: int, role: str) -> HttpResponse:
    """A role is still right."""
    account, role = _asked(request, pk, role)
    if confirm_role(account, role, by=request.user, today=timezone.localdate()):
        messages.success(
            request,
            _("Confirmed: %(name)s, %(role)s.") % {"name": account.get_full_name(), "role": role.label},
        )
    else:
        messages.info(request, _("This role had ended before."))
    return redirect("roles:review")


@require_POST
def end(request: HttpRequest, pk: int, role: str) -> HttpResponse:
    """A role ends today; whose own right it was leaves the page."""
    account, role = _asked(request, pk, role)
    try:
        ended = end_role(account, role, by=request.user, today=timezone.localdate())
    except RolesError as refusal:
        messages.error(request, WHY_NOT[refusal.code])
        return redirect("roles:review")
    if ended:
        messages.success(
            request,
            _("%(name)s is no longer %(role)s. You can give the role again on the account's page.")
            % {"name": account.get_full_name(), "role": role.label},
            buttons=[
                messages.button(reverse("wagtailusers_users:edit", args=[account.pk]), _("To the account"))
            ],
        )
    else:
        messages.info(request, _("This role had ended before."))
    return redirect("roles:review")


def _asked(request: HttpRequest, pk: int, role: str) -> tuple[Account, Role]:
    guarded(request)
    if role not in Role.values:
        raise Http404
    return get_object_or_404(Account.objects.select_related("person"), pk=pk), Role(role)


class RolesMenuItem(MenuItem):
    """The way there, for those who set roles."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(RIGHT)


def menu_item() -> MenuItem:
    """Among the settings, beside the accounts."""
    label = gettext_lazy("Who holds which role")
    return RolesMenuItem(label, reverse("roles:review"), name="roles", icon_name="group")


class RoleReviewViewSet(ViewSet):
    """Who holds which role."""

    name = "roles"
    url_prefix = "roles"

    def get_urlpatterns(self) -> list:
        return [
            path("", review, name="review"),
            path("file/", review_file, name="review_file"),
            path("<int:pk>/<str:role>/confirm/", confirm, name="confirm"),
            path("<int:pk>/<str:role>/end/", end, name="end"),
        ]
