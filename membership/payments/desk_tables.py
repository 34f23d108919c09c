"""A named trade: the treasurer's two tables for payments: usual transfer fees, and how banks head their CSVs."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from membership.payments import bankcsv
from membership.payments.choices import Refusal
from membership.payments.forms import CsvProfileForm, TransferFeeForm, TryForm
from membership.payments.lines import BankLine, StatementError
from membership.payments.models import CsvProfile, TransferFee
from membership.payments.queries import profile_in
from membership.payments.wording import file_refusal
from network.audit.desk import NotedDeleteView
from network.listing import FormListViewSet

RIGHT = "membership.change_csvprofile"
SHOWN = 5


@require_http_methods(["GET", "HEAD", "POST"])
def try_profile(request: HttpRequest, pk: int) -> HttpResponse:
    """Reads a file by one description and shows its first lines, or what is in the way; stores nothing."""
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied
    profile = get_object_or_404(CsvProfile, pk=pk)
    form = TryForm(request.POST, request.FILES) if request.method == "POST" else TryForm()
    lines: list[BankLine] = []
    count, refusal = 0, None
    if request.method == "POST" and form.is_valid():
        try:
            lines = _lines(form.cleaned_data["file"].read(), profile)
        except StatementError as error:
            refusal = {"why": file_refusal(error.code.value), "line": error.line, "told": error.told}
        count, lines = len(lines), lines[:SHOWN]
    context = {
        "profile": profile,
        "form": form,
        "lines": lines,
        "count": count,
        "refusal": refusal,
        "header_title": _("Try it with a file"),
        "header_icon": "table",
        "page_name": profile.name,
        "breadcrumbs_items": [
            {"url": reverse("csv_profiles:index"), "label": _("CSVs of banks")},
            {"url": "", "label": profile.name},
        ],
    }
    return render(request, "membership/payments/try.html", context, status=422 if form.errors else 200)


def _lines(content: bytes, profile: CsvProfile) -> list[BankLine]:
    """The lines of a file, read by this description alone. Raises StatementError."""
    statement = bankcsv.parse(content, timezone.localdate(), own=[profile_in(profile)])
    if statement.profile != profile_in(profile).code:
        raise StatementError(Refusal.UNKNOWN_BANK, 1, 1, statement.profile)
    return [line for account in statement.accounts for line in account.lines]


class TransferFeeViewSet(FormListViewSet):
    """Amounts that banks usually deduct: a payment short by one of them is proposed with that reason."""

    model = TransferFee
    name = "transfer_fees"
    url_prefix = "transfer-fees"
    icon = "tag"
    menu_label = gettext_lazy("Usual transfer fees")
    menu_order = 250
    delete_view_class = NotedDeleteView
    checked_by = TransferFeeForm
    form_fields = ["amount"]
    list_display = ["amount"]


class CsvProfileViewSet(FormListViewSet):
    """How banks head their CSVs that the program does not know by itself."""

    model = CsvProfile
    name = "csv_profiles"
    url_prefix = "csv-profiles"
    icon = "table"
    menu_label = gettext_lazy("CSVs of banks")
    menu_order = 255
    delete_view_class = NotedDeleteView
    checked_by = CsvProfileForm
    edit_template_name = "membership/payments/edit_profile.html"
    form_fields = ["name", "on", "came_in", "went_out", "signed", "payer", "memo", "balance"]
    list_display = ["name", "on", "payer"]

    def get_urlpatterns(self) -> list:
        return [*super().get_urlpatterns(), path("<int:pk>/try/", try_profile, name="try")]
