"""Trade of choosing a person in a form of the desk."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser

from network.choosers import GuardedChooserViewSet, SpellingSearchForm
from network.people.models import Person
from network.people.queries import people_named


class PersonSearchForm(SpellingSearchForm):
    """Finds people by name or reading."""

    find = people_named


class PersonColumns:
    """Names with what tells two of them apart."""

    filter_form_class = PersonSearchForm

    @property
    def columns(self) -> list[Column]:
        return [
            *super().columns,
            Column("kana", label=_("reading")),
            Column("email", label=_("e-mail")),
        ]


class ChoosePersonView(PersonColumns, chooser.ChooseView):
    """The dialog."""


class ChoosePersonResultsView(PersonColumns, chooser.ChooseResultsView):
    """Its list."""


class PersonChooserViewSet(GuardedChooserViewSet):
    """Choosing a person."""

    right = "network.view_person"
    model = Person
    icon = "user"
    choose_one_text = _("Choose a person")
    choose_another_text = _("Choose another person")
    choose_view_class = ChoosePersonView
    choose_results_view_class = ChoosePersonResultsView


person_chooser = PersonChooserViewSet("choose_person")
