"""The word of a view that its answer is the same for everybody who is not signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse


def same_for_visitors(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that looks at nothing of a request but its address and who is signed in. Others are never kept."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return mark(view(request, *args, **kwargs))

    return marked


def mark(response: HttpResponse) -> HttpResponse:
    """The same for one answer, where a view has to look first."""
    response.same_for_visitors = True
    return response


def is_marked(response: HttpResponse) -> bool:
    """Has a view given its word?"""
    return getattr(response, "same_for_visitors", False)
