"""A named trade of the desk: one membership on a page, how it stands and what was decided, and deciding about it."""

from datetime import date

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from membership.members.actions import DecisionError, decide_membership
from membership.members.forms import DecisionForm
from membership.members.models import Membership
from membership.members.queries import decisions_of, dues_of, statuses
from membership.members.rules import POSSIBLE, decided_state, may_be_lost, years_in_arrears
from membership.tiers.queries import policy_of
from network.association.queries import fiscal_year_of

RIGHT = "membership.change_membership"


@require_http_methods(["GET", "HEAD", "POST"])
def decisions(request: HttpRequest, pk: int) -> HttpResponse:
    """What was decided about a membership, and a form for what fits how it stands."""
    _check(request.user)
    found = get_object_or_404(Membership.objects.select_related("tier", "person", "organisation"), pk=pk)
    today = timezone.localdate()
    decided = decisions_of([found.pk]).get(found.pk, [])
    state = decided_state(until=found.until, decisions=decided, on=today)
    form = DecisionForm(request.POST if request.method == "POST" else None, possible=POSSIBLE[state])
    if request.method == "POST" and form.is_valid():
        try:
            decide_membership(found, **form.cleaned_data, made_by=request.user.pk, now=timezone.now())
        except DecisionError:
            form.add_error(
                "on", _("On this day the decision does not fit: another one is later, or it began later.")
            )
        else:
            messages.success(request, _("The decision is noted. Number and history stay."))
            return redirect("memberships:decisions", pk)
    return _page(request, found, form, today=today)


def _check(user: AbstractBaseUser) -> None:
    if not user.has_perm(RIGHT):
        raise PermissionDenied


def _page(request: HttpRequest, found: Membership, form: DecisionForm, *, today: date) -> HttpResponse:
    dues = dues_of([found.pk]).get(found.pk, [])
    after = policy_of(fiscal_year_of(today).starting_year).loss_after_years
    context = {
        "membership": found,
        "status": statuses([found], on=today)[found.pk],
        "decided": found.decisions.order_by("-on", "-pk"),
        "years": years_in_arrears(dues, on=today),
        "may_be_lost": may_be_lost(dues, on=today, after_years=after),
        "form": form,
        "header_title": _("Decisions about a membership"),
        "header_icon": "tag",
        "page_name": str(found),
        "breadcrumbs_items": [
            {"url": reverse("memberships:index"), "label": _("Memberships")},
            {"url": "", "label": str(found)},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "membership/members/desk/decisions.html", context, status=status)
