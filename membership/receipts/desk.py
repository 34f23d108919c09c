"""A named trade: what every page of papers at the desk shares: who may, its furniture, its refusals, a PDF."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership.papers.glyphs import named
from membership.papers.rules import MissingLetterError, PaperError

RIGHT = "membership.change_paper"
PER_PAGE = 50
WHY_NOT = {
    "void": gettext_lazy("This paper is void. Please issue a new one."),
    "no_address": gettext_lazy(
        "There is no mail address to send it to. Please print it, or enter an address."
    ),
    "handwritten": gettext_lazy("A handwritten receipt was given by hand; it is not sent."),
    "number_taken": gettext_lazy(
        "This number has been entered already. Please look at the receipt book again."
    ),
    "no_payer": gettext_lazy("Nobody knows yet who paid this. Please say so first."),
}


def guarded(request: HttpRequest) -> None:
    """Only who keeps the money issues papers."""
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied


def page(request: HttpRequest, template: str, title: str, context: dict) -> HttpResponse:
    crumbs = [{"url": "", "label": title}]
    furniture = {"header_title": title, "header_icon": "doc-full", "breadcrumbs_items": crumbs}
    return render(request, f"membership/receipts/desk/{template}.html", furniture | context)


def why_not(refusal: PaperError | MissingLetterError) -> str:
    """What is in the way, and what to do."""
    if isinstance(refusal, MissingLetterError):
        letters = ", ".join(named(letter) for letter in refusal.letters)
        return _(
            "Not issued: the print font lacks %(letters)s. Please ask how else the name may be written."
        ) % {"letters": letters}
    return str(WHY_NOT[refusal.code])


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF to keep."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
