"""Cleans what is typed on the board; nothing of it is kept anywhere but on the page."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.board import rules
from network.board.choices import Because, FlagReason, Topic
from network.privacy.queries import Findings
from network.privacy.rules import rewrite

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
    """Words that go through the check; `because` says why their author leaves what it found."""

    text = TextField(label=_("Your text"), rows=8)
    because = forms.ChoiceField(choices=Because, required=False, widget=forms.HiddenInput)
    once = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *more: Any, **named: Any) -> None:
        super().__init__(*more, **named)
        self.order_fields(["once", "reply_to", "because"])


class AskForm(WritingForm):
    """A question: one field, and what it is about."""

    topics = forms.MultipleChoiceField(
        label=_("Topics"),
        choices=Topic,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("As many as fit, or none."),
    )
    field_order = ("text", "topics")

    def __init__(self, *more: Any, **named: Any) -> None:
        super().__init__(*more, **named)
        self.fields["text"].label = _("Your question")


class AnswerForm(WritingForm):
    """An answer, or a comment on a post (`reply_to`)."""

    reply_to = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *more: Any, **named: Any) -> None:
        super().__init__(*more, **named)
        self.fields["text"].label = _("Your answer")


class PutRightForm(forms.Form):
    """What the check found, one question each: say it otherwise, or leave it and say why (B8)."""

    def __init__(self, *more: Any, words: str, found: Findings, **named: Any) -> None:
        super().__init__(*more, **named)
        self.words = words
        self.found = [
            *zip(found.spans, found.neutral, strict=True),
            *zip(found.pieces, found.blurred, strict=True),
        ]
        self.named = len(found.spans)
        for number, (one, neutral) in enumerate(self.found):
            self.fields[f"do_{number}"] = forms.ChoiceField(
                label=_("“%(words)s”: %(kind)s") % {"words": self._said(one), "kind": one.kind.label},
                choices=[
                    ("replace", _("Write “%(words)s” instead") % {"words": neutral}),
                    ("keep", _("Leave it")),
                ],
                initial="replace" if number < self.named else "keep",
                widget=forms.RadioSelect,
            )
        if self.named:
            self.fields["why"] = forms.ChoiceField(
                label=_("Why something may stay"),
                choices=[
                    ("", _("Please choose")),
                    *(one for one in Because.choices if one[0] != Because.TOGETHER),
                ],
                required=False,
                help_text=_("Only if you leave a name, a number or the like. A moderator reads it then."),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self._keeps(cleaned, range(self.named)) and not cleaned.get("why"):
            self.add_error("why", _("Please say why it may stay, or let it be written otherwise."))
        return cleaned

    @property
    def righted(self) -> str:
        """The text as its author chose, once the answers are in."""
        chosen = (
            pair for number, pair in enumerate(self.found) if self.cleaned_data[f"do_{number}"] == "replace"
        )
        return rewrite(self.words, chosen)

    @property
    def because(self) -> str:
        """Why something of it stays; empty when nothing does."""
        if self._keeps(self.cleaned_data, range(self.named)):
            return self.cleaned_data["why"]
        keeps_pieces = self._keeps(self.cleaned_data, range(self.named, len(self.found)))
        return Because.TOGETHER.value if keeps_pieces else ""

    def _keeps(self, answers: dict[str, Any], numbers: range) -> bool:
        return any(answers.get(f"do_{number}") == "keep" for number in numbers)

    def _said(self, one: Any) -> str:
        return self.words[one.start : one.end]


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
