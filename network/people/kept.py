"""Trade of keeping what somebody typed when their sign-in has run out: it waits in their session."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SESSION_KEY = "kept"
KEPT_SECONDS = 30 * 60
LARGEST = 300_000
# Never kept: our own token, passwords, and codes that work once.
NEVER_KEPT = ("csrfmiddlewaretoken", "code", "token")
PASSWORD = "password"  # noqa: S105 -- part of a field's name
LABELS = {
    "name": gettext_lazy("Name"),
    "kana": gettext_lazy("Reading"),
    "organisation": gettext_lazy("Organisation"),
    "email": gettext_lazy("E-mail"),
    "login": gettext_lazy("Login name or e-mail"),
    "login_name": gettext_lazy("Login name"),
    "reason": gettext_lazy("Reason"),
    "title": gettext_lazy("Title"),
}


@dataclass(frozen=True)
class Typed:
    """A form as it was sent: where to, and every field but the secret ones."""

    path: str
    fields: list[tuple[str, str]]

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What a person recognises: fields with words in them, under their labels; no editor's data."""
        return [
            (str(LABELS.get(name, name)), value)
            for name, value in self.fields
            if value.strip() and value[0] not in "[{"
        ]


def typed_in(request: HttpRequest) -> Typed:
    """What was typed; no fields where it is more than a page could carry."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NEVER_KEPT and PASSWORD not in name.lower()
        for value in values
    ]
    size = sum(len(name) + len(value) for name, value in fields)
    return Typed(request.get_full_path(), fields if size <= LARGEST else [])


def keep(request: HttpRequest) -> None:
    """What was posted waits in the session until its sender comes back to it."""
    typed = typed_in(request)
    request.session[SESSION_KEY] = {"path": typed.path, "fields": typed.fields, "at": time.time()}


def sign_in_and_keep(request: HttpRequest) -> HttpResponse:
    """Sends a visitor to the sign-in page; what they posted waits and is shown again afterwards."""
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    keep(request)
    messages.info(request, _("You were signed out meanwhile. Please sign in again: what you typed is kept."))
    return redirect_to_login(reverse("network:kept"))


def kept_in(request: HttpRequest) -> Typed | None:
    """What waits for this session, if it is not older than half an hour."""
    kept = request.session.get(SESSION_KEY)
    if not kept or time.time() - kept["at"] > KEPT_SECONDS:
        return None
    return Typed(kept["path"], [(name, value) for name, value in kept["fields"]])


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorates a view that needs an account: whose sign-in has run out loses nothing."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return sign_in_and_keep(request)

    return guarded
