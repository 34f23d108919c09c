"""Door: what Wagtail finds of this wing: the register in the desk's menu, choosers, settings."""

from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSetGroup

from network.arrivals.viewsets import ArrivalsViewSet
from network.association.viewsets import AssociationViewSet
from network.board.viewsets import ModerationViewSet
from network.broadcasts.viewsets import BroadcastViewSet
from network.firstrun.viewsets import MailTestViewSet
from network.helplines.viewsets import HelplineViewSet
from network.mail.viewsets import OutboxViewSet
from network.notes.viewsets import NoteViewSet
from network.organisations.choosers import organisation_chooser
from network.organisations.viewsets import ContactAddressViewSet, OrganisationViewSet
from network.owndata.viewsets import ErasureViewSet
from network.people.choosers import person_chooser
from network.people.viewsets import AffiliationViewSet, PersonViewSet
from network.privacy.viewsets import TaughtWordViewSet
from network.roles.viewsets import RoleReviewViewSet, menu_item
from network.safety.viewsets import SecondStepViewSet
from network.worklists.viewsets import WorklistViewSet
from network.worklists.viewsets import menu_item as taken_files


class RegisterGroup(ModelViewSetGroup):
    """People and organisations."""

    items = (
        ArrivalsViewSet,
        PersonViewSet,
        AffiliationViewSet,
        OrganisationViewSet,
        ContactAddressViewSet,
        ErasureViewSet,
    )
    menu_label = pgettext_lazy("desk", "Register")
    menu_icon = "group"
    menu_order = 300


hooks.register("register_admin_viewset", RegisterGroup)
hooks.register("register_admin_viewset", AssociationViewSet)
hooks.register("register_admin_viewset", RoleReviewViewSet)
hooks.register("register_admin_viewset", SecondStepViewSet)
hooks.register("register_settings_menu_item", menu_item)
hooks.register("register_admin_viewset", WorklistViewSet)
hooks.register("register_admin_viewset", OutboxViewSet)
hooks.register("register_settings_menu_item", taken_files)
hooks.register("register_admin_viewset", BroadcastViewSet)
hooks.register("register_admin_viewset", lambda: person_chooser)
hooks.register("register_admin_viewset", lambda: organisation_chooser)
hooks.register("register_admin_viewset", MailTestViewSet)
hooks.register("register_admin_viewset", TaughtWordViewSet)
hooks.register("register_admin_viewset", ModerationViewSet)
hooks.register("register_admin_viewset", NoteViewSet)
hooks.register("register_admin_viewset", HelplineViewSet)
