"""What every page shows around its content: the association, the menu, who is signed in."""

from typing import Any

from django.http import HttpRequest


def site_furniture(request: HttpRequest) -> dict[str, Any]:
    """Context processor; filled from a cache, no query for an anonymous visitor."""
    return {}
