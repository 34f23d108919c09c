"""What is said when a request is refused."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its cookie: say so."""
    return render(request, "403_csrf.html", status=403)
