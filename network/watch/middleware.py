"""Around every request: its number, one log line without personal data, and counts when they are wanted."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from network.watch import metrics
from network.watch.requests import HEADER, bound, number_of
from network.watch.rules import is_silent

logger = logging.getLogger(__name__)

UNKNOWN_ROUTE = "unknown"
STATIC_ROUTE = "static"
# Asked every few seconds by machines; their failures show elsewhere.
QUIET = {"health:healthz", "health:readyz", "operators:metrics", STATIC_ROUTE}


def watched(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Gives the request its number. What the line tells is the route, never the path: paths hold tokens.

    Neither account nor network address is told: a log of who was here would undo the promise of ADR 7.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        request.request_id = number_of(request.headers.get(HEADER, ""))
        with bound(request.request_id):
            response = get_response(request)
            response.headers[HEADER] = request.request_id
            _tell(request, response.status_code, time.perf_counter() - begun)
        return response

    return middleware


def _tell(request: HttpRequest, status: int, seconds: float) -> None:
    route = route_of(request)
    if is_silent(route):
        if status >= 500:
            logger.info("answered", extra={"told": {"route": route.partition(":")[0], "status": status}})
        return
    if settings.METRICS_TOKEN:
        metrics.count_request(route, status, seconds)
    level = logging.DEBUG if route in QUIET and status < 400 else logging.INFO
    if logger.isEnabledFor(level):
        told = {"route": route, "method": _method(request), "status": status, "ms": round(seconds * 1000)}
        logger.log(level, "answered", extra={"told": told})


def route_of(request: HttpRequest) -> str:
    """The name of the address that was asked for, never the address itself."""
    found = request.resolver_match
    if found:
        return found.view_name or UNKNOWN_ROUTE
    return STATIC_ROUTE if request.path_info.startswith(settings.STATIC_URL) else UNKNOWN_ROUTE


def _method(request: HttpRequest) -> str:
    return (
        request.method if request.method in {"GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE"} else "other"
    )
