"""Trade of choosing a person in a form of the desk."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from network.choosers import SpellingChooserViewSet
from network.people.models import Person
from network.people.queries import people_named


class PersonChooserViewSet(SpellingChooserViewSet):
    """People, found by name or reading."""

    right = "network.view_person"
    model = Person
    icon = "user"
    find = staticmethod(people_named)
    described_by = (
        Column("kana", label=_("reading")),
        Column("email", label=_("e-mail")),
    )
    choose_one_text = _("Choose a person")
    choose_another_text = _("Choose another person")


person_chooser = PersonChooserViewSet("choose_person")
