"""Cleans a note as it is written at the desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 20_000


class NoteForm(forms.Form):
    """Title and text; `said_clean` shows once the check has found something."""

    title = forms.CharField(label=_("Title"), max_length=120)
    text = forms.CharField(
        label=_("Text"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 20}),
        help_text=_(
            "What somebody in another town can use: the question, what helped, what didn't. Nobody's case."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    said_clean = forms.BooleanField(
        label=_("I have looked at what was found: nobody can be recognised."), required=False
    )
