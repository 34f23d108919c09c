"""What is said when a request is refused."""

import sys
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template import loader
from django.views.decorators.cache import never_cache

from network.forgetful import AWAY
from network.people.kept import typed_in

FORM = ("application/x-www-form-urlencoded", "multipart/form-data")
BACK_WITHIN = 10  # seconds


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its cookie: the same form again with a fresh token and everything that was typed.

    Only for a form that stood on a page of ours: otherwise one click would send what a stranger wrote.
    """
    typed = typed_in(request) if request.method == "POST" and _comes_from_here(request) else None
    context = {"kept": typed.shown, "kept_fields": typed.fields} if typed else {}
    return render(request, "403_csrf.html", context, status=403)


@never_cache
def failed(request: HttpRequest) -> HttpResponse:
    """Something broke. When database or cache are away: please wait a moment, with what was typed, to be sent again.

    Called while the failure is being handled. The page asks neither database nor cache nor session.
    """
    if not isinstance(sys.exc_info()[1], AWAY):
        return _plain(request, "500.html", 500)
    fields = []
    if request.method == "POST" and request.content_type in FORM and _comes_from_here(request):
        fields = typed_in(request).fields
    page = loader.render_to_string(
        "503.html",
        {
            "request_id": getattr(request, "request_id", ""),
            "is_form": request.method == "POST",
            "fields": fields,
            "token": get_token(request) if fields else "",
            "again_url": request.get_full_path(),
        },
    )
    return HttpResponse(page, status=503, headers={"Retry-After": str(BACK_WITHIN)})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent cannot be read. Rendered without the request, which may be what is wrong."""
    return _plain(request, "400.html", 400)


def _plain(request: HttpRequest, template: str, status: int) -> HttpResponse:
    number = getattr(request, "request_id", "")
    return HttpResponse(loader.get_template(template).render({"request_id": number}), status=status)


def _comes_from_here(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    sender = urlsplit(origin)
    return (sender.scheme, sender.netloc) == (request.scheme, request.get_host())
