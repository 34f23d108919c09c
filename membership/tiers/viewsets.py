"""The desk for tiers and fees."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from membership.tiers.models import Tier, TierFee
from network.audit.desk import NotedCreateView, NotedDeleteView, NotedEditView
from network.listing import RelatedListViewSet


class TierViewSet(ModelViewSet):
    """Kinds of membership and whom they cover."""

    model = Tier
    name = "tiers"
    icon = "order"
    menu_label = _("Membership tiers")
    menu_order = 200
    add_view_class = NotedCreateView
    edit_view_class = NotedEditView
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields = ["code", "name", "name_en", "coverage", "position"]
    list_display = ["name", "code", Column("get_coverage_display", label=_("covers"))]


class TierFeeViewSet(RelatedListViewSet):
    """Dues by tier and fiscal year."""

    model = TierFee
    name = "fees"
    icon = "clipboard-list"
    menu_label = _("Dues")
    menu_order = 210
    add_view_class = NotedCreateView
    edit_view_class = NotedEditView
    delete_view_class = NotedDeleteView
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields = ["tier", "fiscal_year", "amount"]
    list_display = ["__str__", "fiscal_year", "amount"]
    list_filter = ["tier", "fiscal_year"]
    list_related = ("tier",)
