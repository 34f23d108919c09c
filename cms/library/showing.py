"""A named trade: a resource as its page shows it; the desk's preview shows the same."""

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from cms.home.queries import Link, local_url
from cms.library.models import Resource


def facts_of(resource: Resource) -> dict[str, Any]:
    """What the page needs of a resource with its document and section."""
    section = resource.section
    return {
        "resource": resource,
        "parents": [
            Link(title=section.local_title, text="", url=local_url(section)),
        ],
        "file_url": reverse("library:file", args=[resource.key]) if resource.document_id else "",
        "shown_in_other_language": get_language() == "en" and not resource.title_en,
    }
