"""Forms of the desk about events: a new one in five fields, the whole of one, its join link, its cancellation."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from events.programme.choices import EventFormat

BEGINS, ENDS = time(14, 0), time(16, 30)
SEATS = 30


class NewEventForm(forms.Form):
    """What must be known to begin: what, which day, from when to when, where, how many."""

    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        widget=forms.TextInput(attrs={"autofocus": True}),
        error_messages={"required": _("Please enter a title. You can change it later.")},
    )
    day = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Please choose a day."), "invalid": _("Please choose a day.")},
    )
    begins = forms.TimeField(
        label=_("From"),
        initial=BEGINS,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Please enter when it begins."), "invalid": _("Example: 14:00")},
    )
    ends = forms.TimeField(
        label=_("To"),
        initial=ENDS,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Please enter when it ends."), "invalid": _("Example: 16:30")},
    )
    format = forms.ChoiceField(
        label=_("Format"), choices=EventFormat.choices, initial=EventFormat.VENUE, widget=forms.RadioSelect
    )
    venue_name = forms.CharField(
        label=_("Venue"),
        max_length=120,
        required=False,
        help_text=_("May be left empty while it is being looked for; not needed online."),
    )
    seats = forms.IntegerField(
        label=_("Number of seats"),
        min_value=1,
        max_value=100000,
        required=False,
        initial=SEATS,
        help_text=_("Empty: no limit. You can change it at any time."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("It must end after it begins."))
        if cleaned.get("day") and not 2000 <= cleaned["day"].year <= 2100:
            self.add_error("day", _("Please choose a day."))
        return cleaned

    def words(self) -> dict[str, Any]:
        """The cleaned input as fields of an event."""
        typed = self.cleaned_data
        online = typed["format"] == EventFormat.ONLINE
        return {
            "title": typed["title"],
            "starts_at": _moment(typed["day"], typed["begins"]),
            "ends_at": _moment(typed["day"], typed["ends"]),
            "format": typed["format"],
            "venue_name": "" if online else typed["venue_name"],
        }


def _moment(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


class EventForm(WagtailAdminModelForm):
    """The whole of an event; a draft may lack words, never sense."""

    def clean(self) -> Mapping[str, Any]:
        cleaned = super().clean()
        begins, ends, deadline = (cleaned.get(name) for name in ("starts_at", "ends_at", "deadline"))
        if begins and ends and ends <= begins:
            self.add_error("ends_at", _("It must end after it begins."))
        if begins and deadline and deadline > begins:
            self.add_error("deadline", _("Registration can't stay open after the meeting has begun."))
        return cleaned


class JoinLinkForm(forms.Form):
    """The link to the online meeting."""

    join_url = forms.URLField(
        label=_("Join link"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Only people with a seat see it, from their own page. It never stands in a mail."),
        error_messages={
            "invalid": _("This does not look like a link. Example: https://meeting.example.jp/123")
        },
    )


class CancelForm(forms.Form):
    """Why an event does not take place; everybody concerned reads it."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in the mail and on the event's page."),
        error_messages={"required": _("Please write why, in one or two sentences.")},
    )
