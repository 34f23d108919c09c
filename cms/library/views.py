"""The list of resources, a resource's page, and its file: everything behind the question who may read it."""

from urllib.parse import urlencode

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe
from wagtail.documents.models import Document

from cms.access.choices import Audience
from cms.access.doors import closed_door
from cms.access.queries import audiences_of
from cms.home.queries import section_choices
from cms.library.choices import Programme
from cms.library.models import Resource
from cms.library.queries import card_of, filtered, page_of, published, readable_in, related_to
from cms.library.showing import facts_of
from network.visitors.marks import mark, same_for_visitors

FILTERS = ("programme", "section", "kind", "words")


@require_safe
@same_for_visitors
def resource_list(request: HttpRequest) -> HttpResponse:
    """Resources for this reader, narrowed down, a page at a time."""
    audiences = audiences_of(request.user)
    wanted = {name: request.GET.get(name, "").replace("\0", "")[:60].strip() for name in FILTERS}
    page = page_of(filtered(readable_in(audiences), **wanted), request.GET.get("page"))
    query = urlencode({name: value for name, value in wanted.items() if value})
    return render(
        request,
        "cms/library/list.html",
        {
            "page": page,
            "page_query": f"{query}&" if query else "",
            "wanted": wanted,
            "is_narrowed": bool(query),
            "fields": [
                _field("programme", pgettext("scheme", "Programme"), Programme.choices, wanted),
                _field("section", pgettext("site", "Section"), section_choices(), wanted),
                _field("kind", _("File or link"), [("file", _("File")), ("link", _("Link"))], wanted),
            ],
            "reads_all": set(audiences) == set(Audience),
            "signed_in": request.user.is_authenticated,
        },
    )


def _field(name: str, label: str, choices: list[tuple[str, str]], wanted: dict[str, str]) -> dict:
    options = [
        {"value": value, "label": text, "selected": value == wanted[name]} for value, text in choices if value
    ]
    return {"name": name, "label": label, "options": options}


@require_safe
def resource_detail(request: HttpRequest, key: str) -> HttpResponse:
    """One resource: what it is, whose, how large, and the button that opens it."""
    resource = _wanted(key)
    audiences = audiences_of(request.user)
    if resource.audience not in audiences:
        return closed_door(request, resource.audience)
    response = render(
        request,
        "cms/library/detail.html",
        facts_of(resource) | {"related": related_to(resource, audiences), "card": card_of(resource)},
    )
    return _private_unless_public(response, resource)


@require_safe
def resource_file(request: HttpRequest, key: str) -> HttpResponse:
    """The file, to those who may read it; to others the page that says how to get in."""
    resource = _wanted(key)
    if resource.document is None:
        raise Http404
    if resource.audience not in audiences_of(request.user):
        return closed_door(request, resource.audience)
    return _private_unless_public(sent(resource), resource)


def sent(resource: Resource) -> HttpResponse:
    """The file as a download that no browser runs."""
    document = resource.document
    try:
        file = document.file.open("rb")
    except OSError as missing:
        raise Http404 from missing
    response = FileResponse(file, as_attachment=True, filename=document.filename)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _wanted(key: str) -> Resource:
    resource = published(key)
    if resource is None:
        raise Http404
    return resource


def _private_unless_public(response: HttpResponse, resource: Resource) -> HttpResponse:
    if resource.audience == Audience.PUBLIC:
        return mark(response)
    add_never_cache_headers(response)
    return response


def only_through_the_library(document: Document, request: HttpRequest) -> None:
    """Hook of Wagtail: its own addresses of files can be counted through, so they open for the desk only."""
    is_own = request.user.is_authenticated and document.uploaded_by_user_id == request.user.pk
    if not is_own and not request.user.has_perm("cms.view_resource"):
        raise Http404
