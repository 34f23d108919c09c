"""The desk for invoices: drafted from a slip, looked at, issued, or dropped."""

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from membership.invoices.issuing import InvoiceForm, draft_invoice, issue_invoice, preview, void_invoice
from membership.invoices.models import Invoice, Slip
from membership.invoices.queries import slip_of
from membership.ledger.rules import Payer
from membership.papers.rules import MissingLetterError, PaperError
from membership.receipts.desk import PER_PAGE, guarded, page, pdf, why_not


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
    return page(request, "new_invoice", _("New invoice"), {"form": form, "slip": slip})


@require_safe
def slips(request: HttpRequest) -> HttpResponse:
    """Slips that hold, the newest first, each with the way to an invoice."""
    guarded(request)
    found = Slip.objects.filter(withdrawn_at__isnull=True).select_related("person", "organisation")
    shown = Paginator(found.order_by("-made_at", "-pk"), PER_PAGE).get_page(request.GET.get("p"))
    return page(request, "slips", _("Payment slips"), {"page": shown})


@require_safe
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft, with the way to look at it and to issue it."""
    guarded(request)
    invoice = get_object_or_404(Invoice.objects.select_related("person", "organisation"), pk=pk)
    if invoice.number is not None:
        return redirect("papers:show", invoice.paper.pk)
    return page(request, "draft", _("Draft of an invoice"), {"invoice": invoice})


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


@require_http_methods(["GET", "HEAD", "POST"])
def drop_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what dropping a draft means, then drop it; what was issued meanwhile is declared void on its own page."""
    guarded(request)
    invoice = get_object_or_404(Invoice, pk=pk)
    if invoice.number is not None:
        return redirect("papers:void", invoice.paper.pk)
    if request.method != "POST":
        return page(request, "drop_draft", _("Drop the draft"), {"invoice": invoice})
    void_invoice(invoice, reason="", made_by=request.user.pk, now=timezone.now())
    messages.success(request, _("The draft is dropped. What it asked for is still owed."))
    return redirect("papers:slips")
