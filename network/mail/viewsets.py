"""The outbox at the desk: every mail with what became of it, without its words; sending again and giving up."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.base import ViewSet

from network.deskmenu import RightfulMenuItem
from network.mail.choices import MailState
from network.mail.deeds import GiveUp, SendAgain
from network.mail.models import OutboxMessage
from network.mail.queries import NEEDS_SOMEBODY, outbox_list
from network.worklists.deeds import name_list, offered
from network.worklists.indexing import ReadingIndex, list_paths
from network.worklists.sheet import SheetColumn

RIGHT = "network.view_outboxmessage"
NOT_ARRIVED = "not_arrived"


class OutboxFilterSet(WagtailFilterSet):
    """What the list can be narrowed by."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[(NOT_ARRIVED, _("Did not arrive")), *MailState.choices],
        method="narrow",
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = OutboxMessage
        fields: list[str] = []

    def narrow(self, mails: QuerySet[OutboxMessage], name: str, value: str) -> QuerySet[OutboxMessage]:
        return mails.filter(state__in=NEEDS_SOMEBODY if value == NOT_ARRIVED else [value])


class OutboxIndexView(ReadingIndex):
    """Mails, the newest first."""

    model = OutboxMessage
    right = RIGHT
    list_key = name_list("outbox", pgettext_lazy("desk", "Outbox"), "outbox_desk:list")
    deeds = offered(SendAgain(), GiveUp())
    holds_people = True
    page_title = pgettext_lazy("desk", "Outbox")
    header_icon = "mail"
    index_url_name = "outbox_desk:list"
    index_results_url_name = "outbox_desk:list_results"
    default_ordering = "-pk"
    is_searchable = True
    search_backend_name = None
    search_fields = ["to_name", "to_address", "subject", "request_id"]
    filterset_class = OutboxFilterSet
    paginate_by = 50
    columns = [
        Column("created_at", label=_("Written"), sort_key="pk"),
        Column("to_name", label=pgettext_lazy("mail", "To")),
        Column("to_address", label=_("E-mail")),
        Column("subject_words", label=_("Subject"), accessor=lambda mail: mail.subject or mail.template),
        Column("get_state_display", label=_("State")),
        Column("error", label=_("Reason")),
    ]
    sheet = (
        SheetColumn(_("Written"), "created_at"),
        SheetColumn(pgettext_lazy("mail", "To"), "to_name"),
        SheetColumn(_("E-mail"), "to_address"),
        SheetColumn(_("Subject"), "subject"),
        SheetColumn(_("State"), "get_state_display"),
        SheetColumn(_("Sent"), "sent_at"),
        SheetColumn(_("Reason"), "error"),
        SheetColumn(_("Inquiry number"), "request_id"),
    )

    def get_base_queryset(self) -> QuerySet[OutboxMessage]:
        return outbox_list()


class OutboxViewSet(ViewSet):
    """Every mail, in the menu of those who may see them."""

    name = "outbox_desk"
    url_prefix = "outbox"
    icon = "mail"
    menu_label = pgettext_lazy("desk", "Outbox")
    menu_order = 330
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list:
        return list_paths(OutboxIndexView)

    def get_menu_item(self, order: int | None = None) -> Any:
        return RightfulMenuItem.of(self, right=RIGHT, order=order)
