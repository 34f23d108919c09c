"""Cleans what editors type about resources."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm


class ResourceForm(WagtailAdminModelForm):
    """Either a file or a link; what is still a draft may have neither yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "section" in self.fields:
            sections = self.fields["section"]
            sections.queryset = sections.queryset.filter(in_footer=False).order_by("path")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        document, link = cleaned.get("document"), cleaned.get("link")
        if document and link:
            self.add_error("link", _("Please give a file or a link, not both: take one of them away."))
        elif not document and not link and "link" not in self.errors and not self.is_deferred_validation:
            self.add_error("document", _("Please choose a file, or give the link to the source below."))
        return cleaned
