"""Forms of broadcasts: whom and what, when, and which letters somebody wants."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.association.holidays import is_day_off
from network.broadcasts.models import Broadcast
from network.broadcasts.queries import Audience
from network.broadcasts.registry import circles
from network.broadcasts.rules import Hour, hour_of
from network.mail.choices import MailKind
from network.organisations.choices import OrganisationKind
from network.people.choices import Job
from network.regions.queries import bureaus

NOW, LATER = "now", "later"
LONGEST_WORDS = 2000
ODD_HOURS = {
    Hour.NIGHT: _("Letters would arrive in the evening or at night."),
    Hour.DAY_OFF: _("Letters would arrive on a day on which offices are closed."),
}


class LetterForm(forms.Form):
    """Whom to write to, and what to say in one's own words. A second letter has its readers already."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    circles = forms.MultipleChoiceField(
        label=_("Whom to write to"),
        help_text=_("People who are in several of these get one letter."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one group of people.")},
    )
    bureaus = forms.MultipleChoiceField(
        label=_("Only of these areas"), widget=forms.CheckboxSelectMultiple, required=False
    )
    kinds = forms.MultipleChoiceField(
        label=_("Only of these kinds of organisations"),
        widget=forms.CheckboxSelectMultiple,
        choices=OrganisationKind.choices,
        required=False,
    )
    jobs = forms.MultipleChoiceField(
        label=_("Only with these occupations"),
        help_text=_("Chooses people; mailboxes of organisations have no occupation."),
        widget=forms.CheckboxSelectMultiple,
        choices=Job.choices,
        required=False,
    )
    words = forms.CharField(
        label=_("A few words of your own"),
        help_text=_(
            "Stand at the beginning of the letter. Date, place and the link are put in by themselves."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_WORDS,
        required=False,
    )
    words_en = forms.CharField(
        label=_("The same in English"),
        help_text=_("For people who read their mails in English; empty: the Japanese words."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_WORDS,
        required=False,
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, now: datetime, is_second: bool = False, **kwargs: Any
    ):
        super().__init__(data, **kwargs)
        if is_second:
            for name in ("circles", "bureaus", "kinds", "jobs"):
                del self.fields[name]
            return
        self.fields["circles"].choices = [option for circle in circles() for option in circle.options(now)]
        self.fields["bureaus"].choices = [(bureau.code, str(bureau)) for bureau in bureaus()]

    @property
    def audience(self) -> Audience:
        chosen = self.cleaned_data
        return Audience(
            circles=chosen.get("circles", []),
            bureaus=chosen.get("bureaus", []),
            kinds=chosen.get("kinds", []),
            jobs=chosen.get("jobs", []),
        )


def initial_of(broadcast: Broadcast) -> dict[str, Any]:
    """A draft as its form shows it."""
    return {
        **broadcast.audience,
        "token": broadcast.token,
        "version": broadcast.version,
        "words": broadcast.words,
        "words_en": broadcast.words_en,
    }


class WhenForm(forms.Form):
    """Now, or at a time; odd hours are asked about once."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    when = forms.ChoiceField(choices=[(NOW, _("now")), (LATER, _("later"))])
    at = forms.DateTimeField(
        label=_("At this time"),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Please enter a day and a time, for example 2026-12-03 09:00.")},
    )
    anyway = forms.BooleanField(label=_("Send it all the same"), required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, now: datetime, **kwargs: Any):
        super().__init__(data, **kwargs)
        self.now = now
        self.odd_hour = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        due_at = self.now if cleaned.get("when") == NOW else cleaned.get("at")
        if cleaned.get("when") == LATER and not self.has_error("at"):
            if due_at is None:
                self.add_error("at", _("Please enter a day and a time."))
            elif due_at <= self.now:
                self.add_error("at", _("This time has passed. Please choose a later one."))
        if due_at and not self.errors and not cleaned.get("anyway"):
            self._ask_about_odd_hours(due_at)
        cleaned["due_at"] = due_at
        return cleaned

    def _ask_about_odd_hours(self, due_at: datetime) -> None:
        local = timezone.localtime(due_at)
        hour = hour_of(local.time(), is_day_off=is_day_off(local.date()))
        if hour is not Hour.FIT:
            self.odd_hour = ODD_HOURS[hour]
            self.add_error(None, self.odd_hour)


class WantedForm(forms.Form):
    """Which letters somebody wants."""

    wanted = forms.MultipleChoiceField(
        label=_("Letters I want"),
        choices=MailKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    @property
    def declined(self) -> set[str]:
        return set(MailKind.values) - set(self.cleaned_data["wanted"])
