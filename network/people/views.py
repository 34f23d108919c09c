"""Accepting an invitation; sending again what was typed before signing in."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.utils import perform_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from network.mail.choices import LinkPurpose
from network.mail.links import resolve
from network.people.actions import PeopleError, accept_invitation
from network.people.forms import InvitationForm
from network.people.kept import kept_in, signed_in
from network.people.limits import address_of, refused, within
from network.people.models import Account, Invitation
from network.people.queries import account_of, affiliation_of, open_invitation, shares_mailbox

TRIES_LAST = 300  # seconds
TRIES_PER_ADDRESS = 300


@dataclass(frozen=True)
class Letter:
    """What the page says of an invitation."""

    name: str
    organisation: str
    expires_at: datetime


@never_cache
@sensitive_post_parameters("password", "password_again")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The form of an invitation; a GET changes nothing, a POST uses the invitation up and signs in."""
    now = timezone.now()
    if not within("invitation", address_of(request), amount=TRIES_PER_ADDRESS, seconds=TRIES_LAST):
        return refused(request)
    found = resolve(token, LinkPurpose.INVITATION, now)
    letter = found and open_invitation(found, now)
    if not letter:
        return _refused(request)
    return _answer(request, letter, token, now)


def _answer(request: HttpRequest, letter: Invitation, token: str, now: datetime) -> HttpResponse:
    person = letter.person
    account = account_of(person)
    form = InvitationForm(
        request.POST or None,
        account=account or Account(username="", email=person.email, person=person),
        asks_login_name=account is None and shares_mailbox(person),
        initial={"login_name": letter.login_name},
    )
    if request.method == "POST" and form.is_valid():
        try:
            account = accept_invitation(
                token,
                login_name=form.cleaned_data.get("login_name"),
                password=form.cleaned_data["password"],
                now=now,
            )
        except PeopleError as refusal:
            if refusal.code != "login_taken":
                return _refused(request)
            form.add_error(None, _("This login name is taken. Please choose another one."))
        else:
            # Through allauth: who has a second step is asked for it here too.
            response = perform_login(request, account, redirect_url=reverse("mypage:home"))
            request.session.set_expiry(0)
            return response
    work = affiliation_of(person, timezone.localdate(now))
    words = Letter(person.name, work.organisation.name if work else "", letter.expires_at)
    context = {"form": form, "invitation": words, "person_name": person.name}
    return render(request, "network/people/invitation.html", context)


def _refused(request: HttpRequest) -> HttpResponse:
    reason = _("It has been used already, or its time has run out, or the address is not complete.")
    return render(request, "network/people/invitation.html", {"reason": reason}, status=404)


@never_cache
@require_safe
@signed_in
def kept(request: HttpRequest) -> HttpResponse:
    """Shows once more what was typed before the sign-in ran out, with a button that sends it."""
    typed = kept_in(request)
    if typed is None:
        raise Http404
    return render(request, "network/people/kept.html", {"typed": typed})


def not_here(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """Side doors of the packages we use: a second sign-in without its limits, addresses that nobody manages here."""
    raise Http404
