"""An organisation pays dues of its staff: whoever looks after it ticks, gets one slip, and may take it back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from membership.invoices.models import Slip
from membership.papers.rules import yen
from membership.selfservice.queries import organisations_of
from membership.staffdues.actions import StaffDuesError, give_back, take_over
from membership.staffdues.forms import TakeOverForm
from membership.staffdues.queries import payables, staff_slips, taken_over
from network.organisations.models import Organisation
from network.people.kept import signed_in
from network.people.queries import person_of


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def pay(request: HttpRequest, pk: int) -> HttpResponse:
    """What may go on a slip (GET), and the slip (POST). What is refused comes back with its ticks."""
    organisation = _looked_after(request, pk)
    if request.method != "POST":
        return _page(request, organisation, TakeOverForm())
    form = TakeOverForm(request.POST)
    if not form.is_valid():
        return _page(request, organisation, TakeOverForm(), status=422)
    try:
        slip = take_over(
            organisation,
            form.ticked(),
            token=str(form.cleaned_data["token"]),
            on=timezone.localdate(),
            made_by=request.user.pk,
            now=timezone.now(),
        )
    except StaffDuesError as refusal:
        form.add_error(None, _why_not(refusal.code))
        return _page(request, organisation, form, status=409 if refusal.code == "changed" else 422)
    made = {"reference": slip.reference, "amount": yen(slip.total)}
    messages.success(request, _("One slip for %(amount)s is made, with the number %(reference)s.") % made)
    return redirect("membership:staff", pk)


@signed_in
@require_POST
def back(request: HttpRequest, pk: int, reference: str) -> HttpResponse:
    """Undo a slip for staff; pressed twice it is undone once."""
    organisation = _looked_after(request, pk)
    slip = get_object_or_404(Slip, organisation=organisation, reference=reference)
    if slip.withdrawn_at is None and not staff_slips(organisation).filter(pk=slip.pk).exists():
        raise Http404
    try:
        give_back(slip, made_by=request.user.pk, now=timezone.now())
    except StaffDuesError as refusal:
        messages.error(request, _why_not(refusal.code))
    else:
        messages.success(request, _("The slip is withdrawn. Everybody on it pays their own dues again."))
    return redirect("membership:staff", pk)


def _looked_after(request: HttpRequest, pk: int) -> Organisation:
    person = person_of(request.user)
    found = person and organisations_of(person, on=timezone.localdate()).filter(pk=pk).first()
    if not found:
        raise Http404
    return found


def _why_not(code: str) -> str:
    return {
        "nothing_ticked": _("Please tick at least one line."),
        "changed": _(
            "Nothing was done: something of this was paid or put on another slip meanwhile. Please look through the list again."
        ),
        "paid": _(
            "Some of this slip is paid already, so it can't be withdrawn here. Please ask the secretariat."
        ),
    }[code]


def _page(
    request: HttpRequest, organisation: Organisation, form: TakeOverForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "organisation": organisation,
        "form": form,
        "ticked": form.ticked(),
        "payables": payables(organisation, on=timezone.localdate()),
        "taken_over": taken_over(organisation),
    }
    return render(request, "membership/staffdues/pay.html", context, status=status)
