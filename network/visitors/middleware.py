"""First in line: whoever is not signed in gets a page that was made for another visitor seconds ago."""

import time
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost, MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from network.visitors import rules
from network.visitors.marks import is_marked
from network.visitors.parts import forget_parts
from network.visitors.shelf import Kept, Shelf

# Narrowed lists have a shelf of their own: made-up values on it can't push the plain pages out.
PLAIN_BYTES, NARROWED_BYTES = 6 * 2**20, 2 * 2**20


def visitors_first(
    get_response: Callable[[HttpRequest], HttpResponse], clock: Callable[[], float] = time.monotonic
) -> Callable[[HttpRequest], HttpResponse]:
    """Keeps marked pages for KEEP_PAGES_SECONDS in this process; a deed done through this process clears them."""
    seconds = settings.KEEP_PAGES_SECONDS
    if not seconds:
        raise MiddlewareNotUsed
    plain = Shelf(seconds=seconds, most_bytes=PLAIN_BYTES)
    narrowed = Shelf(seconds=seconds, most_bytes=NARROWED_BYTES)

    def middleware(request: HttpRequest) -> HttpResponse:
        key = _key(request)
        if key is None:
            response = get_response(request)
            if request.method not in ("GET", "HEAD") and 300 <= response.status_code < 400:
                for shelf in (plain, narrowed):
                    shelf.clear(now=clock())
                forget_parts()
            return response
        shelf, begun = narrowed if request.META.get("QUERY_STRING") else plain, clock()
        kept = shelf.get(key, now=begun)
        if kept is not None:
            return _again(request, kept)
        response = get_response(request)
        if request.method == "GET" and _may_be_kept(request, response):
            headers = tuple(response.headers.items())
            shelf.put(key, Kept(headers, response.content, request.resolver_match, begun))
        return response

    return middleware


def _key(request: HttpRequest) -> tuple | None:
    """What tells one kept page from another; None: this request goes on to the views."""
    query = request.META.get("QUERY_STRING", "")
    is_visitor = rules.is_visitor(
        method=request.method,
        cookies=request.COOKIES,
        headers=[name for name in ("authorization", "range", "x-requested-with") if name in request.headers],
        harmless=settings.CSRF_COOKIE_NAME,
    )
    if not is_visitor or not rules.is_known_question(query):
        return None
    try:
        return request.scheme, request.get_host(), request.path, query
    except DisallowedHost:
        return None


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Only what a view gave its word for, made for somebody without any cookie, and nothing that carries a token."""
    if request.COOKIES or response.streaming or not is_marked(response):
        return False
    if request.META.get("CSRF_COOKIE_NEEDS_UPDATE") or request.user.is_authenticated:
        return False
    headers = {name.lower(): value for name, value in response.headers.items()}
    if response.cookies:
        headers["set-cookie"] = response.cookies.output()
    return rules.may_be_kept(status=response.status_code, headers=headers, size=len(response.content))


def _again(request: HttpRequest, kept: Kept) -> HttpResponse:
    request.resolver_match = kept.match
    response = HttpResponse(kept.content, headers=dict(kept.headers))
    if "If-None-Match" in request.headers:
        return get_conditional_response(request, etag=response.headers.get("ETag"), response=response)
    return response
