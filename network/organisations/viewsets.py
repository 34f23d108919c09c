"""The desk for organisations and their contact addresses."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from network.audit.desk import NotedDeleteView
from network.listing import FormListViewSet, NotedListViewSet, RelatedIndexView, TickColumn
from network.organisations.choosers import organisation_chooser
from network.organisations.models import ContactAddress, Organisation
from network.organisations.queries import organisations_named
from network.worklists.sheet import SheetColumn


class OrganisationIndexView(RelatedIndexView):
    """Organisations, found by name or reading in any spelling."""

    is_searchable = True

    def search_queryset(self, queryset: QuerySet[Organisation]) -> QuerySet[Organisation]:
        return (
            queryset.filter(pk__in=organisations_named(self.search_query)) if self.is_searching else queryset
        )


class OrganisationViewSet(NotedListViewSet):
    """Whatever people come from."""

    model = Organisation
    name = "network_organisations"
    url_prefix = "organisations"
    icon = "home"
    menu_label = _("Organisations")
    menu_order = 200
    index_view_class = OrganisationIndexView
    labels = {"is_sample": _("sample")}
    form_fields = ["name", "kana", "kind", "municipality"]
    list_display = [
        "name",
        "kana",
        Column("get_kind_display", label=_("kind"), sort_key="kind"),
        "municipality",
        TickColumn("is_sample"),
    ]
    list_filter = ["kind", "municipality__bureau"]
    sheet = (
        SheetColumn(_("name"), "name"),
        SheetColumn(_("reading"), "kana"),
        SheetColumn(_("kind"), "get_kind_display"),
        SheetColumn(_("Municipality code"), "municipality.code"),
        SheetColumn(_("Municipality"), "municipality.name"),
    )
    list_related = ("municipality",)
    ordering = ["kana", "name", "pk"]
    search_fields = ["name", "kana"]


class ContactAddressViewSet(FormListViewSet):
    """Where organisations are reached."""

    model = ContactAddress
    name = "network_contacts"
    url_prefix = "contacts"
    icon = "mail"
    menu_label = _("Contact addresses")
    menu_order = 210
    delete_view_class = NotedDeleteView
    form_fields = ["organisation", "label", "email", "phone"]
    labels = {"organisation": _("organisation")}
    chosen_with = {"organisation": organisation_chooser.widget_class}
    list_display = ["organisation", "label", "email", "phone"]
    holds_people = True
    list_related = ("organisation",)
    search_fields = ["organisation__name", "label", "email", "phone"]
