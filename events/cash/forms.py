"""Forms of cash at the door: a sum that was given, and what lies in the box."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.typed import LineField

NUMBER = {"invalid": _("Please enter whole yen."), "required": _("Please enter whole yen.")}


class TakingForm(forms.Form):
    """How much somebody gave, and the number of a receipt written by hand. `key` names the form."""

    key = forms.CharField(max_length=60, widget=forms.HiddenInput)
    amount = forms.IntegerField(
        label=_("Amount in yen"),
        min_value=1,
        max_value=1_000_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=NUMBER,
    )
    receipt_number = LineField(
        label=_("Number of a receipt written by hand"),
        max_length=20,
        required=False,
        help_text=_("Empty: the treasurer issues a printed one afterwards."),
    )


class CountForm(forms.Form):
    """What lies in the box, without the change one brought, and why it differs where it does."""

    counted = forms.IntegerField(
        label=_("Counted, in yen"),
        min_value=0,
        max_value=10_000_000,
        help_text=_("Without the change you brought along."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=NUMBER,
    )
    reason = LineField(
        label=_("If it differs: why?"),
        max_length=120,
        required=False,
        help_text=_("For example: gave 1,000 yen too much change. No names, please."),
    )
