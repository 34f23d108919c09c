"""The desk for papers: receipts to issue, invoices to draft, the register of all numbers."""

from collections.abc import Callable
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet

from membership.invoices.issuing import void_invoice
from membership.ledger.models import Leg
from membership.papers import actions as papers
from membership.papers.choices import Series
from membership.papers.models import Paper
from membership.papers.queries import file_name, gaps, pdf_of, register
from membership.papers.rules import MissingLetterError, PaperError
from membership.papers.sending import send_paper
from membership.receipts import invoice_views as invoices
from membership.receipts.actions import enter_handwritten, issue_receipts
from membership.receipts.desk import PER_PAGE, RIGHT, guarded, page, pdf, why_not
from membership.receipts.queries import uses_of, waiting_credits, without_payment
from network.association.dates import local_day
from network.deskmenu import RightfulMenuItem


class HandwrittenForm(forms.Form):
    """The number in the receipt book."""

    number = forms.RegexField(
        r"^[0-9A-Za-z-]{1,20}\Z",
        label=gettext_lazy("Number in the receipt book"),
        max_length=20,
        help_text=gettext_lazy("As it is printed there: digits, letters and hyphens."),
        error_messages={
            "required": gettext_lazy("Please enter the number."),
            "invalid": gettext_lazy("Please use half-width digits, letters and hyphens only."),
        },
    )


class VoidForm(forms.Form):
    """Why a paper is void."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=120,
        help_text=gettext_lazy("It stands in the register beside the number."),
        error_messages={"required": gettext_lazy("Please say why the paper is void.")},
    )


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What waits for a receipt, then every number ever given."""
    guarded(request)
    found = register()
    series = request.GET.get("series", "")
    if series in Series.values:
        found = found.filter(series=series)
    sought = request.GET.get("q", "").strip()
    if sought:
        found = found.filter(number__icontains=sought)
    context = {
        "waiting": [
            {"credit": credit, "uses": uses, "total": sum(use.amount for use in uses)}
            for credit, uses in waiting_credits().items()
        ][:PER_PAGE],
        "lost": without_payment()[:PER_PAGE],
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("p")),
        "series": series,
        "choices": Series.choices,
        "sought": sought,
        "query": urlencode({"series": series, "q": sought}),
        "gaps": gaps(),
    }
    return page(request, "index", _("Receipts and invoices"), context)


@require_POST
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Receipts for one payment: one for the payer, or one for each person paid for."""
    guarded(request)
    credit = get_object_or_404(Leg.objects.select_related("entry", "person", "organisation"), pk=pk)
    try:
        made = issue_receipts(
            credit, one_each="one_each" in request.POST, made_by=request.user.pk, now=timezone.now()
        )
    except (PaperError, MissingLetterError) as refusal:
        messages.error(request, why_not(refusal))
        return redirect("papers:index")
    if not made:
        messages.info(request, _("This payment has its receipts already."))
    else:
        numbers = _("Issued: %(numbers)s.") % {"numbers": ", ".join(paper.number for paper in made)}
        messages.success(request, numbers)
    return redirect("papers:index")


@require_http_methods(["GET", "HEAD", "POST"])
def handwritten(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter the number of a receipt that was written by hand for a payment."""
    guarded(request)
    credit = get_object_or_404(Leg.objects.select_related("entry", "person", "organisation"), pk=pk)
    uses = uses_of(credit)
    form = HandwrittenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = enter_handwritten(
                credit, number=form.cleaned_data["number"], made_by=request.user.pk, now=timezone.now()
            )
        except (PaperError, MissingLetterError) as refusal:
            form.add_error("number", why_not(refusal))
        else:
            if made is None:
                messages.info(request, _("This payment has its receipts already."))
            else:
                messages.success(request, _("Entered: %(number)s.") % {"number": made.number})
            return redirect("papers:index")
    context = {"credit": credit, "uses": uses, "total": sum(use.amount for use in uses), "form": form}
    return page(request, "handwritten", _("Handwritten receipt"), context)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper: what it says, its history, what can be done with it."""
    guarded(request)
    paper = get_object_or_404(register(), pk=pk)
    return page(request, "show", f"{paper.get_series_display()} {paper.number}", {"paper": paper})


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper as a PDF."""
    guarded(request)
    paper = get_object_or_404(Paper, pk=pk)
    return pdf(pdf_of(paper), file_name(paper))


