"""The desk's page of the yearly renewal: who would be billed and why, then the run and how far it is."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet

from membership.renewal import actions
from membership.renewal.choices import Reason
from membership.renewal.forms import YearForm
from membership.renewal.queries import Line, counts, last_run, preview
from network.association.dates import FiscalYear
from network.association.queries import fiscal_year_of
from network.deskmenu import RightfulMenuItem
from network.jobs.queries import progress_of

PAGE_SIZE = 50
RIGHT = "membership.add_renewalrun"
YEARS_BACK = 2


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every membership with the verdict on it, by reason, and the last run of the year."""
    _check(request)
    today = timezone.localdate()
    form = YearForm(request.GET, years=_years())
    year = form.cleaned_data["year"] if form.is_valid() else fiscal_year_of(today).starting_year
    lines = preview(year, on=today)
    reason = request.GET.get("reason", "")
    shown = [line for line in lines if line.reason == reason] if reason in Reason.values else lines
    run = last_run(year)
    numbers = counts(lines)
    context = {
        "year": year,
        "years": [{"year": number, "label": label} for number, label in _years()],
        "label": _label(year),
        "reason": reason,
        "tabs": [{"value": "", "label": _("All"), "count": len(lines)}]
        + [{"value": key, "label": key.label, "count": count} for key, count in numbers.items() if count],
        "page": Paginator([_row(line) for line in shown], PAGE_SIZE).get_page(request.GET.get("p")),
        "query": f"&year={year}&reason={reason}",
        "to_bill": sum(1 for line in lines if line.verdict.is_billed),
        "total": sum(line.verdict.dues.amount for line in lines if line.verdict.is_billed),
        "run": run,
        "progress": run and not run.finished_at and run.job_id and progress_of(run.job_id),
    }
    return render(request, "membership/renewal/index.html", _furniture() | context)


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Has the year billed in the background. Pressed twice, everybody is billed once."""
    _check(request)
    form = YearForm(request.POST, years=_years())
    if not form.is_valid():
        messages.error(request, _("Please choose a fiscal year."))
        return redirect("renewal:index")
    now = timezone.now()
    year = form.cleaned_data["year"]
    actions.start_renewal(year, on=timezone.localdate(now), made_by=request.user.pk, now=now)
    messages.success(
        request, _("The dues of %(year)s are being billed. Nothing is sent yet.") % {"year": _label(year)}
    )
    return redirect(f"{reverse('renewal:index')}?year={year}")


def _check(request: HttpRequest) -> None:
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied


def _years() -> list[tuple[int, str]]:
    this = fiscal_year_of(timezone.localdate()).starting_year
    return [(year, _label(year)) for year in range(this + 1, this - YEARS_BACK - 1, -1)]


def _label(year: int) -> str:
    return FiscalYear(year).label(get_language())


def _row(line: Line) -> dict:
    return {
        "who": line.membership.person or line.membership.organisation,
        "tier": line.membership.tier.local_name,
        "reason": line.reason.label,
        "dues": line.verdict.dues,
    }


def _furniture() -> dict:
    return {
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": _("Yearly renewal")},
        ],
        "header_title": _("Yearly renewal"),
        "header_icon": "rotate",
        "page_name": _("Yearly renewal"),
    }


class RenewalViewSet(ViewSet):
    """The yearly renewal, for whoever keeps the money."""

    name = "renewal"
    url_prefix = "renewal"
    icon = "rotate"
    menu_label = gettext_lazy("Yearly renewal")
    menu_order = 220

    def get_urlpatterns(self) -> list:
        return [path("", index, name="index"), path("start/", start, name="start")]

    def get_menu_item(self, order: int | None = None) -> RightfulMenuItem:
        return RightfulMenuItem.of(self, right=RIGHT, order=order)
