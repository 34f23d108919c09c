"""A member's own page: next things first."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cms.mypage.queries import profile_of
from events.calendar.actions import rotate_feed as give_new_feed
from events.calendar.queries import token_of
from events.programme.queries import absolute, card_of
from events.registration import actions
from events.registration.answers import my_summary, past_text
from events.registration.choices import RegistrationState
from events.registration.models import Registration
from events.registration.queries import claimable_by, my_places, registrations_of, seats_of
from membership.ledger.queries import owed_by
from network.people.kept import signed_in
from network.people.queries import person_of

HISTORY = 50


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD"])
def home(request: HttpRequest) -> HttpResponse:
    """Coming events, history, calendar address, profile."""
    now = timezone.now()
    person = person_of(request.user)
    if person is None:
        return render(request, "cms/mypage/home.html", {"profile": profile_of(None, request.user, now=now)})
    rows = list(registrations_of(person)[:HISTORY])
    token = token_of(person.pk)
    owed, due_on = owed_by(person.pk)
    return render(
        request,
        "cms/mypage/home.html",
        {
            "profile": profile_of(person, request.user, now=now),
            "coming": _coming(rows, now=now),
            "history": _history(rows, now=now),
            "feed_url": absolute(reverse("events:my_feed", args=[token])) if token else "",
            "claimable": claimable_by(person, request.user.email or "").count(),
            "claim_url": reverse("mypage:claim"),
            "owed": owed,
            "due_on": due_on,
        },
    )


def _coming(rows: list[Registration], *, now: datetime) -> list[dict[str, Any]]:
    """Live places at events that are not over, the next one first."""
    wanted = [
        row
        for row in reversed(rows)
        if row.state in (RegistrationState.CONFIRMED, RegistrationState.WAITING) and row.event.ends_at >= now
    ]
    seats = seats_of([row.event for row in wanted], now=now)
    return [
        my_summary(row.event, place, now=now)
        | {"event": card_of(row.event, seats.get(row.event_id), now=now)}
        for row, place in zip(wanted, my_places(wanted), strict=True)
    ]


def _history(rows: list[Registration], *, now: datetime) -> list[dict[str, Any]]:
    over = [
        row
        for row in rows
        if row.state not in (RegistrationState.CONFIRMED, RegistrationState.WAITING)
        or row.event.ends_at < now
    ]
    return [{"event": card_of(row.event, None, now=now), "state_text": past_text(row)} for row in over]


@signed_in
@require_POST
def rotate_feed(request: HttpRequest) -> HttpResponse:
    """A new address for one's own calendar feed; the old one dies at once."""
    person = person_of(request.user)
    if person is not None:
        give_new_feed(person.pk, now=timezone.now())
        messages.success(request, _("Your calendar has a new address."))
    return redirect(f"{reverse('mypage:home')}#feed")


@signed_in
@require_POST
def claim(request: HttpRequest) -> HttpResponse:
    """Bring registrations typed in without an account, under this account's own address, to one's page."""
    person = person_of(request.user)
    moved = kept = 0
    if person is not None:
        for registration in claimable_by(person, request.user.email or ""):
            try:
                actions.claim(registration, person=person, now=timezone.now())
                moved += 1
            except actions.RegistrationRefusedError:
                kept += 1
    if moved:
        messages.success(request, _("The registrations are on your page now."))
    if kept:
        messages.info(
            request, _("Where you were registered twice, both registrations stayed. Please cancel one.")
        )
    return redirect("mypage:home")
