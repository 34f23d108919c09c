"""Trade of the desk's list of registrations to all events: the latest first, narrowed by state and time."""

from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.viewsets.base import ViewSet

from events.registration.choices import RegistrationState
from events.registration.models import Registration
from network.deskmenu import RightfulMenuItem
from network.people.queries import people_named
from network.worklists.deeds import name_list
from network.worklists.indexing import ReadingIndex, list_paths
from network.worklists.sheet import SheetColumn

RIGHT = "events.view_registration"
DAYS = {"week": 7, "month": 30}


class RegistrationFilterSet(WagtailFilterSet):
    """What the list can be narrowed by."""

    state = django_filters.ChoiceFilter(
        label=_("State"), choices=RegistrationState.choices, empty_label=_("All"), widget=forms.RadioSelect
    )
    within = django_filters.ChoiceFilter(
        label=_("Registered"),
        choices=[("week", _("within 7 days")), ("month", _("within 30 days"))],
        method="narrow",
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Registration
        fields: list[str] = []

    def narrow(self, rows: QuerySet[Registration], name: str, value: str) -> QuerySet[Registration]:
        return rows.filter(registered_at__gte=timezone.now() - timedelta(days=DAYS[value]))


def organisation_words(row: Registration) -> str:
    """Where somebody comes from, as registered or as typed."""
    return row.organisation.name if row.organisation else row.organisation_text


class RegistrationIndexView(ReadingIndex):
    """Registrations whose address is confirmed, the latest first; each leads to the roll of its event."""

    model = Registration
    right = RIGHT
    list_key = name_list("registrations", _("Registrations"), "registration_desk:list")
    holds_people = True
    page_title = _("Registrations")
    header_icon = "group"
    index_url_name = "registration_desk:list"
    index_results_url_name = "registration_desk:list_results"
    default_ordering = "-registered_at"
    is_searchable = True
    search_fields = ["person__name", "person__kana"]
    filterset_class = RegistrationFilterSet
    paginate_by = 50
    columns = [
        Column("registered_at", label=_("Registered"), sort_key="registered_at"),
        Column("person", label=_("Name"), sort_key="person__kana"),
        Column("organisation_words", label=_("Organisation"), accessor=organisation_words),
        TitleColumn(
            "event",
            label=pgettext_lazy("meeting", "Event"),
            get_url=lambda row: reverse("event_desk:attendees", args=[row.event_id]),
        ),
        Column("get_state_display", label=_("State"), sort_key="state"),
    ]
    sheet = (
        SheetColumn(_("Registered"), "registered_at"),
        SheetColumn(pgettext_lazy("meeting", "Event"), "event.title"),
        SheetColumn(_("Number"), "number"),
        SheetColumn(_("State"), "get_state_display"),
        SheetColumn(_("Name"), "person.name"),
        SheetColumn(_("Reading"), "person.kana"),
        SheetColumn(_("Organisation"), organisation_words),
        SheetColumn(_("E-mail"), "person.email"),
        SheetColumn(_("Phone"), "person.phone"),
    )

    def get_base_queryset(self) -> QuerySet[Registration]:
        return Registration.objects.filter(hold_until__isnull=True).select_related(
            "person", "organisation", "event"
        )

    def search_queryset(self, queryset: QuerySet[Registration]) -> QuerySet[Registration]:
        """Found by the person's name or reading, in any spelling."""
        return queryset.filter(person__in=people_named(self.search_query)) if self.is_searching else queryset


class RegistrationListViewSet(ViewSet):
    """Registrations, beside the events."""

    name = "registration_desk"
    url_prefix = "registrations"
    icon = "group"
    menu_label = _("Registrations")
    menu_order = 105
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list:
        return list_paths(RegistrationIndexView)

    def get_menu_item(self, order: int | None = None) -> Any:
        return RightfulMenuItem.of(self, right=RIGHT, order=order)
