"""The list of notices by fiscal year, one notice, and the changes of this site in plain words."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.home.queries import section_choices
from cms.notices.choices import NoticeKind
from cms.notices.queries import changes, filtered, notice_of, page_of, readable_by, related_to, years
from cms.notices.showing import facts_of, whole
from network.association.dates import FiscalYear
from network.visitors.marks import same_for_visitors


@require_safe
@same_for_visitors
def notice_list(request: HttpRequest) -> HttpResponse:
    """All notices, the newest first; narrowed to a fiscal year, a section or a kind."""
    wanted = {name: request.GET.get(name, "").replace("\0", "")[:60] for name in ("year", "section", "kind")}
    archive = years()
    year = next((year for year in archive if str(year.starting_year) == wanted["year"]), None)
    if wanted["year"] and year is None:
        raise Http404
    notices = filtered(readable_by(request.user), section=wanted["section"], kind=wanted["kind"], year=year)
    query = urlencode({name: value for name, value in wanted.items() if value})
    return render(
        request,
        "cms/notices/list.html",
        {
            "page": page_of(notices, request.GET.get("page")),
            "page_query": f"{query}&" if query else "",
            "is_narrowed": bool(query),
            "year_words": year.label(get_language()) if year else "",
            "years": [_year(one, current=one == year) for one in archive],
            "fields": [
                _field("section", pgettext("site", "Section"), section_choices(), wanted["section"]),
                _field("kind", _("Kind"), NoticeKind.choices, wanted["kind"]),
            ],
            "wanted_year": wanted["year"],
        },
    )


def _field(name: str, label: str, choices: list[tuple[str, str]], wanted: str) -> dict:
    options = [{"value": value, "label": text, "selected": value == wanted} for value, text in choices]
    return {"name": name, "label": label, "options": options}


def _year(year: FiscalYear, *, current: bool) -> dict:
    return {
        "label": year.label(get_language()),
        "url": f"{reverse('notices:list')}?year={year.starting_year}",
        "current": current,
    }


@require_safe
@same_for_visitors
def notice_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice."""
    notice = notice_of(pk)
    if notice is None:
        raise Http404
    return render(request, "cms/notices/detail.html", facts_of(notice) | {"related": related_to(notice)})


@require_safe
@same_for_visitors
def change_list(request: HttpRequest) -> HttpResponse:
    """What changes on this site and what has changed, in plain words."""
    ahead, since = changes(today=timezone.localdate())
    return render(
        request,
        "cms/notices/changes.html",
        {"ahead": [whole(one) for one in ahead], "since": [whole(one) for one in since]},
    )
