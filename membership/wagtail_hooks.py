"""Door: what Wagtail finds of this wing: a group of the desk's menu."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSetGroup

from membership.members.viewsets import MembershipViewSet, NamedCoverViewSet
from membership.payments.viewsets import PaymentsViewSet
from membership.roster.viewsets import RosterViewSet
from membership.tiers.viewsets import TierFeeViewSet, TierViewSet


class MembershipGroup(ModelViewSetGroup):
    """Members and dues."""

    items = (
        PaymentsViewSet,
        RosterViewSet,
        MembershipViewSet,
        NamedCoverViewSet,
        TierViewSet,
        TierFeeViewSet,
    )
    menu_label = _("Members and dues")
    menu_icon = "tag"
    menu_order = 310


hooks.register("register_admin_viewset", MembershipGroup)
