"""The desk's page of a year's end: the pack, the journal as a file, and closing."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet

from membership.closing.exporting import plain, yayoi
from membership.closing.queries import YearEnd, journal, year_end
from membership.ledger import actions
from membership.ledger.choices import AccountKind
from membership.ledger.queries import accounts, booked_years
from membership.ledger.rules import LedgerError
from network.association.dates import FiscalYear
from network.association.queries import fiscal_year_of
from network.audit.actions import record
from network.deskmenu import RightfulMenuItem

RIGHT = "membership.change_ledgeryear"
REFUSALS = {
    "not_ended": gettext_lazy("The year has not ended yet. It can be closed from the day after."),
    "years_open_before": gettext_lazy("An earlier year is still open. Please close that one first."),
    "year_closed": gettext_lazy("The year is closed already."),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What a year comes to."""
    _check(request)
    year = _year(request.GET.get("year"))
    pack = year_end(year)
    names = {account.code: account for account in accounts()}
    context = {
        "pack": pack,
        "label": _label(year),
        "years": [{"year": number, "label": _label(number)} for number in _years()],
        "money": [{"name": names[line.code].local_name, "line": line} for line in pack.money],
        "open": [
            {"label": _label(row.fiscal_year), "kind": row.kind.label, "row": row}
            for row in pack.open_charges
        ],
        "accounts": _accounts(pack, names),
        "may_close": not pack.is_closed and fiscal_year_of(timezone.now()).starting_year > year,
    }
    return _page(request, "index", _("Year's end"), context)


@require_POST
def journal_file(request: HttpRequest, form: str) -> HttpResponse:
    """The journal of a year as a file; that it was taken is noted."""
    _check(request)
    year = _year(request.POST.get("year"))
    content, unwritable = (plain(journal(year)), []) if form == "plain" else yayoi(journal(year))
    if unwritable:
        words = {"number": unwritable[0].number, "character": unwritable[0].character}
        messages.error(
            request, _("Entry %(number)s holds “%(character)s”, which this form can't write.") % words
        )
        return redirect(f"{reverse('year_end:index')}?year={year}")
    record(
        actor_id=request.user.pk, verb=f"exported.{form}", subject="membership.ledgeryear", subject_id=year
    )
    charset = "utf-8" if form == "plain" else "shift_jis"
    return HttpResponse(
        content,
        content_type=f"text/csv; charset={charset}",
        headers={"Content-Disposition": f'attachment; filename="journal-{year}-{form}.csv"'},
    )


def close(request: HttpRequest) -> HttpResponse:
    """Closes a year: the page says what that means, then asks."""
    _check(request)
    year = _year(request.POST.get("year") or request.GET.get("year"))
    if request.method == "POST":
        try:
            actions.close_year(year, made_by=request.user.pk, now=timezone.now())
        except LedgerError as refusal:
            messages.error(request, REFUSALS[refusal.code])
        else:
            messages.success(request, _("%(year)s is closed.") % {"year": _label(year)})
        return redirect(f"{reverse('year_end:index')}?year={year}")
    context = {"pack": year_end(year), "label": _label(year)}
    return _page(request, "close", _("Close the year"), context)


def _check(request: HttpRequest) -> None:
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied


def _year(text: str | None) -> int:
    """The year asked for, if it stands in the books; else the present one."""
    years = _years()
    return int(text) if text in map(str, years) else fiscal_year_of(timezone.localdate()).starting_year


def _years() -> list[int]:
    return sorted({*booked_years(), fiscal_year_of(timezone.localdate()).starting_year}, reverse=True)


def _label(year: int) -> str:
    return FiscalYear(year).label(get_language())


def _accounts(pack: YearEnd, names: dict) -> list[dict]:
    """Every account that stands at something, debits above zero; memo stands apart."""
    return [
        {"name": names[code].local_name, "kind": names[code].get_kind_display(), "amount": amount}
        for code, amount in pack.balances.items()
        if amount and names[code].kind != AccountKind.MEMO
    ]


def _page(request: HttpRequest, template: str, title: str, context: dict) -> HttpResponse:
    furniture = {
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("year_end:index"), "label": _("Year's end")},
        ],
        "header_title": title,
        "header_icon": "calendar-check",
        "page_name": title,
    }
    return render(request, f"membership/closing/{template}.html", furniture | context)


class YearEndViewSet(ViewSet):
    """The end of a year, for whoever keeps the money."""

    name = "year_end"
    url_prefix = "year-end"
    icon = "calendar-check"
    menu_label = gettext_lazy("Year's end")
    menu_order = 230

    def get_urlpatterns(self) -> list:
        return [
            path("", index, name="index"),
            path("journal/plain/", journal_file, {"form": "plain"}, name="plain"),
            path("journal/yayoi/", journal_file, {"form": "yayoi"}, name="yayoi"),
            path("close/", close, name="close"),
        ]

    def get_menu_item(self, order: int | None = None) -> RightfulMenuItem:
        return RightfulMenuItem.of(self, right=RIGHT, order=order)
