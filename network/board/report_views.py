"""The transparency report, for everybody: what moderators decided, quarter by quarter."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from network.board.choices import Reason
from network.board.deskwords import DECIDED
from network.board.queries import log_for_report, policy
from network.board.transparency import Cell, Quarter, finished, report


@require_safe
def transparency(request: HttpRequest) -> HttpResponse:
    """The latest quarter that is over, or the one asked for. Two queries."""
    entries = log_for_report()
    first = min((entry.on for entry in entries), default=None)
    quarters = finished(first, timezone.localdate())
    asked = request.GET.get("quarter", "")
    chosen = (
        next((one for one in quarters if str(one) == asked), None) if asked else next(iter(quarters), None)
    )
    if asked and chosen is None:
        raise Http404
    figures = chosen and report(entries, chosen, reasons=Reason.values)
    return render(
        request,
        "network/board/report.html",
        {
            "policy": policy(),
            "quarters": [(str(one), quarter_words(one)) for one in quarters],
            "chosen": str(chosen) if chosen else "",
            "title": quarter_words(chosen) if chosen else "",
            "tables": _tables(figures) if figures else [],
        },
    )


def quarter_words(quarter: Quarter) -> str:
    """2026年10〜12月, or October to December 2026 in figures."""
    first = quarter.first_day.month
    return _("%(year)s, months %(first)s to %(last)s") % {
        "year": quarter.year,
        "first": first,
        "last": first + 2,
    }


def _tables(figures: Any) -> list[dict[str, Any]]:
    by_flag = pgettext("decided", "hidden because readers pointed it out")
    deeds = {**DECIDED, "hide_by_flag": by_flag}
    reasons = dict(Reason.choices)
    return [
        _table(_("What was decided"), pgettext("report", "Decision"), figures.deeds, deeds),
        _table(_("For which reasons"), pgettext("report", "Reason"), figures.reasons, reasons),
    ]


def _table(title: str, of_what: str, cells: list[Cell], words: Any) -> dict[str, Any]:
    rows = [(str(words[cell.key]), cell.number, cell.share) for cell in cells]
    return {"title": title, "of_what": of_what, "rows": rows}
