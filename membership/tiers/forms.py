"""Forms of tiers."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from membership.tiers.choices import JoiningRule


class PeriodPolicyForm(WagtailAdminModelForm):
    """A rule of dues: who joins late may owe nothing, from a month that must then be named."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("joining") == JoiningRule.FREE_LATE and not cleaned.get("free_from_month"):
            self.add_error("free_from_month", _("Please choose from which month on nothing is owed."))
        due_day = cleaned.get("due_day")
        if due_day is not None and not 1 <= due_day <= 31:
            self.add_error("due_day", _("Please give a day from 1 to 31."))
        return cleaned
