"""A member's own money: dues, slips, receipts, what was received; the name one pays under."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from membership.invoices.queries import slip_of
from membership.ledger.rules import Payer
from membership.papers.models import Paper
from membership.papers.queries import file_name, pdf_of
from membership.selfservice.actions import forget_payer_name, say_payer_name
from membership.selfservice.forms import PayerNameForm
from membership.selfservice.queries import may_see, money_of, organisations_of, slip_pdf
from network.mail.choices import LinkPurpose
from network.mail.links import resolve
from network.people.kept import signed_in
from network.people.queries import person_of


@never_cache
@signed_in
@require_safe
def money(request: HttpRequest) -> HttpResponse:
    """Dues, slips to pay, receipts and payments of one's own, and the way to organisations one looks after."""
    return money_page(request, PayerNameForm())


def money_page(request: HttpRequest, form: PayerNameForm, *, status: int = 200) -> HttpResponse:
    """One's own page, with the form as it stands."""
    person = person_of(request.user)
    context: dict[str, Any] = {"form": form, "money": None, "organisations": []}
    if person is not None:
        context["money"] = money_of(Payer(person_id=person.pk))
        context["organisations"] = organisations_of(person, on=timezone.localdate())
    return render(request, "membership/selfservice/money.html", context, status=status)


@signed_in
@require_POST
def say_name(request: HttpRequest) -> HttpResponse:
    """Keep the name one will pay under."""
    person = person_of(request.user)
    form = PayerNameForm(request.POST)
    if person is None or not form.is_valid():
        return money_page(request, form, status=422)
    say_payer_name(Payer(person_id=person.pk), form.cleaned_data["payer_kana"], now=timezone.now())
    messages.success(request, _("Thank you. We look for payments under this name, too."))
    return redirect("membership:mine")


@signed_in
@require_POST
def forget_name(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a name back, one's own or an organisation's one looks after."""
    person = person_of(request.user)
    if person is not None and forget_payer_name(Payer(person_id=person.pk), pk):
        messages.success(request, _("The name is taken back."))
        return redirect("membership:mine")
    raise Http404


@never_cache
@signed_in
@require_safe
def slip_file(request: HttpRequest, reference: str) -> HttpResponse:
    """The slip as a PDF, for its payer alone."""
    slip = slip_of(reference)
    if slip is None or not _may(request, Payer(slip.person_id, slip.organisation_id)):
        raise Http404
    content = slip_pdf(slip)
    if content is None:
        raise Http404
    return _pdf(content, f"slip-{slip.reference}.pdf")


@never_cache
@signed_in
@require_safe
def paper_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A receipt or an invoice as a PDF, for whom it was issued to."""
    paper = Paper.objects.filter(pk=pk).first()
    if paper is None or not _may(request, Payer(paper.person_id, paper.organisation_id)):
        raise Http404
    return _pdf(pdf_of(paper), file_name(paper))


@never_cache
@require_safe
def paper_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """What a letter's link leads to: what the paper is, and the way to its file."""
    return render(request, "membership/selfservice/paper.html", {"paper": _linked(token), "token": token})


@never_cache
@require_safe
def paper_file_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The paper's file, for whoever has the letter."""
    paper = _linked(token)
    return _pdf(pdf_of(paper), file_name(paper))


def _linked(token: str) -> Paper:
    paper = Paper.objects.filter(pk=resolve(token, LinkPurpose.PAPER, timezone.now()) or 0).first()
    if paper is None:
        raise Http404
    return paper


def _may(request: HttpRequest, payer: Payer) -> bool:
    return may_see(person_of(request.user), payer, on=timezone.localdate())


def _pdf(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
