"""Forms of arriving: whom to invite, and what a call brought."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_PEOPLE = 20000


class PeopleField(forms.CharField):
    """Numbers of people, separated by commas: one field however many they are."""

    def clean(self, value: Any) -> list[int]:
        text = super().clean(value)
        numbers = [part for part in text.split(",") if part]
        if len(numbers) > MOST_PEOPLE or not all(
            part.isascii() and part.isdecimal() and len(part) < 16 for part in numbers
        ):
            raise forms.ValidationError(_("Please choose the people once more on the list."))
        return [int(part) for part in numbers]


class RoundForm(forms.Form):
    """The people of a round, and the key that makes a second click harmless."""

    people = PeopleField(widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class CallForm(forms.Form):
    """A call: when, and what came of it."""

    called_on = forms.DateField(
        label=_("Called on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Please enter the day of the call."),
            "invalid": _("Please enter a day, for example 2026-04-01."),
        },
    )
    result = forms.CharField(
        label=_("Result"),
        max_length=200,
        help_text=_(
            "For example: will look today; wants a letter to another address. Nothing about supported people."
        ),
        error_messages={"required": _("Please note in a few words what came of it.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"called_on": today}, **kwargs)
        self.today = today

    def clean_called_on(self) -> date:
        day = self.cleaned_data["called_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day has not come yet. Please check it."))
        return day
