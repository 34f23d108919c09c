"""What is said when a request is refused."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

from network.people.kept import typed_in


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its cookie: the same form again with a fresh token and everything that was typed.

    Only for a form that stood on a page of ours: otherwise one click would send what a stranger wrote.
    """
    typed = typed_in(request) if request.method == "POST" and _comes_from_here(request) else None
    context = {"kept": typed.shown, "kept_fields": typed.fields} if typed else {}
    return render(request, "403_csrf.html", context, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent cannot be read. Rendered without the request, which may be what is wrong."""
    return _plain(request, "400.html", 400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our own fault: a page that needs nothing that may be broken, with the number to ask by."""
    return _plain(request, "500.html", 500)


def _plain(request: HttpRequest, template: str, status: int) -> HttpResponse:
    number = getattr(request, "request_id", "")
    return HttpResponse(loader.get_template(template).render({"request_id": number}), status=status)


def _comes_from_here(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    sender = urlsplit(origin)
    return (sender.scheme, sender.netloc) == (request.scheme, request.get_host())
