"""The treasurer's desk: the year on one page, files from the bank, and lines to decide about, one key each."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet

from membership.ledger.rules import LedgerError, Payer
from membership.payments import actions, queries, report
from membership.payments.choices import LineState
from membership.payments.forms import CloseForm, FindForm, StatementForm
from membership.payments.models import StatementLine
from membership.payments.rules import PaymentError
from membership.payments.showing import shown_lines
from membership.payments.wording import deed, file_refusal
from network.association.dates import FiscalYear
from network.association.queries import current, fiscal_year_of
from network.deskmenu import RightfulMenuItem

RIGHT = "membership.change_statementline"
PAGE_SIZE = 20
SHOWN_DEPOSITS = 50
SHOWN = {
    "open": (LineState.OPEN,),
    "later": (LineState.LATER,),
    "matched": (LineState.MATCHED,),
    "kept": (LineState.KEPT,),
    "closed": (LineState.CLOSED, LineState.VOID),
}


def for_the_treasurer(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for those who keep the money."""

    @wraps(view)
    def guarded(request: HttpRequest, **arguments: Any) -> HttpResponse:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        return view(request, **arguments)

    return guarded


def _page(request: HttpRequest, template: str, title: str, context: dict[str, Any]) -> HttpResponse:
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    if template != "desk":
        crumbs.append({"url": reverse("payments:desk"), "label": _("Money at a glance")})
    crumbs.append({"url": "", "label": title})
    furniture = {"breadcrumbs_items": crumbs, "header_title": title, "header_icon": "tag", "page_name": title}
    return render(request, f"membership/payments/{template}.html", furniture | context)


def _year(request: HttpRequest) -> FiscalYear:
    """The asked year; this one unless it is a sensible number."""
    asked = request.GET.get("year", "")
    if asked.isascii() and asked.isdecimal() and len(asked) == 4:
        return FiscalYear(int(asked), current().fiscal_year_begins)
    return fiscal_year_of(timezone.localdate())


@require_safe
@for_the_treasurer
def desk(request: HttpRequest) -> HttpResponse:
    """The year on one page: four numbers, what to do next, what is open, how the money came in."""
    year, today = _year(request), timezone.localdate()
    figures = queries.figures_of(year, today)
    return _page(
        request,
        "desk",
        _("Money at a glance"),
        {
            "year": year.starting_year,
            "label": year.label(get_language()),
            "years": [year.starting_year - 1, year.starting_year + 1],
            "today": today,
            "figures": figures,
            "tasks": report.next_tasks(figures, today),
            "ages": report.ages(figures),
            "tiers": report.tier_names(figures),
            "months": report.months(figures, get_language()),
        },
    )


@require_safe
@for_the_treasurer
def figure(request: HttpRequest, name: str) -> HttpResponse:
    """The lines behind a number of the page; they sum to it."""
    year = _year(request)
    found = report.lines_behind(name, year, request.GET.get("age", ""), timezone.localdate())
    if found is None:
        raise Http404
    page = Paginator(found.rows, 50).get_page(request.GET.get("p"))
    return _page(
        request,
        "figure",
        found.title,
        {
            "found": found,
            "page": page,
            "query": f"year={year.starting_year}",
            "label": year.label(get_language()),
        },
    )


@for_the_treasurer
def files(request: HttpRequest) -> HttpResponse:
    """Takes a file from the bank; below, what became of the last ones."""
    is_given = request.method == "POST"
    form = StatementForm(request.POST, request.FILES) if is_given else StatementForm()
    if is_given and form.is_valid():
        upload = form.cleaned_data["file"]
        actions.keep_file(
            upload.read(),
            name=upload.name,
            account=form.cleaned_data["account"],
            made_by=request.user.pk,
            now=timezone.now(),
        )
        messages.success(request, _("The file is being read. Its lines appear in a moment."))
        return redirect("payments:files")
    given = queries.files()
    for file in given:
        file.why = file_refusal(file.refusal) if file.refusal else ""
    is_running = any(file.state == "waiting" for file in given)
    return _page(
        request, "files", _("Files from the bank"), {"form": form, "files": given, "is_running": is_running}
    )


@require_safe
@for_the_treasurer
def lines(request: HttpRequest) -> HttpResponse:
    """Lines on the left, what each probably is on the right; one key decides."""
    shown = request.GET.get("show", "open")
    shown = shown if shown in SHOWN else "open"
    page = Paginator(queries.lines(SHOWN[shown]), PAGE_SIZE).get_page(request.GET.get("p"))
    numbers = queries.counts_by_state()
    page.object_list = shown_lines(page.object_list)
    return _page(
        request,
        "lines",
        _("Lines of the bank"),
        {
            "page": page,
            "shown": shown,
            "query": f"show={shown}",
            "may_decide": shown in ("open", "later"),
            "tabs": report.tabs(SHOWN, numbers),
        },
    )


