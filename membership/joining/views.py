"""Joining over HTTP: what membership is and costs, the form, what happens next."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from membership.joining.actions import apply
from membership.joining.forms import ApplicationForm, EitherApplicationForm, OrganisationApplicationForm
from membership.joining.queries import Offer, application_of, offer_of, offers
from membership.tiers.choices import Coverage
from network.association.dates import FiscalYear
from network.association.queries import fiscal_year_of
from network.people.limits import address_of, within
from network.people.queries import person_of

FORMS = {
    Coverage.SELF: ApplicationForm,
    Coverage.EVERYBODY: OrganisationApplicationForm,
    Coverage.NAMED: EitherApplicationForm,
}
PER_MAILBOX = {"amount": 10, "seconds": 3600}
PER_ADDRESS = {"amount": 300, "seconds": 3600}


def _this_year() -> FiscalYear:
    return fiscal_year_of(timezone.localdate())


@require_safe
def join(request: HttpRequest) -> HttpResponse:
    """Kinds of membership, whom they cover, what they cost this year."""
    year = _this_year()
    return render(
        request,
        "membership/joining/join.html",
        {"offers": offers(year), "year": year.label(get_language() or "ja")},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest, code: str) -> HttpResponse:
    """The form (GET) and the application (POST). What is refused comes back with everything that was typed."""
    offer = offer_of(code, _this_year())
    if offer is None:
        raise Http404
    form = _form(request, offer)
    if request.method != "POST":
        return _page(request, offer, form)
    if not form.is_valid():
        return _page(request, offer, form, status=422)
    mailbox = salted_hmac("membership.applicant", form.cleaned_data["email"].lower()).hexdigest()
    if not within("application", mailbox, **PER_MAILBOX) or not within(
        "application-address", address_of(request), **PER_ADDRESS
    ):
        form.add_error(
            None, _("Too many attempts in a short time. Please wait an hour, or call the secretariat.")
        )
        return _page(request, offer, form, status=429)
    typed = dict(form.cleaned_data)
    made = apply(
        typed.pop("token"),
        tier=offer.tier,
        typed=typed,
        language=get_language() or "ja",
        now=timezone.now(),
    )
    return redirect("membership:applied", made.token)


@never_cache
@require_safe
def applied(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """What happens next. Says nothing of who applied: the address alone opens it."""
    made = application_of(token)
    if made is None:
        raise Http404
    return render(request, "membership/joining/applied.html", {"tier": made.tier.local_name})


def _form(request: HttpRequest, offer: Offer) -> ApplicationForm:
    initial: dict[str, Any] = {"token": uuid.uuid4()}
    person = person_of(request.user)
    if person is not None:
        initial |= {"name": person.name, "kana": person.kana, "email": person.email, "phone": person.phone}
    return FORMS[Coverage(offer.tier.coverage)](request.POST or None, initial=initial)


def _page(request: HttpRequest, offer: Offer, form: ApplicationForm, *, status: int = 200) -> HttpResponse:
    context = {"offer": offer, "form": form, "year": _this_year().label(get_language() or "ja")}
    return render(request, "membership/joining/form.html", context, status=status)
