"""The desk's pages for a list of members: give it, name its columns, read the report, decide, enter, take back."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet

from membership.roster import actions, report
from membership.roster.choices import Decision, ImportState, Outcome, Verdict
from membership.roster.forms import ColumnsForm, ListForm
from membership.roster.models import RosterImport
from membership.roster.queries import counts_by, imports, people_entered, rows_of, undecided_count
from membership.roster.wording import ACTIONS
from network.audit.actions import record
from network.deskmenu import RightfulMenuItem
from network.jobs import actions as jobs
from network.jobs.choices import JobState
from network.jobs.models import Job
from network.jobs.queries import progress_of

PAGE_SIZE = 50
SAMPLES = 3
RIGHT = "network.add_person"


def for_the_register(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for those who keep the register; a list that is not there is a 404."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: int | None = None) -> HttpResponse:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        return view(request) if pk is None else view(request, get_object_or_404(RosterImport, pk=pk))

    return guarded


def _page(request: HttpRequest, template: str, title: str, context: dict[str, Any]) -> HttpResponse:
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("roster:list"), "label": _("Members from a list")},
    ]
    if template != "list":
        crumbs.append({"url": "", "label": title})
    furniture = {
        "breadcrumbs_items": crumbs,
        "header_title": title,
        "header_icon": "upload",
        "page_name": title,
    }
    return render(request, f"membership/roster/{template}.html", furniture | context)


@require_safe
@for_the_register
def lists(request: HttpRequest) -> HttpResponse:
    """Every list that was given, and how far each is."""
    page = Paginator(imports(), PAGE_SIZE).get_page(request.GET.get("p"))
    for roster in page.object_list:
        roster.url = reverse(_home_of(roster), args=[roster.pk])
    return _page(request, "list", _("Members from a list"), {"page": page})


@for_the_register
def new(request: HttpRequest) -> HttpResponse:
    """Takes a list, pasted or as a file. Nothing is entered yet."""
    is_given = request.method == "POST"
    form = ListForm(request.POST, request.FILES) if is_given else ListForm()
    if is_given and form.is_valid():
        file = form.cleaned_data.get("file")
        roster = actions.keep_list(
            form.cleaned_data["sheet"],
            source=file.name if file else _("pasted list"),
            made_by=request.user,
            now=timezone.now(),
        )
        return redirect("roster:columns", pk=roster.pk)
    return _page(request, "new", _("New list"), {"form": form})


@require_safe
@for_the_register
def example(request: HttpRequest) -> HttpResponse:
    """An empty list with headings, to be filled in."""
    return _csv(report.example_file(), "members.csv")


@for_the_register
def columns(request: HttpRequest, roster: RosterImport) -> HttpResponse:
    """Which column holds what: guessed from the headings, to be corrected; then the dry run."""
    if roster.state not in actions.OPEN:
        return redirect("roster:result", pk=roster.pk)
    form = ColumnsForm(
        request.POST or None, rows=roster.table, header_line=roster.header_line, columns=roster.columns
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.check_list(
                roster,
                columns=form.cleaned_data["columns"],
                header_line=form.cleaned_data["header_line"],
                today=timezone.localdate(),
            )
        except actions.RosterError as refusal:
            form.add_error(None, ACTIONS[refusal.code])
        else:
            return redirect("roster:check", pk=roster.pk)
    return _page(
        request,
        "columns",
        _("Which column is which?"),
        {"roster": roster, "form": form, "columns": _columns(roster, form), "row_count": len(roster.table)},
    )


def _columns(roster: RosterImport, form: ColumnsForm) -> list[dict[str, Any]]:
    """Every column with its heading, some of its cells, and the field that says what it is."""
    header = next((row for row in roster.table if row[0] == roster.header_line), None)
    body = [row for row in roster.table if roster.header_line is None or row[0] > roster.header_line]
    found = []
    for place in range(form.width):
        filled = [row[place + 1] for row in body if place + 1 < len(row) and row[place + 1]]
        found.append(
            {
                "number": place + 1,
                "heading": header[place + 1] if header and place + 1 < len(header) else "",
                "samples": filled[:SAMPLES],
                "field": form[f"column-{place}"],
            }
        )
    return found


@for_the_register
def check(request: HttpRequest, roster: RosterImport) -> HttpResponse:
    """The dry run, cell by cell; decisions about rows are kept page by page. Nothing is in the register yet."""
    if roster.state != ImportState.CHECKED:
        return redirect(_home_of(roster), pk=roster.pk)
    if request.method == "POST":
        return _keep_decisions(request, roster)
    verdict = request.GET.get("verdict", "")
    verdict = verdict if verdict in Verdict.values else ""
    sought = request.GET.get("q", "").strip()[:100]
    page = Paginator(rows_of(roster, verdict=verdict, sought=sought), PAGE_SIZE).get_page(
        request.GET.get("p")
    )
    page.object_list = report.shown(page.object_list)
    numbers, decisions = counts_by(roster, "verdict"), counts_by(roster, "decision")
    to_enter = sum(decisions.get(one.value, 0) for one in (Decision.NEW, Decision.SAME, Decision.UPDATE))
    total = sum(numbers.values())
    return _page(
        request,
        "check",
        _("What would be entered"),
        {
            "roster": roster,
            "page": page,
            "verdict": verdict,
            "sought": sought,
            "query": urlencode({"verdict": verdict, "q": sought}),
            "tabs": [
                {"value": "", "label": _("All rows"), "count": total},
                *[
                    {"value": one.value, "label": one.label, "count": numbers[one.value]}
                    for one in Verdict
                    if one.value in numbers
                ],
            ],
            "total": total,
            "to_enter": to_enter,
            "undecided": undecided_count(roster),
            "refused": numbers.get(Verdict.REFUSED.value, 0),
        },
    )


def _keep_decisions(request: HttpRequest, roster: RosterImport) -> HttpResponse:
    decisions = {
        int(name.removeprefix("row-")): value
        for name, value in request.POST.items()
        if name.startswith("row-") and name.removeprefix("row-").isdecimal() and len(name) < 20
    }
    try:
        kept = actions.decide(roster, decisions)
    except actions.RosterError as refusal:
        messages.error(request, ACTIONS[refusal.code])
        return redirect(_home_of(roster), pk=roster.pk)
    messages.success(
        request,
        ngettext("%(count)d decision is kept.", "%(count)d decisions are kept.", kept) % {"count": kept},
    )
    return redirect(f"{reverse('roster:check', args=[roster.pk])}?{request.GET.urlencode()}")


@require_POST
@for_the_register
def start(request: HttpRequest, roster: RosterImport) -> HttpResponse:
    """Begins to enter the list; a second click finds it begun."""
    try:
        actions.start(roster, actor=request.user)
    except actions.RosterError as refusal:
        messages.error(request, ACTIONS[refusal.code])
        roster.refresh_from_db()
        return redirect(_home_of(roster), pk=roster.pk)
    return redirect("roster:result", pk=roster.pk)


@require_safe
@for_the_register
def result(request: HttpRequest, roster: RosterImport) -> HttpResponse:
    """How far the list is, and how every row ended."""
    if roster.state in actions.OPEN:
        return redirect(_home_of(roster), pk=roster.pk)
    outcome = request.GET.get("outcome", "")
    outcome = outcome if outcome in Outcome.values else ""
    sought = request.GET.get("q", "").strip()[:100]
    page = Paginator(rows_of(roster, outcome=outcome, sought=sought), PAGE_SIZE).get_page(
        request.GET.get("p")
    )
    page.object_list = report.shown(page.object_list)
    numbers = counts_by(roster, "outcome")
    progress = progress_of(roster.job_id) if roster.job_id else None
    is_running = roster.state in (ImportState.RUNNING, ImportState.UNDOING)
    people = people_entered(roster) if roster.state == ImportState.DONE else []
    return _page(
        request,
        "result",
        _("Result"),
        {
            "roster": roster,
            "page": page,
            "outcome": outcome,
            "sought": sought,
            "query": urlencode({"outcome": outcome, "q": sought}),
            "tabs": [
                {"value": "", "label": _("All rows"), "count": sum(numbers.values())},
                *[
                    {"value": one.value, "label": one.label, "count": numbers.get(one.value, 0)}
                    for one in Outcome
                ],
            ],
            "progress": progress,
            "is_running": is_running,
            "has_failed": is_running and progress is not None and progress.state == JobState.FAILED,
            "may_take_back": roster.state == ImportState.DONE and bool(people),
            "people": ",".join(str(pk) for pk in people)
            if request.user.has_perm("network.add_invitation")
            else "",
            "people_count": len(people),
        },
    )


@require_POST
@for_the_register
def go_on(request: HttpRequest, roster: RosterImport) -> HttpResponse:
    """Goes on where the background work was given up."""
    job = Job.objects.filter(pk=roster.job_id).first() if roster.job_id else None
    if job is not None and jobs.retry(job, now=timezone.now()):
        messages.success(request, _("It is being tried again."))
    return redirect("roster:result", pk=roster.pk)


@require_POST
@for_the_register
def file(request: HttpRequest, roster: RosterImport) -> HttpResponse:
    """The whole result as a file. Names leave the house: the audit log keeps who took it and how many."""
    rows = list(rows_of(roster))
    record(
        actor_id=request.user.pk,
        verb="exported_roster",
        subject="membership.roster",
        subject_id=roster.pk,
        details={"rows": len(rows)},
    )
    return _csv(report.result_file(rows), f"members-result-{roster.pk}.csv")


@for_the_register
def take_back(request: HttpRequest, roster: RosterImport) -> HttpResponse:
    """Takes a list back: the page says what goes and what stays, then asks."""
    if request.method == "POST":
        try:
            actions.start_taking_back(roster, actor=request.user)
        except actions.RosterError as refusal:
            messages.error(request, ACTIONS[refusal.code])
        return redirect("roster:result", pk=roster.pk)
    numbers = counts_by(roster, "outcome")
    return _page(
        request,
        "take_back",
        _("Take the list back"),
        {
            "roster": roster,
            "may_take_back": roster.state == ImportState.DONE,
            "made": numbers.get(Outcome.MADE.value, 0),
            "joined": numbers.get(Outcome.JOINED.value, 0),
        },
    )


def _home_of(roster: RosterImport) -> str:
    """The page a list is worked on at this moment."""
    return {ImportState.COLUMNS: "roster:columns", ImportState.CHECKED: "roster:check"}.get(
        ImportState(roster.state), "roster:result"
    )


def _csv(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


class RosterViewSet(ViewSet):
    """Members from a list, beside memberships."""

    name = "roster"
    url_prefix = "members-from-a-list"
    icon = "upload"
    menu_label = gettext_lazy("Members from a list")
    menu_order = 90

    def get_urlpatterns(self) -> list:
        return [
            path("", lists, name="list"),
            path("new/", new, name="new"),
            path("example/", example, name="example"),
            path("<int:pk>/columns/", columns, name="columns"),
            path("<int:pk>/check/", check, name="check"),
            path("<int:pk>/start/", start, name="start"),
            path("<int:pk>/result/", result, name="result"),
            path("<int:pk>/go-on/", go_on, name="go_on"),
            path("<int:pk>/file/", file, name="file"),
            path("<int:pk>/take-back/", take_back, name="take_back"),
        ]

    def get_menu_item(self, order: int | None = None) -> RightfulMenuItem:
        return RightfulMenuItem.of(self, right=RIGHT, order=order)
