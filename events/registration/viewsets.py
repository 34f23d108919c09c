"""The desk's pages about one event: who comes, how many seats, its state and what people are told."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet

from events.fees.queries import prospect_of
from events.fees.wording import explained, prospect
from events.programme import actions as programme
from events.programme.choices import EventFormat, EventStatus
from events.programme.desk_links import links_about
from events.programme.forms import CancelForm, JoinLinkForm
from events.programme.models import Event
from events.registration import actions, letters, roll
from events.registration.choices import CancelledBy, Letter, PoolKind, RegistrationState
from events.registration.forms import CapacityForm, FeeForm
from events.registration.models import LIVE, Pool, Registration
from events.registration.queries import (
    concerned,
    concerned_count,
    held_count,
    lines_of,
    pools_of,
    roll_page,
    waiting_lines,
)
from events.registration.queries import roll as roll_of
from network.worklists.deeds import name_list
from network.worklists.taking import Taking, file_answer

SHOWN_IN_LINE = 10
ROLL = name_list("event_roll", gettext_lazy("Participants' roll"), "")


def desk_page(right: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A page about one event for accounts that have this right; whatever is not there is a 404."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perm(right):
                raise PermissionDenied
            event = get_object_or_404(Event.objects.select_related("state"), pk=pk)
            return view(request, event, **kwargs)

        return guarded

    return decorate


def _page(
    request: HttpRequest, event: Event, template: str, here: str, title: str, context: dict[str, Any]
) -> HttpResponse:
    """A page about an event with its path and its tabs."""
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("event_editor:list"), "label": str(Event.snippet_viewset.menu_label)},
        {"url": reverse("event_editor:edit", args=[event.pk]), "label": event.title},
        {"url": "", "label": title},
    ]
    furniture = {
        "event": event,
        "breadcrumbs_items": crumbs,
        "header_title": f"{title}: {event.title}",
        "header_icon": "calendar-alt",
        "page_name": title,
        "tabs": links_about(event.pk, request.user, here=here),
    }
    return render(request, f"events/desk/{template}.html", furniture | context)


# --- who comes -------------------------------------------------------------------------------


@require_safe
@desk_page("events.view_registration")
def attendees(request: HttpRequest, event: Event) -> HttpResponse:
    """Who comes, who waits, who gave up; people and organisations by kind."""
    now = timezone.now()
    state = request.GET.get("state", "")
    state = state if state in RegistrationState.values else RegistrationState.CONFIRMED.value
    lines = lines_of(pools := pools_of(event), now=now)
    main = [lines[pool.pk] for pool in pools if pool.kind != PoolKind.PART]
    waiting = waiting_lines(event)
    page = roll_page(roll_of(event, state=state), request.GET.get("p"))
    page.object_list = roll.rows_of(page.object_list, event, waiting)
    return _page(
        request,
        event,
        "attendees",
        "attendees",
        _("Who comes"),
        {
            "page": page,
            "state": state,
            "states": [
                {"value": value, "label": label, "is_here": value == state} for value, label in roll.STATES
            ],
            "lines": [
                {"label": _label(pool, event), "line": lines[pool.pk]}
                for pool in pools
                if pool.kind != PoolKind.PART
            ],
            "coming": sum(line.taken for line in main),
            "waiting": sum(line.waiting for line in main),
            "held": held_count(event, now=now),
            "bars": roll.bars_of(event),
            "several_ways": len(main) > 1,
            "has_parts": any(pool.kind == PoolKind.PART for pool in pools),
            "may_change": request.user.has_perm("events.change_registration")
            and state in (RegistrationState.CONFIRMED, RegistrationState.WAITING),
            "as_of": now,
        },
    )


def _label(pool: Pool, event: Event) -> str:
    titles = {part.key: part.title for part in event.parts.all()} if pool.part_key else {}
    return roll.pool_label(pool.kind, titles.get(pool.part_key, ""))


@require_http_methods(["GET", "POST"])
@desk_page("events.view_registration")
def attendees_file(request: HttpRequest, event: Event) -> HttpResponse:
    """The whole roll as a file. Names leave the house: the book of files keeps who took it, what for, for whom."""
    registrations = roll_of(event)
    taking = Taking(
        key=ROLL,
        columns=roll.COLUMNS,
        rows=lambda: roll.rows_of(registrations, event, waiting_lines(event)),
        count=registrations.count(),
        address=reverse("event_desk:attendees_file", args=[event.pk]),
        back=reverse("event_desk:attendees", args=[event.pk]),
        holds_people=True,
        about_id=event.pk,
    )
    return file_answer(request, taking)


@desk_page("events.change_registration")
def cancel_registration(request: HttpRequest, event: Event, registration_pk: int) -> HttpResponse:
    """Give somebody's place up for them; the page asks first and says who will get a mail."""
    registration = get_object_or_404(
        Registration.objects.select_related("person", "organisation", "pool"),
        pk=registration_pk,
        event=event,
        hold_until__isnull=True,
    )
    if request.method == "POST":
        done = actions.cancel(registration, by=CancelledBy.DESK, now=timezone.now(), actor_id=request.user.pk)
        if done:
            messages.success(
                request, _("The place of %(name)s is given up.") % {"name": registration.person.name}
            )
        else:
            messages.info(request, _("This place had been given up before. Nothing was changed."))
        return redirect("event_desk:attendees", event.pk)
    line = waiting_lines(event).get(registration.pool_id, [])
    had_seat = registration.state == RegistrationState.CONFIRMED
    return _page(
        request,
        event,
        "cancel_registration",
        "attendees",
        _("Give up a place"),
        {
            "registration": registration,
            "is_live": registration.state in LIVE,
            "fee_then": prospect(prospect_of(registration.pk, event, now=timezone.now())),
            "next_in_line": line[0] if line and had_seat else None,
        },
    )


