"""The desk for memberships and the people organisations have named."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from membership.members.deciding import decisions
from membership.members.filters import MembershipFilterSet
from membership.members.forms import MembershipForm, PeriodForm
from membership.members.models import Membership, NamedCover
from network.audit.desk import NotedDeleteView
from network.listing import FormListViewSet, RelatedIndexView
from network.organisations.choosers import organisation_chooser
from network.people.choosers import person_chooser


class MembershipIndexView(RelatedIndexView):
    """Memberships, narrowed by tier and by whether they hold."""

    filterset_class = MembershipFilterSet


class MembershipViewSet(FormListViewSet):
    """Memberships of people and of organisations."""

    model = Membership
    name = "memberships"
    url_prefix = "memberships"
    icon = "tag"
    menu_label = _("Memberships")
    menu_order = 100
    form_fields = ["tier", "person", "organisation", "since", "until"]
    labels = {
        "__str__": _("member"),
        "tier": _("membership tier"),
        "person": _("person"),
        "organisation": _("organisation"),
    }
    checked_by = MembershipForm
    chosen_with = {"person": person_chooser.widget_class, "organisation": organisation_chooser.widget_class}
    list_display = ["__str__", "tier", "since", "until"]
    index_view_class = MembershipIndexView
    edit_template_name = "membership/members/desk/edit.html"
    holds_people = True
    list_related = (
        "tier",
        "person",
        "organisation",
    )
    search_fields = ["person__name", "person__kana", "organisation__name", "organisation__kana"]

    def get_urlpatterns(self) -> list:
        return [*super().get_urlpatterns(), path("<int:pk>/decisions/", decisions, name="decisions")]


class NamedCoverViewSet(FormListViewSet):
    """People whom an organisation has named under its membership."""

    model = NamedCover
    name = "named_people"
    url_prefix = "named-people"
    icon = "user"
    menu_label = _("Named people")
    menu_order = 110
    delete_view_class = NotedDeleteView
    form_fields = ["membership", "person", "since", "until"]
    labels = {"membership": _("membership"), "person": _("person")}
    checked_by = PeriodForm
    chosen_with = {"person": person_chooser.widget_class}
    list_display = ["person", "membership", "since", "until"]
    holds_people = True
    list_related = (
        "person",
        "membership__tier",
        "membership__organisation",
        "membership__person",
    )
    search_fields = ["person__name", "person__kana"]
