"""Gives the page in front of somebody the key that opens what they typed on this device."""

import base64
import secrets

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from network.autosave.queries import keys_for

# Ends with the browser: whoever has no account and sits down at a shared PC next is somebody else.
COOKIE = "typed"
LENGTH = 32


@never_cache
@require_POST
def device_keys(request: HttpRequest) -> HttpResponse:
    """The keys of whoever is signed in, or of this visit. Asked for by script only, with the form's own token."""
    visit = request.COOKIES.get(COOKIE, "")
    is_new = not request.user.is_authenticated and len(visit) != LENGTH
    if is_new:
        visit = secrets.token_hex(LENGTH // 2)
    owner = f"account:{request.user.pk}" if request.user.is_authenticated else f"visit:{visit}"
    keys = keys_for(owner, today=timezone.localdate())
    response = JsonResponse(
        {"keys": [{"name": one.name, "key": base64.b64encode(one.key).decode()} for one in keys]}
    )
    if is_new:
        response.set_cookie(COOKIE, visit, httponly=True, secure=request.is_secure(), samesite="Lax")
    return response