@require_safe
@for_the_treasurer
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """One line with everything that can be done with it: share it out, keep it, book it as something else, undo."""
    held = get_object_or_404(StatementLine.objects.select_related("account", "file"), pk=pk)
    find = FindForm(request.GET or None)
    sought = find.cleaned_data["q"].strip() if find.is_valid() else ""
    return _page(
        request,
        "line",
        _("Line of the bank"),
        {
            "line": held,
            "shown": shown_lines([held])[0],
            "is_undecided": held.state in queries.UNDECIDED,
            "find": find,
            "sought": sought,
            "charges": queries.find_open_charges(sought) if sought else [],
            "close": CloseForm(),
            "deposits": queries.deposits(-held.amount)[:SHOWN_DEPOSITS] if held.amount < 0 else [],
        },
    )


@require_POST
@for_the_treasurer
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Carries out what was decided about a line. A second click finds it decided and changes nothing."""
    held = get_object_or_404(StatementLine, pk=pk)
    deed_name = request.POST.get("do", "")
    try:
        told = DEEDS.get(deed_name, _nothing)(request, held)
    except (PaymentError, LedgerError) as refusal:
        messages.error(request, deed(refusal.code))
        return redirect("payments:line", pk=pk)
    messages.success(request, told, buttons=[_undo_button(held)] if deed_name != "undo" else [])
    if request.POST.get("back") in SHOWN:
        return redirect(f"{reverse('payments:lines')}?show={request.POST['back']}#lines")
    return redirect("payments:line", pk=pk)


def _undo_button(held: StatementLine) -> Any:
    return messages.button(reverse("payments:line", args=[held.pk]), _("Look at it or undo it"))


def _charge_ids(request: HttpRequest) -> list[int]:
    told = [pk for value in request.POST.getlist("charges") for pk in value.split(",")]
    ids = [int(pk) for pk in told if pk.isascii() and pk.isdecimal() and len(pk) < 18]
    if not ids:
        raise PaymentError("nothing_chosen")
    return ids


def _nothing(request: HttpRequest, held: StatementLine) -> str:
    raise PaymentError("nothing_chosen")


def _accept(request: HttpRequest, held: StatementLine) -> str:
    fee = request.POST.get("fee", "0")
    actions.accept(
        held,
        charge_ids=_charge_ids(request),
        fee=int(fee) if fee.isascii() and fee.isdecimal() and len(fee) < 6 else 0,
        remember="remember" in request.POST,
        made_by=request.user.pk,
        now=timezone.now(),
    )
    return _("The line is booked.")


def _keep(request: HttpRequest, held: StatementLine) -> str:
    charge = queries.charges_with_open(_charge_ids(request)[:1]).popitem()[1]
    payer = Payer(charge.person_id, charge.organisation_id)
    actions.keep_as_deposit(held, payer=payer, made_by=request.user.pk, now=timezone.now())
    return _("The money is kept as a deposit of the payer.")


def _close(request: HttpRequest, held: StatementLine) -> str:
    form = CloseForm(request.POST)
    if not form.is_valid():
        raise PaymentError("nothing_chosen")
    against = form.cleaned_data["against"]
    actions.close_as(
        held,
        against=against,
        code="not_dues",
        note=form.cleaned_data["note"],
        made_by=request.user.pk,
        now=timezone.now(),
    )
    return _("The line is booked as %(account)s.") % {"account": against.local_name}


def _later(request: HttpRequest, held: StatementLine) -> str:
    actions.leave_open(held, made_by=request.user.pk, now=timezone.now())
    return _("The line waits under “left open”. Whoever it may concern is not reminded.")


def _pay_back(request: HttpRequest, held: StatementLine) -> str:
    told = request.POST.get("credit", "")
    credit = queries.deposits().filter(pk=int(told) if told.isascii() and told.isdecimal() else 0).first()
    if credit is None:
        raise PaymentError("nothing_chosen")
    actions.pay_back(held, credit=credit, made_by=request.user.pk, now=timezone.now())
    return _("The deposit is paid back.")


def _void(request: HttpRequest, held: StatementLine) -> str:
    actions.take_back_pair(held, made_by=request.user.pk, now=timezone.now())
    return _("Both lines cancel out; what the earlier one had paid is open again.")


def _undo(request: HttpRequest, held: StatementLine) -> str:
    actions.undo(held, made_by=request.user.pk, now=timezone.now())
    return _("It is undone by a reversal; the line is open again.")


DEEDS = {
    "accept": _accept,
    "keep": _keep,
    "close": _close,
    "later": _later,
    "void": _void,
    "pay_back": _pay_back,
    "undo": _undo,
}


class PaymentsViewSet(ViewSet):
    """Money at a glance, and below it the bank."""

    name = "payments"
    url_prefix = "money"
    icon = "tag"
    menu_label = gettext_lazy("Money at a glance")
    menu_order = 10

    def get_urlpatterns(self) -> list:
        return [
            path("", desk, name="desk"),
            path("figures/<slug:name>/", figure, name="figure"),
            path("files/", files, name="files"),
            path("lines/", lines, name="lines"),
            path("lines/<int:pk>/", line, name="line"),
            path("lines/<int:pk>/decide/", decide, name="decide"),
        ]

    def get_menu_item(self, order: int | None = None) -> RightfulMenuItem:
        return RightfulMenuItem.of(self, right=RIGHT, order=order)
