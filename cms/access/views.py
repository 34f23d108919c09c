"""What is said when a request is refused."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from network.people.kept import typed_in


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its cookie: the same form again with a fresh token and everything that was typed.

    Only for a form that stood on a page of ours: otherwise one click would send what a stranger wrote.
    """
    typed = typed_in(request) if request.method == "POST" and _comes_from_here(request) else None
    context = {"kept": typed.shown, "kept_fields": typed.fields} if typed else {}
    return render(request, "403_csrf.html", context, status=403)


def _comes_from_here(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    sender = urlsplit(origin)
    return (sender.scheme, sender.netloc) == (request.scheme, request.get_host())
