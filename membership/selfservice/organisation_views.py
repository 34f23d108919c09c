"""An organisation's membership, for whoever looks after it: its money, and whom it names."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from membership.ledger.rules import Payer
from membership.selfservice import actions
from membership.selfservice.forms import PayerNameForm, SeatForm
from membership.selfservice.queries import membership_of, money_of, organisations_of, seats_of
from membership.tiers.choices import Coverage
from network.organisations.models import Organisation
from network.people.actions import PeopleError
from network.people.kept import signed_in
from network.people.limits import within
from network.people.queries import person_of

A_DAY = 24 * 3600


@never_cache
@signed_in
@require_safe
def money(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom the membership covers, then dues, slips, receipts and payments."""
    return _page(request, _looked_after(request, pk))


@signed_in
@require_POST
def say_name(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the name the organisation will pay under."""
    organisation = _looked_after(request, pk)
    form = PayerNameForm(request.POST)
    if not form.is_valid():
        return _page(request, organisation, form=form, status=422)
    actions.say_payer_name(
        Payer(organisation_id=organisation.pk), form.cleaned_data["payer_kana"], now=timezone.now()
    )
    messages.success(request, _("Thank you. We look for payments under this name, too."))
    return redirect("membership:organisation", pk)


@signed_in
@require_POST
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Name somebody under the membership."""
    organisation = _looked_after(request, pk)
    today = timezone.localdate()
    membership = membership_of(organisation, on=today)
    form = SeatForm(request.POST)
    if membership is None or not form.is_valid():
        return _page(request, organisation, seat_form=form, status=422)
    try:
        actions.give_seat(
            membership,
            name=form.cleaned_data["name"],
            email=form.cleaned_data["email"],
            on=today,
            made_by=request.user.pk,
        )
    except actions.SelfServiceError as refusal:
        form.add_error(None, _why_not(refusal.code))
        return _page(request, organisation, seat_form=form, status=409)
    messages.success(request, _("%(name)s is covered from today on.") % {"name": form.cleaned_data["name"]})
    return redirect("membership:organisation", pk)


@signed_in
@require_POST
def invite(request: HttpRequest, pk: int, cover: int) -> HttpResponse:
    """Invite somebody the organisation has named to an account of their own."""
    organisation = _looked_after(request, pk)
    membership = membership_of(organisation, on=timezone.localdate())
    if not within("invite_named", f"{pk}:{cover}", amount=3, seconds=A_DAY):
        messages.info(
            request, _("This person was invited several times today. Please wait for the mail to arrive.")
        )
        return redirect("membership:organisation", pk)
    try:
        found = membership is not None and actions.invite_named(
            membership, cover, by=request.user, now=timezone.now()
        )
    except PeopleError:
        messages.info(
            request, _("This person has an account already, or no mail address. Please ask the secretariat.")
        )
        return redirect("membership:organisation", pk)
    if not found:
        raise Http404
    messages.success(request, _("An invitation is on its way by mail."))
    return redirect("membership:organisation", pk)


@signed_in
@require_POST
def end(request: HttpRequest, pk: int, cover: int) -> HttpResponse:
    """End somebody's place; what was paid for them stays."""
    organisation = _looked_after(request, pk)
    today = timezone.localdate()
    membership = membership_of(organisation, on=today)
    if membership is None or not actions.end_seat(membership, cover, on=today, made_by=request.user.pk):
        raise Http404
    messages.success(request, _("The place has ended. What was paid stays in the history."))
    return redirect("membership:organisation", pk)


def _looked_after(request: HttpRequest, pk: int) -> Organisation:
    """The organisation, for whoever looks after it; for everybody else there is nothing here."""
    person = person_of(request.user)
    found = person and organisations_of(person, on=timezone.localdate()).filter(pk=pk).first()
    if not found:
        raise Http404
    return found


def _why_not(code: str) -> str:
    return {
        "full": _("All places are taken. Please end one first, or ask the secretariat for more."),
        "seated": _("This person has a place already."),
        "not_named": _("This membership covers everybody who works for you; nobody needs to be named."),
    }[code]


def _page(
    request: HttpRequest,
    organisation: Organisation,
    *,
    form: PayerNameForm | None = None,
    seat_form: SeatForm | None = None,
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    membership = membership_of(organisation, on=today)
    context: dict[str, Any] = {
        "organisation": organisation,
        "membership": membership,
        "seats": seats_of(membership, on=today) if membership else [],
        "names_people": membership is not None and membership.tier.coverage == Coverage.NAMED,
        "money": money_of(Payer(organisation_id=organisation.pk)),
        "form": form or PayerNameForm(),
        "seat_form": seat_form or SeatForm(),
    }
    return render(request, "membership/selfservice/organisation.html", context, status=status)
