"""The desk for organisations and their contact addresses."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import BooleanColumn, Column

from network.audit.desk import NotedCreateView, NotedDeleteView, NotedEditView
from network.listing import RelatedIndexView, RelatedListViewSet
from network.organisations.choosers import organisation_chooser
from network.organisations.models import ContactAddress, Organisation
from network.organisations.queries import organisations_named


class OrganisationIndexView(RelatedIndexView):
    """Organisations, found by name or reading in any spelling."""

    is_searchable = True

    def search_queryset(self, queryset: QuerySet[Organisation]) -> QuerySet[Organisation]:
        return (
            queryset.filter(pk__in=organisations_named(self.search_query)) if self.is_searching else queryset
        )


class OrganisationViewSet(RelatedListViewSet):
    """Whatever people come from."""

    model = Organisation
    name = "network_organisations"
    url_prefix = "organisations"
    icon = "home"
    menu_label = _("Organisations")
    menu_order = 200
    index_view_class = OrganisationIndexView
    add_view_class = NotedCreateView
    edit_view_class = NotedEditView
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields = ["name", "kana", "kind", "municipality"]
    list_display = [
        "name",
        "kana",
        Column("get_kind_display", label=_("kind"), sort_key="kind"),
        "municipality",
        BooleanColumn("is_sample"),
    ]
    list_filter = ["kind", "municipality__bureau"]
    list_related = ("municipality",)
    list_per_page = 50
    ordering = ["kana", "name", "pk"]
    search_fields = ["name", "kana"]


class ContactAddressViewSet(RelatedListViewSet):
    """Where organisations are reached."""

    model = ContactAddress
    name = "network_contacts"
    url_prefix = "contacts"
    icon = "mail"
    menu_label = _("Contact addresses")
    menu_order = 210
    add_view_class = NotedCreateView
    edit_view_class = NotedEditView
    delete_view_class = NotedDeleteView
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields = ["organisation", "label", "email", "phone"]
    list_display = ["organisation", "label", "email", "phone"]
    list_related = ("organisation",)
    list_per_page = 50
    search_fields = ["organisation__name", "label", "email", "phone"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return forms.modelform_factory(
            ContactAddress,
            form=WagtailAdminModelForm,
            fields=self.form_fields,
            widgets={"organisation": organisation_chooser.widget_class},
        )

    def get_edit_handler(self) -> None:
        return None
