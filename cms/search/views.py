"""The search page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms.search.queries import Findings, address, findings
from network.search.rules import QUESTION_LENGTH, printable


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What answers a question, of all kinds or of one."""
    typed = printable(request.GET.get("q", "")).strip()
    found = findings(
        typed, account=request.user, kind=request.GET.get("kind", ""), number=request.GET.get("page")
    )
    return render(
        request,
        "cms/search/page.html",
        {
            "found": found,
            "typed": typed[:QUESTION_LENGTH],
            "most_characters": QUESTION_LENGTH,
            "tabs": _tabs(found),
            "page_query": f"{address(found.typed, found.kind)}&",
        },
    )


def _tabs(found: Findings) -> list[dict[str, Any]]:
    """All, then each kind that has hits, with its number; none where there is nothing to choose."""
    names = [group.name for group in found.groups]
    if len(names) < 2 and found.kind in names:
        return []
    every = {"name": "", "label": "", "total": found.total}
    kinds = [{"name": group.name, "label": group.label, "total": group.total} for group in found.groups]
    return [
        {**tab, "query": address(found.typed, tab["name"]), "current": tab["name"] == found.kind}
        for tab in [every, *kinds]
    ]
