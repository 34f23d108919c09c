"""A named trade: deeds for many people and many affiliations at once."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.people.actions import end_affiliation, set_language
from network.people.choices import Language
from network.people.models import Account, Affiliation, Person
from network.worklists.deeds import FINE, Deed


class LastDayForm(forms.Form):
    """On which day the work ends."""

    until = forms.DateField(
        label=_("Last day"),
        help_text=_("The affiliation still holds on this day."),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}),
    )


class EndAffiliation(Deed):
    """People leave their posts, most of them on the same day in spring."""

    name = "end_affiliation"
    label = _("Set the last day")
    consequence = _("These affiliations get a last day. People, accounts and history stay.")
    right = "network.change_affiliation"
    model = Affiliation
    can_be_taken_back = True
    form_class = LastDayForm
    reasons = {
        "begins_later": _("It begins after this day."),
        "ended": _("It has a last day already."),
    }

    def rows(self, ids: Iterable[int], *, user: Any) -> QuerySet:
        return super().rows(ids, user=user).select_related("person", "organisation")

    def why_not(self, row: Affiliation, wanted: Mapping[str, Any], *, now: datetime) -> str:
        if row.until is not None:
            return "ended"
        return "begins_later" if wanted["until"] < row.since else FINE

    def change(
        self, row: Affiliation, wanted: Mapping[str, Any], *, by: Account, now: datetime
    ) -> dict[str, str]:
        end_affiliation(row, until=wanted["until"])
        return {"until": wanted["until"].isoformat()}

    def take_back(self, row: Affiliation, before: Mapping[str, Any], *, by: Account, now: datetime) -> bool:
        if row.until != date.fromisoformat(before["until"]):
            return False
        end_affiliation(row, until=None)
        return True


class LanguageForm(forms.Form):
    """Which language."""

    language = forms.ChoiceField(
        label=_("language of mails"), choices=Language.choices, initial=Language.JA, widget=forms.RadioSelect
    )


class ChangeLanguage(Deed):
    """The language in which mails are written to people."""

    name = "change_language"
    label = _("Change the language of mails")
    consequence = _("Mails written from now on follow them in this language.")
    right = "network.change_person"
    model = Person
    can_be_taken_back = True
    form_class = LanguageForm
    reasons = {"same": _("Gets mails in this language already."), "erased": _("Data erased.")}

    def why_not(self, row: Person, wanted: Mapping[str, Any], *, now: datetime) -> str:
        if row.erased_at is not None:
            return "erased"
        return "same" if row.language == wanted["language"] else FINE

    def change(self, row: Person, wanted: Mapping[str, Any], *, by: Account, now: datetime) -> dict[str, str]:
        before = {"from": row.language, "to": wanted["language"]}
        set_language(row, language=Language(wanted["language"]))
        return before

    def take_back(self, row: Person, before: Mapping[str, Any], *, by: Account, now: datetime) -> bool:
        if row.language != before["to"]:
            return False
        set_language(row, language=Language(before["from"]))
        return True
