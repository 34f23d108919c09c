"""Cleans what is typed on the board; nothing of it is kept anywhere but on the page."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.board import rules
from network.board.choices import FlagReason, Topic

LONGEST = 4000
SHORTEST = 10
# Line breaks stay; other signs that mean nothing on a screen go.
UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff]")


class TextField(forms.CharField):
    """Several lines of plain text."""

    def __init__(self, *, rows: int, **more: Any) -> None:
        # `autocomplete`: a shared computer should not offer it to the next person.
        widget = forms.Textarea(attrs={"rows": rows, "cols": 72, "autocomplete": "off"})
        super().__init__(max_length=LONGEST, min_length=SHORTEST, widget=widget, **more)

    def to_python(self, value: Any) -> str:
        lines = str(value or "").replace("\r\n", "\n").replace("\r", "\n")
        return UNSEEN.sub("", lines).strip()


class WritingForm(forms.Form):
    """Words that go through the check; `said_clean` shows only where the check found something."""

    text = TextField(label=_("Your text"), rows=8)
    said_clean = forms.BooleanField(
        label=_("I have looked: nobody can be recognised. A moderator reads it before it goes out."),
        required=False,
    )
    once = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *more: Any, found: bool = False, **named: Any) -> None:
        super().__init__(*more, **named)
        hidden = ["once", "reply_to"]
        if not found:
            self.fields["said_clean"].widget = forms.HiddenInput()
            hidden.append("said_clean")
        self.order_fields(hidden)


class AskForm(WritingForm):
    """A question: one field, and what it is about."""

    topics = forms.MultipleChoiceField(
        label=_("Topics"),
        choices=Topic,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("As many as fit, or none."),
    )
    field_order = ("text", "topics", "said_clean")

    def __init__(self, *more: Any, **named: Any) -> None:
        super().__init__(*more, **named)
        self.fields["text"].label = _("Your question")


class AnswerForm(WritingForm):
    """An answer, or a comment on a post (`reply_to`)."""

    reply_to = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *more: Any, **named: Any) -> None:
        super().__init__(*more, **named)
        self.fields["text"].label = _("Your answer")


class WordsForm(forms.Form):
    """Words about one's own post: other words for it, or why a decision should be looked at again."""

    text = TextField(label=_("Your text"), rows=6)


class FlagForm(forms.Form):
    """What is wrong with a post."""

    reason = forms.ChoiceField(label=_("What is wrong"), choices=FlagReason, widget=forms.RadioSelect)


class SearchForm(forms.Form):
    """Words to look for; sent by POST, so that they stand in no address."""

    words = forms.CharField(label=_("Words to look for"), max_length=100)


class ReceiptForm(forms.Form):
    """A receipt as it was shown once, however it is typed."""

    number = forms.CharField(label=_("Post number"), max_length=30, help_text=_("Six letters."))
    code = forms.CharField(
        label=_("Code"),
        max_length=60,
        help_text=_("Four groups of four digits."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_number(self) -> str:
        number = rules.tidy_number(self.cleaned_data["number"])
        if not number:
            raise forms.ValidationError(_("A post number has six letters."))
        return number

    def clean_code(self) -> str:
        code = rules.tidy_code(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(_("A code has sixteen digits."))
        return code
