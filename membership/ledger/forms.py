"""Forms of the books: accounts, and what one held when the books began."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from membership.ledger.choices import AccountKind
from membership.ledger.models import Leg
from network.typed import YenField

SETTLED_ONCE_USED = ("code", "kind", "is_money")


class LedgerAccountForm(WagtailAdminModelForm):
    """An account; once something is booked on it, code and kind stay (the database holds to that, too)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        memo = AccountKind.MEMO.value
        kinds = [choice for choice in self.fields["kind"].choices if choice[0] != memo]
        if self.instance.pk and Leg.objects.filter(account=self.instance).exists():
            for name in SETTLED_ONCE_USED:
                self.fields[name].disabled = True
                self.fields[name].help_text = _("Something is booked on this account, so it stays as it is.")
        elif self.instance.kind != memo:
            self.fields["kind"].choices = kinds
            self._say_what_a_code_is()
        self.fields["position"].help_text = _("The smaller the number, the earlier it stands in lists.")

    def _say_what_a_code_is(self) -> None:
        says = _("Short, in Latin letters, digits and hyphens, for example 101.")
        self.fields["code"].help_text = says
        self.fields["code"].error_messages["invalid"] = says

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("is_money") and cleaned.get("kind") != AccountKind.ASSET:
            self.add_error("kind", _("A bank account or cash is among the assets."))
        return cleaned


class OpeningForm(forms.Form):
    """What an account held, and on which day."""

    amount = YenField(
        label=_("Balance in yen"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": _("Please enter the balance in yen.")},
        help_text=_("As it stands in the bank book or was counted. Below zero for an overdraft."),
        min_value=-(10**12),
        max_value=10**12,
    )
    on = forms.DateField(
        label=_("As of"),
        help_text=_("The day on which these books begin: usually the first day of a fiscal year."),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def clean_amount(self) -> int:
        amount = self.cleaned_data["amount"]
        if amount == 0:
            raise forms.ValidationError(_("An account that held nothing needs no opening balance."))
        return amount
