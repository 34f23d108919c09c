"""Forms of self-service: the name one pays under, somebody an organisation names."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from membership.selfservice.kana import cleaned_kana, payer_kana_field
from network.typed import LineField, MailField


class PayerNameForm(forms.Form):
    """The name on one's transfers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["payer_kana"] = payer_kana_field(required=True)

    def clean_payer_kana(self) -> str:
        return cleaned_kana(self.cleaned_data["payer_kana"])


class SeatForm(forms.Form):
    """Somebody to be named under the organisation's membership."""

    name = LineField(
        label=_("Name"), max_length=100, error_messages={"required": _("Please enter the name.")}
    )
    email = MailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("A shared mailbox of the section is fine."),
        error_messages={
            "required": _("Please enter an e-mail address."),
            "invalid": _("This does not look like an e-mail address. Example: name@example.jp"),
        },
    )
