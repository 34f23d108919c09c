"""The desk for memberships and the people organisations have named."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from membership.members.forms import MembershipForm, PeriodForm
from membership.members.models import Membership, NamedCover
from network.audit.desk import NotedCreateView, NotedDeleteView, NotedEditView
from network.listing import RelatedListViewSet
from network.organisations.choosers import organisation_chooser
from network.people.choosers import person_chooser


class MembershipViewSet(RelatedListViewSet):
    """Memberships of people and of organisations."""

    model = Membership
    name = "memberships"
    url_prefix = "memberships"
    icon = "tag"
    menu_label = _("Memberships")
    menu_order = 100
    add_view_class = NotedCreateView
    edit_view_class = NotedEditView
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields = ["tier", "person", "organisation", "since", "until"]
    list_display = [
        Column("__str__", label=_("member")),
        "tier",
        "since",
        "until",
    ]
    list_filter = ["tier"]
    list_related = (
        "tier",
        "person",
        "organisation",
    )
    list_per_page = 50
    search_fields = ["person__name", "person__kana", "organisation__name", "organisation__kana"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return forms.modelform_factory(
            Membership,
            form=MembershipForm,
            fields=self.form_fields,
            widgets={
                "person": person_chooser.widget_class,
                "organisation": organisation_chooser.widget_class,
            },
        )

    def get_edit_handler(self) -> None:
        return None


class NamedCoverViewSet(RelatedListViewSet):
    """People whom an organisation has named under its membership."""

    model = NamedCover
    name = "named_people"
    url_prefix = "named-people"
    icon = "user"
    menu_label = _("Named people")
    menu_order = 110
    add_view_class = NotedCreateView
    edit_view_class = NotedEditView
    delete_view_class = NotedDeleteView
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields = ["membership", "person", "since", "until"]
    list_display = ["person", "membership", "since", "until"]
    list_related = (
        "person",
        "membership__tier",
        "membership__organisation",
        "membership__person",
    )
    list_per_page = 50
    search_fields = ["person__name", "person__kana"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return forms.modelform_factory(
            NamedCover,
            form=PeriodForm,
            fields=self.form_fields,
            widgets={"person": person_chooser.widget_class},
        )

    def get_edit_handler(self) -> None:
        return None
