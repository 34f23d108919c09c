"""Door: what Wagtail finds of this wing: a group of the desk's menu."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSetGroup

from membership.closing.viewsets import YearEndViewSet
from membership.joining.viewsets import ApplicationViewSet
from membership.ledger.viewsets import LedgerAccountViewSet
from membership.members.viewsets import MembershipViewSet, NamedCoverViewSet
from membership.payments.desk_tables import CsvProfileViewSet, TransferFeeViewSet
from membership.payments.viewsets import PaymentsViewSet
from membership.receipts.viewsets import PaperViewSet
from membership.reminders.viewsets import ReminderViewSet
from membership.renewal.viewsets import RenewalViewSet
from membership.roster.viewsets import RosterViewSet
from membership.tiers.viewsets import PeriodPolicyViewSet, TierFeeViewSet, TierViewSet


class MembershipGroup(ModelViewSetGroup):
    """Members and dues."""

    items = (
        PaymentsViewSet,
        ReminderViewSet,
        ApplicationViewSet,
        RosterViewSet,
        MembershipViewSet,
        NamedCoverViewSet,
        RenewalViewSet,
        PaperViewSet,
        YearEndViewSet,
        TierViewSet,
        TierFeeViewSet,
        PeriodPolicyViewSet,
        LedgerAccountViewSet,
        TransferFeeViewSet,
        CsvProfileViewSet,
    )
    menu_label = _("Members and dues")
    menu_icon = "tag"
    menu_order = 310


hooks.register("register_admin_viewset", MembershipGroup)
