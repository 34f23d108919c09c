"""Cleans what is typed about notices."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from cms.notices.choices import NoticeKind


class NoticeForm(WagtailAdminModelForm):
    """A change of the site says from when it applies; who may not publish writes about events only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user and not self.for_user.has_perm("cms.publish_notice") and "kind" in self.fields:
            self.fields["kind"].choices = [(NoticeKind.EVENT, NoticeKind.EVENT.label)]
            self.fields["kind"].initial = self.initial["kind"] = NoticeKind.EVENT
        if "sections" in self.fields:
            sections = self.fields["sections"]
            sections.queryset = sections.queryset.filter(in_footer=False).order_by("path")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.is_deferred_validation:
            return cleaned
        if cleaned.get("kind") == NoticeKind.CHANGE and not cleaned.get("starts_on"):
            self.add_error("starts_on", _("Please give the day from which the change applies."))
        if cleaned.get("kind") == NoticeKind.EVENT and not (cleaned.get("starts_on") or cleaned.get("event")):
            self.add_error("starts_on", _("Please give the first day of the event."))
        return cleaned
