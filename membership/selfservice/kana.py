"""A named trade: the field for a name on a transfer, taken however its kana were typed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.association.rules import WrongBankDetailError, clean_holder
from network.typed import LineField

NOT_KANA = _(
    "Please write the name in katakana, as it appears on a bank statement; letters, digits and the marks ( ) - . / fit too."
)


def payer_kana_field(*, required: bool) -> forms.Field:
    """The name one will pay under, taken however kana were typed."""
    return LineField(
        label=_("Name you will pay under (kana)"),
        max_length=60,
        required=required,
        help_text=_("As your bank shows it, for example ミホン ハナコ. It helps us find your payment."),
        error_messages={"required": _("Please enter the name in katakana.")},
    )


def cleaned_kana(typed: str) -> str:
    """The name in full-width katakana. Raises ValidationError for what no bank could send."""
    try:
        return clean_holder(typed)
    except WrongBankDetailError:
        raise forms.ValidationError(NOT_KANA) from None