# --- how many seats --------------------------------------------------------------------------


@desk_page("events.change_pool")
def capacity(request: HttpRequest, event: Event) -> HttpResponse:
    """Seats per pool: taken, over, and who would move up; changing them moves people up at once."""
    now = timezone.now()
    titles = {part.key: part.title for part in event.parts.all()}
    pools = [pool for pool in pools_of(event) if not pool.part_key or pool.part_key in titles]
    labels = {pool.pk: roll.pool_label(pool.kind, titles.get(pool.part_key, "")) for pool in pools}
    form = CapacityForm(request.POST or None, pools=pools, labels=labels)
    fees = [FeeForm(request.POST or None, pool=pool) for pool in pools]
    if request.method == "POST" and all([form.is_valid(), *(fee.is_valid() for fee in fees)]):
        repriced, resized = [fee for fee in fees if fee.is_changed()], form.changed(pools)
        _change_fees(request, repriced, labels)
        _change_capacities(request, resized, labels)
        if not repriced and not resized:
            messages.info(request, _("Nothing was changed."))
        return redirect("event_desk:capacity", event.pk)
    lines = lines_of(pools, now=now)
    waiting = waiting_lines(event)
    return _page(
        request,
        event,
        "capacity",
        "capacity",
        pgettext("desk", "Seats and fees"),
        {
            "form": form,
            "pools": [
                {
                    "label": labels[pool.pk],
                    "field": form[f"pool-{pool.pk}"],
                    "fee": fee,
                    "price": pool.price,
                    "explained": explained(pool.price) if pool.price else "",
                    "line": lines[pool.pk],
                    "next": waiting.get(pool.pk, [])[:SHOWN_IN_LINE],
                    "more": max(len(waiting.get(pool.pk, [])) - SHOWN_IN_LINE, 0),
                }
                for pool, fee in zip(pools, fees, strict=True)
            ],
        },
    )


def _change_fees(request: HttpRequest, changes: Sequence[FeeForm], labels: dict[int, str]) -> None:
    for form in changes:
        price = form.price()
        actions.set_fee(form.pool, price, actor_id=request.user.pk)
        words = {"pool": labels[form.pool.pk], "fee": f"{price.amount:,}" if price else ""}
        said = _("%(pool)s costs %(fee)s yen now.") if price else _("%(pool)s costs nothing now.")
        messages.success(request, said % words)


def _change_capacities(
    request: HttpRequest, changes: Sequence[tuple[Pool, int | None]], labels: dict[int, str]
) -> None:
    for pool, seats in changes:
        settled = actions.set_capacity(pool, seats, now=timezone.now(), actor_id=request.user.pk)
        moved_up = len(settled.promoted) + len(settled.part_places)
        said = (
            _("%(pool)s: no limit now.") % {"pool": labels[pool.pk]}
            if seats is None
            else _("%(pool)s: %(seats)d seats now.") % {"pool": labels[pool.pk], "seats": seats}
        )
        if moved_up:
            said += " " + ngettext(
                "%(count)d person moves up and gets a mail.",
                "%(count)d people move up and get a mail.",
                moved_up,
            ) % {"count": moved_up}
        messages.success(request, said)


# --- state and notices -----------------------------------------------------------------------


@require_safe
@desk_page("events.change_eventstate")
def state(request: HttpRequest, event: Event) -> HttpResponse:
    """Where the event stands, whether people are to be told of a change, its join link, and its end."""
    return _state_page(request, event, JoinLinkForm(initial={"join_url": event.state.join_url}))


