"""A named trade: cleans what a moderator sends with a decision: reason, words to the author, marks, other words."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from network.board.choices import Reason
from network.board.deskwords import DEEDS
from network.board.forms import LONGEST, SHORTEST, TextField
from network.board.marking import Mark, marks_for
from network.board.models import Thread

NAMED_BY_HAND = 3
IN_ADDRESS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class DecisionForm(forms.Form):
    """A decision about the words that were shown: `seen` is their sign, `found` are the marks of the check."""

    do = forms.ChoiceField(choices=[(verb, verb) for verb in DEEDS], widget=forms.HiddenInput)
    seen = forms.CharField(max_length=16, widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=_("Reason"), choices=Reason.choices, widget=forms.RadioSelect, required=False
    )
    note = forms.CharField(
        label=_("Words to the author"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_(
            "Kindly, and without repeating what should not be read. The author reads them with the reason."
        ),
    )
    duplicate_of = forms.CharField(
        label=_("Address of the earlier conversation"),
        max_length=300,
        required=False,
        help_text=_("Only where it has been asked already."),
    )
    text = TextField(label=_("Words to be shown instead"), rows=6, required=False)

    def __init__(self, *more: Any, whole: str, found: list[Mark], **named: Any) -> None:
        super().__init__(*more, **named)
        self.whole, self.found = whole, found
        self.fields["text"].min_length = SHORTEST
        for number, mark in enumerate(found):
            self.fields[f"mark_{number}"] = forms.BooleanField(required=False, initial=True)
            self.fields[f"instead_{number}"] = forms.CharField(
                max_length=60, required=False, initial=mark.instead
            )
        for number in range(1, NAMED_BY_HAND + 1):
            self.fields[f"phrase_{number}"] = forms.CharField(
                label=_("Words in the text"), max_length=100, required=False
            )
            self.fields[f"phrase_instead_{number}"] = forms.CharField(
                label=_("Better"), max_length=60, required=False
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        deed = DEEDS.get(cleaned.get("do", ""))
        if deed and deed.needs_reason and not cleaned.get("reason"):
            self.add_error("reason", _("Please choose a reason first: its author reads it."))
        if cleaned.get("reason") == Reason.DUPLICATE and deed and deed.verb == "reject":
            self._earlier(cleaned)
        if deed and deed.verb == "redact":
            self._other_words(cleaned)
        cleaned["marks"] = self._marks(cleaned)
        return cleaned

    def _earlier(self, cleaned: dict[str, Any]) -> None:
        """A duplicate is shown the way to what was asked first."""
        named = IN_ADDRESS.search(cleaned.get("duplicate_of") or "")
        thread = Thread.objects.filter(pk=UUID(named[0])).first() if named else None
        if thread is None:
            self.add_error(
                "duplicate_of", _("Please give the address of the conversation in which it was asked.")
            )
        cleaned["duplicate"] = thread

    def _other_words(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("text"):
            self.add_error("text", _("Please write what is to be shown instead."))
        elif cleaned["text"] == self.whole:
            self.add_error(
                "text", _("These are the words as they were. Please change what should not be read.")
            )

    def _marks(self, cleaned: dict[str, Any]) -> list[Mark]:
        ticked = [
            Mark(mark.start, mark.end, mark.kind, cleaned.get(f"instead_{number}", ""))
            for number, mark in enumerate(self.found)
            if cleaned.get(f"mark_{number}")
        ]
        named = [
            (cleaned.get(f"phrase_{number}", ""), cleaned.get(f"phrase_instead_{number}", ""))
            for number in range(1, NAMED_BY_HAND + 1)
        ]
        return sorted([*ticked, *marks_for(self.whole, named)])
