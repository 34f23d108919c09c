"""The desk for papers: receipts to issue, invoices to draft, the register of all numbers."""

from collections.abc import Callable
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet

from membership.invoices.issuing import InvoiceForm, draft_invoice, issue_invoice, preview
from membership.invoices.models import Invoice, Slip
from membership.invoices.queries import slip_of
from membership.ledger.models import Leg
from membership.ledger.rules import Payer
from membership.papers import actions as papers
from membership.papers.choices import Series
from membership.papers.glyphs import named
from membership.papers.models import Paper
from membership.papers.queries import file_name, gaps, pdf_of, register
from membership.papers.rules import MissingLetterError, PaperError
from membership.papers.sending import send_paper
from membership.receipts.actions import issue_receipts
from membership.receipts.queries import waiting_credits, without_payment
from network.deskmenu import RightfulMenuItem

RIGHT = "membership.change_paper"
PER_PAGE = 50
WHY_NOT = {
    "void": gettext_lazy("This paper is void. Please issue a new one."),
    "no_address": gettext_lazy(
        "There is no mail address to send it to. Please print it, or enter an address."
    ),
    "no_payer": gettext_lazy("Nobody knows yet who paid this. Please say so first."),
}


class VoidForm(forms.Form):
    """Why a paper is void."""

    reason = forms.CharField(max_length=120)


class DraftForm(forms.Form):
    """How an invoice is to look."""

    addressee = forms.CharField(
        label=gettext_lazy("Addressee"),
        max_length=120,
        help_text=gettext_lazy("A municipality is usually addressed as “Mayor of …”."),
    )
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=120, required=False)
    issued_on = forms.DateField(
        label=gettext_lazy("Date of issue"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("Empty: the receiver fills it in."),
    )
    with_set = forms.BooleanField(label=gettext_lazy("With quotation and delivery note"), required=False)


def guarded(request: HttpRequest) -> None:
    """Only who keeps the money issues papers."""
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied


def _page(request: HttpRequest, template: str, title: str, context: dict) -> HttpResponse:
    crumbs = [{"url": "", "label": title}]
    furniture = {"header_title": title, "header_icon": "doc-full", "breadcrumbs_items": crumbs}
    return render(request, f"membership/receipts/desk/{template}.html", furniture | context)


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
    return _page(request, "index", _("Receipts and invoices"), context)


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


def why_not(refusal: PaperError | MissingLetterError) -> str:
    """What is in the way, and what to do."""
    if isinstance(refusal, MissingLetterError):
        letters = ", ".join(named(letter) for letter in refusal.letters)
        return _(
            "Not issued: the print font lacks %(letters)s. Please ask how else the name may be written."
        ) % {"letters": letters}
    return str(WHY_NOT[refusal.code])


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper: what it says, its history, what can be done with it."""
    guarded(request)
    paper = get_object_or_404(register(), pk=pk)
    return _page(request, "show", f"{paper.get_series_display()} {paper.number}", {"paper": paper})


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper as a PDF."""
    guarded(request)
    paper = get_object_or_404(Paper, pk=pk)
    return pdf(pdf_of(paper), file_name(paper))


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF to keep."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


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


def _void(request: HttpRequest, paper: Paper) -> bool:
    form = VoidForm(request.POST)
    if not form.is_valid():
        return False
    papers.void(paper, reason=form.cleaned_data["reason"], on=timezone.localdate(), made_by=request.user.pk)
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
void = _deed(
    _void,
    gettext_lazy("The paper is void. Its number stays in the register."),
    gettext_lazy("Please say why the paper is void."),
)


@require_http_methods(["GET", "HEAD", "POST"])
def new_invoice(request: HttpRequest, reference: str) -> HttpResponse:
    """Draft an invoice for what a slip asks for; no number is used yet."""
    guarded(request)
    slip = slip_of(reference)
    if slip is None:
        raise Http404
    initial = {"addressee": (slip.person or slip.organisation).name, "issued_on": timezone.localdate()}
    form = DraftForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        invoice = draft_invoice(
            [line.charge for line in slip.lines.select_related("charge")],
            payer=Payer(slip.person_id, slip.organisation_id),
            form=InvoiceForm(**form.cleaned_data),
            slip=slip,
            made_by=request.user.pk,
            now=timezone.now(),
        )
        return redirect("papers:draft", invoice.pk)
    return _page(request, "new_invoice", _("New invoice"), {"form": form, "slip": slip})


@require_safe
def slips(request: HttpRequest) -> HttpResponse:
    """Slips that hold, the newest first, each with the way to an invoice."""
    guarded(request)
    found = Slip.objects.filter(withdrawn_at__isnull=True).select_related("person", "organisation")
    page = Paginator(found.order_by("-made_at", "-pk"), PER_PAGE).get_page(request.GET.get("p"))
    return _page(request, "slips", _("Payment slips"), {"page": page})


@require_safe
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft, with the way to look at it and to issue it."""
    guarded(request)
    invoice = get_object_or_404(Invoice.objects.select_related("person", "organisation"), pk=pk)
    if invoice.number is not None:
        return redirect("papers:show", invoice.paper.pk)
    return _page(request, "draft", _("Draft of an invoice"), {"invoice": invoice})


@require_safe
def draft_file(request: HttpRequest, pk: int) -> HttpResponse:
    """How the draft would look; uses no number."""
    guarded(request)
    invoice = get_object_or_404(Invoice, pk=pk)
    try:
        return pdf(preview(invoice, now=timezone.now()), f"draft-{invoice.pk}.pdf")
    except MissingLetterError as refusal:
        messages.error(request, why_not(refusal))
        return redirect("papers:draft", pk)


@require_POST
def issue_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a draft its number; a second press shows the paper that was made."""
    guarded(request)
    invoice = get_object_or_404(Invoice, pk=pk)
    try:
        paper = issue_invoice(invoice, made_by=request.user.pk, now=timezone.now())
    except (PaperError, MissingLetterError) as refusal:
        messages.error(request, why_not(refusal))
        return redirect("papers:draft", pk)
    messages.success(request, _("Issued: %(numbers)s.") % {"numbers": paper.number})
    return redirect("papers:show", paper.pk)


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
            path("slips/", slips, name="slips"),
            path("slips/<slug:reference>/invoice/", new_invoice, name="new_invoice"),
            path("drafts/<int:pk>/", draft, name="draft"),
            path("drafts/<int:pk>/file/", draft_file, name="draft_file"),
            path("drafts/<int:pk>/issue/", issue_draft, name="issue_draft"),
            path("<int:pk>/", show, name="show"),
            path("<int:pk>/file/", file, name="file"),
            path("<int:pk>/send/", send, name="send"),
            path("<int:pk>/reissue/", reissue, name="reissue"),
            path("<int:pk>/void/", void, name="void"),
        ]
