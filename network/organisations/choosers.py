"""Trade of choosing an organisation in a form of the desk."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from network.choosers import SpellingChooserViewSet
from network.organisations.models import Organisation
from network.organisations.queries import organisations_named


class OrganisationChooserViewSet(SpellingChooserViewSet):
    """Organisations, found by name or reading."""

    right = "network.view_organisation"
    model = Organisation
    icon = "home"
    find = staticmethod(organisations_named)
    described_by = (
        Column("get_kind_display", label=_("kind")),
        Column("municipality", label=_("municipality")),
    )
    choose_one_text = _("Choose an organisation")
    choose_another_text = _("Choose another organisation")


organisation_chooser = OrganisationChooserViewSet("choose_organisation")