def _state_page(request: HttpRequest, event: Event, form: JoinLinkForm) -> HttpResponse:
    now = timezone.now()
    status = event.state.status
    return _page(
        request,
        event,
        "state",
        "state",
        pgettext("desk", "State and notices"),
        {
            "status": status,
            "is_over": event.ends_at < now,
            "is_running": status in (EventStatus.PLANNED, EventStatus.MOVED),
            "concerned": concerned_count(event),
            "letter": _change_letter(event) if event.state.notice_pending else None,
            "join_form": form if event.format != EventFormat.VENUE else None,
        },
    )


def _change_letter(event: Event) -> letters.Words | None:
    """The mail about the change as the first of those concerned would read it."""
    first = concerned(event).first()
    return first and letters.preview(Letter.EVENT_CHANGED, first, event)


@require_POST
@desk_page("events.change_eventstate")
def tell(request: HttpRequest, event: Event) -> HttpResponse:
    """Write to everybody concerned about a change, or decide not to; asked once."""
    is_told = "tell" in request.POST
    mails = concerned_count(event).mails
    try:
        if is_told:
            actions.tell_change(event, actor_id=request.user.pk)
        else:
            programme.note_untold(event, actor_id=request.user.pk)
    except programme.EventActionError:
        messages.info(request, _("There is nothing to tell any more; somebody has seen to it."))
    else:
        told = ngettext("%(count)d mail is on its way.", "%(count)d mails are on their way.", mails)
        messages.success(request, told % {"count": mails} if is_told else _("Nobody was written to."))
    return redirect("event_desk:state", event.pk)


@require_POST
@desk_page("events.change_eventstate")
def join_link(request: HttpRequest, event: Event) -> HttpResponse:
    """Keep the link to the online meeting."""
    form = JoinLinkForm(request.POST)
    if not form.is_valid():
        return _state_page(request, event, form)
    programme.set_join_url(event, form.cleaned_data["join_url"], actor_id=request.user.pk)
    messages.success(request, _("The join link is kept."))
    return redirect("event_desk:state", event.pk)


@require_POST
@desk_page("events.change_eventstate")
def mark(request: HttpRequest, event: Event) -> HttpResponse:
    """Mark as held or archived, or take that back."""
    wanted = request.POST.get("status")
    if wanted in (EventStatus.HELD, EventStatus.ARCHIVED, EventStatus.PLANNED):
        status = EventStatus(wanted)
        try:
            programme.mark(event, status, actor_id=request.user.pk)
            messages.success(request, _("The state is now: %(state)s") % {"state": status.label})
        except programme.EventActionError:
            messages.info(request, _("This event is cancelled; that can't be taken back."))
    return redirect("event_desk:state", event.pk)


@desk_page("events.change_eventstate")
def cancel_event(request: HttpRequest, event: Event) -> HttpResponse:
    """Cancel an event: the page asks for the reason and says how many people get a mail."""
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        mails = concerned_count(event).mails
        try:
            actions.cancel_event(event, reason=form.cleaned_data["reason"], actor_id=request.user.pk)
            told = ngettext(
                "The event is cancelled. %(count)d mail is on its way.",
                "The event is cancelled. %(count)d mails are on their way.",
                mails,
            )
            messages.success(request, told % {"count": mails})
        except programme.EventActionError:
            messages.info(request, _("This event was cancelled before."))
        return redirect("event_desk:state", event.pk)
    return _page(
        request,
        event,
        "cancel_event",
        "state",
        _("Cancel the event"),
        {
            "form": form,
            "concerned": concerned_count(event),
            "is_cancelled": event.state.status == EventStatus.CANCELLED,
        },
    )


class EventDeskViewSet(ViewSet):
    """Pages of one event beside Wagtail's editor, under the same address."""

    name = "event_desk"
    url_prefix = "events"

    def get_urlpatterns(self) -> list:
        return [
            path("<int:pk>/attendees/", attendees, name="attendees"),
            path("<int:pk>/attendees/file/", attendees_file, name="attendees_file"),
            path(
                "<int:pk>/attendees/<int:registration_pk>/cancel/",
                cancel_registration,
                name="cancel_registration",
            ),
            path("<int:pk>/capacity/", capacity, name="capacity"),
            path("<int:pk>/state/", state, name="state"),
            path("<int:pk>/state/tell/", tell, name="tell"),
            path("<int:pk>/state/join-link/", join_link, name="join_link"),
            path("<int:pk>/state/mark/", mark, name="mark"),
            path("<int:pk>/state/cancel/", cancel_event, name="cancel_event"),
        ]
