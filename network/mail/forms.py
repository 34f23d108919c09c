"""The form that takes a code from a mail."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.mail.rules import typed_code


class CodeForm(forms.Form):
    """Ten digits, however they are typed."""

    code = forms.CharField(
        label=_("Code from the mail"),
        max_length=40,
        help_text=_("Ten digits. Spaces, hyphens and full-width digits are fine."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": _("Enter the code from the mail.")},
    )

    def clean_code(self) -> str:
        code = typed_code(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(_("A code has ten digits. Please compare it with the mail."))
        return code
