"""Trade of choosing an organisation in a form of the desk."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser

from network.choosers import GuardedChooserViewSet, SpellingSearchForm
from network.organisations.models import Organisation
from network.organisations.queries import organisations_named


class OrganisationSearchForm(SpellingSearchForm):
    """Finds organisations by name or reading."""

    find = organisations_named


class OrganisationColumns:
    """Names with their kind and place."""

    filter_form_class = OrganisationSearchForm

    @property
    def columns(self) -> list[Column]:
        return [
            *super().columns,
            Column("get_kind_display", label=_("kind")),
            Column("municipality", label=_("municipality")),
        ]


class ChooseOrganisationView(OrganisationColumns, chooser.ChooseView):
    """The dialog."""


class ChooseOrganisationResultsView(OrganisationColumns, chooser.ChooseResultsView):
    """Its list."""


class OrganisationChooserViewSet(GuardedChooserViewSet):
    """Choosing an organisation."""

    right = "network.view_organisation"
    model = Organisation
    icon = "home"
    choose_one_text = _("Choose an organisation")
    choose_another_text = _("Choose another organisation")
    choose_view_class = ChooseOrganisationView
    choose_results_view_class = ChooseOrganisationResultsView


organisation_chooser = OrganisationChooserViewSet("choose_organisation")
