"""What is asked when a filter is kept, a file is taken, or a deed is confirmed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.people.choices import Role
from network.worklists.choices import FileKind
from network.worklists.models import KeptFilter


class FilterForm(forms.Form):
    """A name, and who else finds it."""

    name = forms.CharField(label=_("Name of the filter"), max_length=40)
    shared_with = forms.ChoiceField(
        label=_("Who finds it"), choices=[("", _("Only I")), *Role.choices], required=False
    )
    query = forms.CharField(
        widget=forms.HiddenInput,
        required=False,
        max_length=KeptFilter._meta.get_field("query").max_length * 2,
    )


class FileForm(forms.Form):
    """The kind of file; with people in it also what for and for whom."""

    kind = forms.ChoiceField(
        label=_("Kind of file"), choices=FileKind.choices, initial=FileKind.CSV, widget=forms.RadioSelect
    )
    purpose = forms.CharField(
        label=_("What for"),
        max_length=200,
        help_text=_("For example: name badges for the meeting in Otaru."),
    )
    receiver = forms.CharField(
        label=_("Who receives it"),
        max_length=100,
        help_text=_("For example: the secretariat only; the hosting town's office."),
    )

    def __init__(self, *args: Any, holds_people: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not holds_people:
            del self.fields["purpose"]
            del self.fields["receiver"]
