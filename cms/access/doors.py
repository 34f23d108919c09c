"""A named trade: says how to get in where something is not for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from cms.access.choices import Audience


def closed_door(request: HttpRequest, audience: str) -> HttpResponse:
    """403 with the way in; not a word about what stands behind it."""
    context = {
        "audience": audience,
        "for_members": audience == Audience.MEMBERS,
        "next_url": request.get_full_path(),
    }
    response = render(request, "cms/access/closed.html", context, status=403)
    add_never_cache_headers(response)
    return response
