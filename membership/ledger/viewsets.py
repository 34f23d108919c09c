"""The desk for the accounts of the books, and for what a bank account or the cash box held when the books began."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column

from membership.ledger.actions import open_balance
from membership.ledger.actions import reverse as reverse_entry
from membership.ledger.forms import LedgerAccountForm, OpeningForm
from membership.ledger.models import Entry, LedgerAccount
from membership.ledger.queries import account_balance, opening_of
from membership.ledger.rules import LedgerError
from network.listing import FormListViewSet, TickColumn

RIGHT = "membership.change_ledgeraccount"
WHY_NOT = {
    "year_closed": gettext_lazy("The year of this day is closed. Please take a later day."),
    "already_reversed": gettext_lazy("It was undone already."),
    "not_money": gettext_lazy("Only bank accounts and cash have an opening balance."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    """The opening balance of a bank account or the cash box: entered once, undone by a reversal."""
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied
    account = get_object_or_404(LedgerAccount, pk=pk, is_money=True)
    before = opening_of(account)
    if request.method == "POST" and "take_back" in request.POST:
        return _take_back(request, account, before)
    form = OpeningForm(request.POST if request.method == "POST" and before is None else None)
    if form.is_bound and form.is_valid():
        try:
            open_balance(account, **form.cleaned_data, made_by=request.user.pk, now=timezone.now())
        except LedgerError as refusal:
            form.add_error("on", WHY_NOT[refusal.code])
        else:
            messages.success(request, _("The opening balance is booked."))
            return redirect("ledger_accounts:opening", pk)
    return _page(request, account, form, before)


def _take_back(request: HttpRequest, account: LedgerAccount, before: Entry | None) -> HttpResponse:
    """Undo the opening balance by its mirror; entered anew afterwards."""
    try:
        if before is not None:
            reverse_entry(
                before, on=before.on, code="wrong_opening", made_by=request.user.pk, now=timezone.now()
            )
            messages.success(
                request, _("The opening balance is undone by a reversal. Please enter the right one.")
            )
    except LedgerError as refusal:
        messages.error(request, WHY_NOT[refusal.code])
    return redirect("ledger_accounts:opening", account.pk)


def _page(
    request: HttpRequest, account: LedgerAccount, form: OpeningForm, before: Entry | None
) -> HttpResponse:
    context = {
        "account": account,
        "before": before,
        "form": form,
        "balance": account_balance(account),
        "header_title": _("Opening balance"),
        "header_icon": "tag",
        "page_name": account.local_name,
        "breadcrumbs_items": [
            {"url": reverse("ledger_accounts:index"), "label": _("Accounts of the books")},
            {"url": "", "label": account.local_name},
        ],
    }
    return render(request, "membership/ledger/opening.html", context, status=422 if form.errors else 200)


class LedgerAccountViewSet(FormListViewSet):
    """What money is booked on; banks and cash are among them."""

    model = LedgerAccount
    name = "ledger_accounts"
    url_prefix = "accounts-of-the-books"
    icon = "list-ul"
    menu_label = gettext_lazy("Accounts of the books")
    menu_order = 240
    checked_by = LedgerAccountForm
    edit_template_name = "membership/ledger/edit.html"
    form_fields = [
        "code",
        "kind",
        "name",
        "name_en",
        "is_money",
        "bank_code",
        "branch_code",
        "account_number",
        "position",
    ]
    labels = {"__str__": gettext_lazy("name")}
    list_display = [
        "__str__",
        Column("get_kind_display", label=gettext_lazy("kind")),
        TickColumn("is_money", label=gettext_lazy("bank account or cash")),
    ]
    search_fields = ["name", "code"]

    def get_urlpatterns(self) -> list:
        return [*super().get_urlpatterns(), path("<int:pk>/opening/", opening, name="opening")]
