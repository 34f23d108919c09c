"""Forms of payments: a file with its account, and what to do with a line."""

from django import forms
from django.utils.translation import gettext_lazy as _

from membership.payments.queries import bank_accounts, counter_accounts
from membership.payments.reading import MOST_BYTES
from membership.payments.wording import FILES


class StatementForm(forms.Form):
    """A file from the bank; it is read in the background, so only its size is looked at here."""

    account = forms.ModelChoiceField(label=_("Bank account"), queryset=None, empty_label=None)
    file = forms.FileField(
        label=_("File from the bank"),
        help_text=_(
            "A transfer file (全銀, 200 bytes) or a CSV of Japan Post Bank, MUFG, Rakuten or an ANSER bank, up to 10 MB. "
            "Please give it as it came; the same file twice adds nothing."
        ),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = bank_accounts()

    def clean_file(self) -> object:
        """Refuses what is too large before a byte of it is read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(FILES["too_large"], code="too_large")
        return file


class CloseForm(forms.Form):
    """As what a line that is no dues is booked."""

    against = forms.ModelChoiceField(label=_("Book as"), queryset=None)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=100, help_text=_("No names: it can't be erased later.")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["against"].queryset = counter_accounts()


class FindForm(forms.Form):
    """Open charges by name or reference."""

    q = forms.CharField(label=_("Name, reading or reference"), required=False, max_length=60)
