"""Forms of memberships."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm


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