def _deed(deed: Callable[[HttpRequest, Paper], bool], done: str, nothing: str) -> Callable[..., HttpResponse]:
    """A button on a paper, and what it says afterwards."""

    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        guarded(request)
        paper = get_object_or_404(Paper, pk=pk)
        try:
            is_done = deed(request, paper)
        except PaperError as refusal:
            messages.error(request, why_not(refusal))
        else:
            (messages.success if is_done else messages.info)(request, done if is_done else nothing)
        return redirect("papers:show", pk)

    return view


def _reissue(request: HttpRequest, paper: Paper) -> bool:
    papers.reissue(paper, on=timezone.localdate(), made_by=request.user.pk)
    return True


send = _deed(
    lambda request, paper: send_paper(paper, made_by=request.user.pk, now=timezone.now()),
    gettext_lazy("A letter with the way to the paper is on its way."),
    gettext_lazy("A letter about this paper went out today already."),
)
reissue = _deed(
    _reissue,
    gettext_lazy("Copies say from now on that they were issued again. The number stays."),
    "",
)


@require_http_methods(["GET", "HEAD", "POST"])
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason and say what follows; then the paper is void, and the invoice it prints with it."""
    guarded(request)
    paper = get_object_or_404(register(), pk=pk)
    if paper.voided_on:
        messages.info(request, _("This paper was void already."))
        return redirect("papers:show", pk)
    form = VoidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _void(paper, reason=form.cleaned_data["reason"], made_by=request.user.pk)
        messages.success(request, _("The paper is void. Its number stays in the register."))
        return redirect("papers:show", pk)
    title = _("Declare %(number)s void") % {"number": paper.number}
    return page(request, "void", title, {"paper": paper, "form": form})


def _void(paper: Paper, *, reason: str, made_by: int) -> None:
    now = timezone.now()
    if paper.invoice_id is not None:
        void_invoice(paper.invoice, reason=reason, made_by=made_by, now=now)
    else:
        papers.void(paper, reason=reason, on=local_day(now), made_by=made_by)


class PaperViewSet(ViewSet):
    """Receipts, invoices, and the register of their numbers."""

    name = "papers"
    url_prefix = "papers"
    icon = "doc-full"
    menu_label = gettext_lazy("Receipts and invoices")
    menu_order = 95

    def get_menu_item(self, order: int | None = None) -> RightfulMenuItem:
        return RightfulMenuItem.of(self, right=RIGHT, order=order)

    def get_urlpatterns(self) -> list:
        return [
            path("", index, name="index"),
            path("payment/<int:pk>/issue/", issue, name="issue"),
            path("payment/<int:pk>/handwritten/", handwritten, name="handwritten"),
            path("slips/", invoices.slips, name="slips"),
            path("slips/<slug:reference>/invoice/", invoices.new_invoice, name="new_invoice"),
            path("drafts/<int:pk>/", invoices.draft, name="draft"),
            path("drafts/<int:pk>/file/", invoices.draft_file, name="draft_file"),
            path("drafts/<int:pk>/issue/", invoices.issue_draft, name="issue_draft"),
            path("drafts/<int:pk>/drop/", invoices.drop_draft, name="drop_draft"),
            path("<int:pk>/", show, name="show"),
            path("<int:pk>/file/", file, name="file"),
            path("<int:pk>/send/", send, name="send"),
            path("<int:pk>/reissue/", reissue, name="reissue"),
            path("<int:pk>/void/", void, name="void"),
        ]
