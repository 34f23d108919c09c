"""Forms of reminders."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from membership.reminders.choices import StopReason


class StopForm(forms.Form):
    """Why a payer is not asked, and until when."""

    reason = forms.ChoiceField(label=_("Reason"), choices=StopReason)
    until = forms.DateField(
        label=_("Until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("That day included. Empty: until you take it back."),
    )

    def clean_reason(self) -> StopReason:
        return StopReason(self.cleaned_data["reason"])

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until and until < timezone.localdate():
            raise ValidationError(_("This day has passed. Please choose today or a later day."))
        return until
