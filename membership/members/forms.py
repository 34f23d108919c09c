"""Forms of memberships."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from membership.members.choices import DecisionKind

# What takes a membership away, or gives it back, says why.
WITH_REASON = (DecisionKind.LOST, DecisionKind.EXPELLED, DecisionKind.REINSTATED)


class PeriodForm(WagtailAdminModelForm):
    """A row that holds from a day to a day."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day is before the first. Please check both."))
        return cleaned


class MembershipForm(PeriodForm):
    """A membership of one person or of one organisation."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if bool(cleaned.get("person")) == bool(cleaned.get("organisation")):
            self.add_error("person", _("Please choose either a person or an organisation."))
        return cleaned


class DecisionForm(forms.Form):
    """A decision that fits how the membership stands, its day and its reason."""

    kind = forms.ChoiceField(label=_("Decision"), choices=())
    on = forms.DateField(
        label=_("Holds from"),
        help_text=_("Leaving: the first day without membership."),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    note = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=200,
        help_text=_(
            "For loss, expulsion and reinstatement: which meeting decided, and when. No circumstances."
        ),
    )

    def __init__(self, *args: Any, possible: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in DecisionKind if kind in possible]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("kind") in WITH_REASON and not cleaned.get("note"):
            self.add_error("note", _("Please say which meeting decided, and when."))
        return cleaned
