"""Trade of beginning an event at the desk: five fields, or the last one once more (E11)."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from events.fees.rules import Price
from events.programme.actions import copy_event, create_event
from events.programme.choices import EventFormat
from events.programme.forms import NewEventForm
from events.programme.models import Event
from events.programme.queries import copyable_events
from events.programme.rules import next_day, working_day
from events.registration.actions import lay_pools
from events.registration.choices import PoolKind
from events.registration.queries import pools_of

COPYABLE = 5


class NewEventView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Five fields with sensible values; from an earlier event, everything but the day is there already."""

    model = Event
    permission_required = "add"
    form_class = NewEventForm
    template_name = "events/desk/new.html"
    page_title = gettext_lazy("New event")
    header_icon = "calendar-alt"
    index_url_name = None
    breadcrumbs_items: list = []

    @cached_property
    def source(self) -> Event | None:
        """The event to copy from."""
        if "pk" not in self.kwargs:
            return None
        event = get_object_or_404(Event, pk=self.kwargs["pk"])
        return event if event.live else event.get_latest_revision_as_object()

    def get_initial(self) -> dict[str, Any]:
        today = timezone.localdate()
        if self.source is None:
            return {"day": next_day(working_day(today), today=today)}
        begins, ends = timezone.localtime(self.source.starts_at), timezone.localtime(self.source.ends_at)
        return {
            "title": self.source.title,
            "day": next_day(begins.date(), today=today),
            "begins": begins.time(),
            "ends": ends.time(),
            "format": self.source.format,
            "venue_name": self.source.venue_name,
            "seats": self._main_capacities.get(_seated(self.source.format)),
        }

    @cached_property
    def _main_capacities(self) -> dict[str, int | None]:
        return {pool.kind: pool.capacity for pool in pools_of(self.source) if pool.part_key is None}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "source": self.source,
            "copyable": [] if self.source else self._copyable(),
            "action_url": self.request.path,
        }

    def _copyable(self) -> list[dict[str, Any]]:
        name = Event.snippet_viewset.get_url_name("copy")
        return [
            {"event": event, "url": reverse(name, args=[event.pk])} for event in copyable_events(COPYABLE)
        ]

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        events = {
            "url": reverse(self.index_url_name),
            "label": str(Event.snippet_viewset.menu_label),
        }
        return [*self.breadcrumbs_items, events, {"url": "", "label": self.get_page_title()}]

    @transaction.atomic
    def form_valid(self, form: NewEventForm) -> HttpResponse:
        user = self.request.user
        seats = {_seated(form.cleaned_data["format"]): form.cleaned_data["seats"]}
        if self.source is None:
            event = create_event(actor_id=user.pk, **form.words())
            lay_pools(event, capacities=seats)
        else:
            event = copy_event(self.source, actor_id=user.pk, **form.words())
            lay_pools(
                event,
                capacities=self._main_capacities | self._part_capacities(event) | seats,
                prices=self._prices(event),
            )
        event.save_revision(user=user)
        messages.success(self.request, _("The draft is saved. Look at it on the right, then publish it."))
        return redirect(Event.snippet_viewset.get_url_name("edit"), event.pk)

    def _part_capacities(self, event: Event) -> dict[Any, int | None]:
        """Seats of the copied parts, by the new parts' keys."""
        kept = {pool.part_key: pool.capacity for pool in pools_of(self.source) if pool.part_key}
        pairs = zip(self.source.parts.all(), event.parts.all(), strict=True)
        return {new.key: kept.get(old.key) for old, new in pairs}

    def _prices(self, event: Event) -> dict[Any, Price | None]:
        """What seats cost last time, by kind and by the new parts' keys; the day until which it is given back is new."""
        kept = {pool.part_key or pool.kind: pool.price for pool in pools_of(self.source)}
        pairs = zip(self.source.parts.all(), event.parts.all(), strict=True)
        kept |= {new.key: kept.get(old.key) for old, new in pairs}
        return {key: price and replace(price, refund_until=None) for key, price in kept.items()}


def _seated(event_format: str) -> str:
    """The pool that the number of seats is about: the room where there is one."""
    return PoolKind.ONLINE if event_format == EventFormat.ONLINE else PoolKind.VENUE
