"""The public list, the month, and one event's page."""

import calendar
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from events.programme.details import page_of_event
from events.programme.queries import (
    EventCard,
    card_of,
    coming,
    filter_choices,
    filtered,
    in_month,
    page_of,
    past,
    public_events,
)
from events.registration.answers import answer_for, my_summary
from events.registration.queries import as_shown, place_of, seats_of
from network.association import dates
from network.people.queries import person_of
from network.visitors.marks import same_for_visitors
from network.visitors.parts import kept_part

# What is asked for again and again; narrowed lists are made for each reader.
WITHOUT_CONDITIONS = ("", "view=past")


@require_safe
@same_for_visitors
def event_list(request: HttpRequest) -> HttpResponse:
    """Coming events, the next one first; or past ones, the latest first. Nothing of it depends on who asks."""
    view = "past" if request.GET.get("view") == "past" else "list"
    make = partial(_list_part, request.GET, view)
    is_plain = request.META.get("QUERY_STRING", "") in WITHOUT_CONDITIONS
    content = kept_part(f"events:{view}", make) if is_plain and request.user.is_authenticated else make()
    return render(request, "events/programme/list.html", {"view": view, "content": content})


def _list_part(asked: QueryDict, view: str) -> str:
    now = timezone.now()
    wanted = {name: asked.get(name, "")[:40] for name in ("bureau", "theme", "kind")}
    events = filtered(public_events(), **wanted)
    page = page_of(past(events, now=now) if view == "past" else coming(events, now=now), asked.get("page"))
    page.object_list = _cards(list(page.object_list), now=now)
    choices = filter_choices(**wanted)
    query = urlencode(
        {name: value for name, value in (wanted | {"view": view if view == "past" else ""}).items() if value}
    )
    today = timezone.localdate(now)
    return render_to_string(
        "events/programme/list_content.html",
        {
            "view": view,
            "upcoming": page.object_list if view == "list" else [],
            "past_page": page,
            "page_query": f"{query}&" if query else "",
            **choices,
            "active_filters": _active_filters(choices, wanted, view),
            "calendar_url": reverse("events:month", args=[today.year, today.month]),
        },
    )


def _cards(events: list, *, now: datetime) -> list[EventCard]:
    seats = seats_of(events, now=now)
    return [card_of(event, seats.get(event.pk), now=now) for event in events]


def _active_filters(choices: dict[str, list], wanted: dict[str, str], view: str) -> list[dict[str, str]]:
    """What the list is narrowed by, each with the address without it."""
    active = []
    for name, value in wanted.items():
        if not value:
            continue
        rest = {other: kept for other, kept in wanted.items() if kept and other != name}
        if view == "past":
            rest["view"] = "past"
        labels = [choice.label for choice in choices[f"{name}s"] if choice.selected]
        active.append(
            {
                "label": labels[0] if labels else value,
                "clear_url": f"{reverse('events:list')}?{urlencode(rest)}",
            }
        )
    return active


@require_safe
@same_for_visitors
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """One month as a calendar that starts on Sunday, as Japanese calendars do."""
    if not (2000 <= year <= 2100 and 1 <= month <= 12):
        raise Http404
    now = timezone.now()
    first = date(year, month, 1)
    after = (first + timedelta(days=32)).replace(day=1)
    by_day: dict[date, list[EventCard]] = {}
    for card in _cards(list(in_month(public_events(), first, after)), now=now):
        by_day.setdefault(timezone.localdate(card.starts_at), []).append(card)
    today = timezone.localdate(now)
    weeks = [
        [
            {
                "date": day,
                "in_month": day.month == month,
                "is_today": day == today,
                "events": by_day.get(day, []),
            }
            for day in week
        ]
        for week in calendar.Calendar(firstweekday=6).monthdatescalendar(year, month)
    ]
    return render(
        request,
        "events/programme/month.html",
        {
            "month": first,
            "weeks": weeks,
            "any_event": bool(by_day),
            "previous": _month_link((first - timedelta(days=1)).replace(day=1)),
            "next": _month_link(after),
        },
    )


def _month_link(first: date) -> dict[str, Any] | None:
    if not 2000 <= first.year <= 2100:
        return None
    return {
        "url": reverse("events:month", args=[first.year, first.month]),
        "label": dates.month_and_year(first, translation.get_language()),
    }


@require_safe
@same_for_visitors
def event_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One event: when, where, can I come; then everything else."""
    now = timezone.now()
    person = person_of(request.user)
    # A visitor's page is kept whole: made of what was kept before, the two ages would add up.
    found = as_shown(slug, now=now, kept=request.user.is_authenticated)
    if found is None:
        raise Http404
    event, pools = found.event, found.pools
    mine = place_of(event, person)
    page = page_of_event(event, pools, found.lines, now=now)
    return render(
        request,
        "events/programme/detail.html",
        {
            "event": page,
            "standing": answer_for(event, person, mine, has_pools=bool(pools), seat=page.seat, now=now),
            "my": my_summary(event, mine, now=now),
        },
    )
