"""The desk for tiers and fees."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from membership.tiers.forms import PeriodPolicyForm
from membership.tiers.models import PeriodPolicy, Tier, TierFee
from network.audit.desk import NotedDeleteView
from network.listing import FormListViewSet


class TierViewSet(FormListViewSet):
    """Kinds of membership and whom they cover."""

    model = Tier
    name = "tiers"
    icon = "order"
    menu_label = _("Membership tiers")
    menu_order = 200
    labels = {"position": _("position")}
    form_fields = [
        "code",
        "name",
        "name_en",
        "coverage",
        "named_places",
        "gives_member_price",
        "may_read_board",
        "may_write_board",
        "has_vote",
        "position",
    ]
    list_display = ["name", "code", Column("get_coverage_display", label=_("covers"))]


class TierFeeViewSet(FormListViewSet):
    """Dues by tier and fiscal year."""

    model = TierFee
    name = "fees"
    icon = "clipboard-list"
    menu_label = _("Dues")
    menu_order = 210
    delete_view_class = NotedDeleteView
    labels = {"tier": _("membership tier")}
    form_fields = ["tier", "fiscal_year", "amount"]
    list_display = ["__str__", "fiscal_year", "amount"]
    list_filter = ["tier", "fiscal_year"]
    list_related = ("tier",)


class PeriodPolicyViewSet(FormListViewSet):
    """How dues count from a fiscal year on."""

    model = PeriodPolicy
    name = "dues_rules"
    url_prefix = "rules-of-dues"
    icon = "cog"
    menu_label = _("Rules of dues")
    menu_order = 215
    form_fields = [
        "from_year",
        "joining",
        "free_from_month",
        "due_month",
        "due_day",
        "days_to_pay",
        "loss_after_years",
    ]
    list_display = ["__str__", "joining", "due_month", "due_day", "loss_after_years"]
    labels = {"__str__": _("from fiscal year")}
    checked_by = PeriodPolicyForm
