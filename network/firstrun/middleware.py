"""The front door of an empty site leads to its first run."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from network.firstrun.queries import is_over

FRONT_DOORS = ("/", "/en/")
DESK = "/desk/"


def first_run_first(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """While there is no account at all, the home page and the desk send to the first run; other pages stay."""

    def middleware(request: HttpRequest) -> HttpResponse:
        path = request.path_info
        is_door = path in FRONT_DOORS or path.startswith(DESK)
        if settings.FIRST_RUN and is_door and request.method in ("GET", "HEAD") and not is_over():
            return redirect("firstrun:start")
        return get_response(request)

    return middleware
