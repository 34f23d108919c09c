"""The desk's pages of cash at the door: an event's sheet, taking, counting, signing off; sheets that wait."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet

from events.cash import actions
from events.cash.forms import CountForm, TakingForm
from events.cash.models import CashTaking
from events.cash.queries import receipts_of, sheet_of, waiting_sheets
from events.cash.rules import CashError
from events.fees.queries import fees_of
from events.programme.desk_links import links_about
from events.programme.models import Event
from events.registration.actions import ask_for_door_fees, free_of_fees
from events.registration.models import Registration
from membership.ledger.rules import LedgerError
from membership.papers.glyphs import named
from membership.papers.rules import MissingLetterError, PaperError
from network.deskmenu import RightfulMenuItem

TAKES, SIGNS, ISSUES = "events.add_cashtaking", "events.change_cashsheet", "membership.change_paper"
WHY_NOT = {
    "signed_off": gettext_lazy("The sheet is signed off. Please give the money to the treasurer."),
    "number_taken": gettext_lazy("This receipt number was entered already. Please look at the pad."),
    "not_counted": gettext_lazy("Nobody has counted since cash was last taken. Please count first."),
    "not_explained": gettext_lazy("The count differs. Please write why, then sign off."),
    "not_signed": gettext_lazy("Receipts are issued once the sheet is signed off."),
    "year_closed": gettext_lazy("The fiscal year of that day is closed. Nothing was booked."),
}
OTHERWISE = gettext_lazy("That can't be booked. Nothing was changed.")


def sheet_page(right: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A page about one event's cash for accounts that have this right."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perm(right):
                raise PermissionDenied
            event = get_object_or_404(Event.objects.select_related("state"), pk=pk)
            return view(request, event, **kwargs)

        return guarded

    return decorate


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Events with cash that nobody has signed off."""
    if not request.user.has_perm(SIGNS):
        raise PermissionDenied
    title = _("Cash at the door")
    furniture = {
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": title},
        ],
        "header_title": title,
        "header_icon": "tag",
        "page_name": title,
    }
    return render(request, "events/cash/waiting.html", furniture | {"events": waiting_sheets()})


@require_safe
@sheet_page(TAKES)
def sheet(request: HttpRequest, event: Event) -> HttpResponse:
    """Who owes what, who gave what to whom; then the count, and who signed it off."""
    return _sheet_page(request, event, CountForm())


def _sheet_page(request: HttpRequest, event: Event, form: CountForm, *, status: int = 200) -> HttpResponse:
    found = sheet_of(event)
    return _page(
        request,
        event,
        "sheet",
        _("Fees and cash"),
        {
            "found": found,
            "counted_by": found.names.get(found.sheet.counted_by, "") if found.sheet else "",
            "signed_by": found.names.get(found.sheet.signed_by, "") if found.sheet else "",
            "receipts": receipts_of(found.sheet) if found.is_signed else {},
            "form": form,
            "may_sign": request.user.has_perm(SIGNS),
            "may_issue": request.user.has_perm(ISSUES),
        },
        status=status,
    )


def _page(
    request: HttpRequest,
    event: Event,
    template: str,
    title: str,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    furniture = {
        "event": event,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("event_cash:sheet", args=[event.pk]), "label": event.title},
            {"url": "", "label": title},
        ],
        "header_title": f"{title}: {event.title}",
        "header_icon": "tag",
        "page_name": title,
        "tabs": links_about(event.pk, request.user, here="sheet"),
    }
    return render(request, f"events/cash/{template}.html", furniture | context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@sheet_page(TAKES)
def take(request: HttpRequest, event: Event, registration_pk: int) -> HttpResponse:
    """Take cash from one person: the sum they owe stands there already."""
    registration = get_object_or_404(
        Registration.objects.select_related("person"), pk=registration_pk, event=event
    )
    mine = next((row for row in sheet_of(event).rows if row.registration.pk == registration.pk), None)
    initial = {"key": uuid4().hex, "amount": mine.left or None if mine else None}
    form = TakingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.take_cash(registration, taken_by=request.user.pk, now=timezone.now(), **typed)
        except CashError as refusal:
            messages.error(request, why_not(refusal))
        else:
            words = {"name": registration.person.name, "amount": f"{typed['amount']:,}"}
            messages.success(request, _("%(amount)s yen taken from %(name)s.") % words)
        return redirect("event_cash:sheet", event.pk)
    context = {"registration": registration, "row": mine, "form": form}
    return _page(request, event, "take", _("Take cash"), context, status=422 if form.errors else 200)


@require_POST
@sheet_page(TAKES)
def give_back(request: HttpRequest, event: Event, taking_pk: int) -> HttpResponse:
    """Strike out cash that was noted by mistake."""
    taking = get_object_or_404(
        CashTaking.objects.select_related("registration"), pk=taking_pk, sheet__event=event
    )
    try:
        done = actions.give_cash_back(taking, made_by=request.user.pk, now=timezone.now())
    except CashError as refusal:
        messages.error(request, why_not(refusal))
    else:
        said = _("Struck out. Please count again.") if done else _("It had been struck out before.")
        messages.success(request, said)
    return redirect("event_cash:sheet", event.pk)


@require_POST
@sheet_page(TAKES)
def count(request: HttpRequest, event: Event) -> HttpResponse:
    """Note what lies in the box."""
    form = CountForm(request.POST)
    if not form.is_valid():
        return _sheet_page(request, event, form, status=422)
    try:
        actions.count_cash(event, made_by=request.user.pk, now=timezone.now(), **form.cleaned_data)
    except CashError as refusal:
        messages.error(request, why_not(refusal))
    else:
        messages.success(request, _("The count is noted."))
    return redirect("event_cash:sheet", event.pk)


@require_POST
@sheet_page(SIGNS)
def sign(request: HttpRequest, event: Event) -> HttpResponse:
    """Sign the count off and book it."""
    try:
        actions.sign_off(event, made_by=request.user.pk, now=timezone.now())
    except (CashError, LedgerError, PaperError, MissingLetterError) as refusal:
        messages.error(request, why_not(refusal))
    else:
        messages.success(request, _("The sheet is signed off, and the cash is booked."))
    return redirect("event_cash:sheet", event.pk)


@require_POST
@sheet_page(ISSUES)
def receipts(request: HttpRequest, event: Event) -> HttpResponse:
    """Issue receipts for all cash that has none."""
    try:
        made = actions.issue_door_receipts(event, made_by=request.user.pk, now=timezone.now())
    except (CashError, PaperError, MissingLetterError) as refusal:
        messages.error(request, why_not(refusal))
    else:
        said = ngettext("%(count)d receipt is issued.", "%(count)d receipts are issued.", len(made))
        messages.success(request, said % {"count": len(made)})
    return redirect("event_cash:sheet", event.pk)


@require_POST
@sheet_page(SIGNS)
def ask(request: HttpRequest, event: Event) -> HttpResponse:
    """Ask those who did not pay at the door to transfer."""
    asked = ask_for_door_fees(event.pk, made_by=request.user.pk, now=timezone.now())
    said = ngettext(
        "%(count)d person is asked to transfer.", "%(count)d people are asked to transfer.", asked
    )
    messages.success(request, said % {"count": asked})
    return redirect("event_cash:sheet", event.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@sheet_page(SIGNS)
def free(request: HttpRequest, event: Event, registration_pk: int) -> HttpResponse:
    """Let somebody off the fees: the page says what follows, then asks."""
    registration = get_object_or_404(
        Registration.objects.select_related("person"), pk=registration_pk, event=event
    )
    if request.method == "POST":
        free_of_fees(registration, made_by=request.user.pk, now=timezone.now())
        messages.success(request, _("%(name)s owes no fee any more.") % {"name": registration.person.name})
        return redirect("event_cash:sheet", event.pk)
    context = {"registration": registration, "fees": fees_of(registration.pk)}
    return _page(request, event, "free", _("Let off the fee"), context)


def why_not(refusal: Exception) -> str:
    """What is in the way, and what to do."""
    if isinstance(refusal, MissingLetterError):
        words = {"letters": ", ".join(named(letter) for letter in refusal.letters)}
        return _("The print font lacks %(letters)s.") % words
    return str(WHY_NOT.get(refusal.code, OTHERWISE))


class EventCashViewSet(ViewSet):
    """Cash at the door: sheets that wait for whoever keeps the money, and the sheet of each event."""

    name = "event_cash"
    url_prefix = "cash"
    icon = "tag"
    menu_label = gettext_lazy("Cash at the door")
    menu_order = 312
    add_to_admin_menu = True

    def get_menu_item(self, order: int | None = None) -> RightfulMenuItem:
        return RightfulMenuItem.of(self, right=SIGNS, order=order)

    def get_urlpatterns(self) -> list:
        return [
            path("", waiting, name="index"),
            path("<int:pk>/", sheet, name="sheet"),
            path("<int:pk>/take/<int:registration_pk>/", take, name="take"),
            path("<int:pk>/takings/<int:taking_pk>/back/", give_back, name="give_back"),
            path("<int:pk>/count/", count, name="count"),
            path("<int:pk>/sign/", sign, name="sign"),
            path("<int:pk>/ask/", ask, name="ask"),
            path("<int:pk>/free/<int:registration_pk>/", free, name="free"),
            path("<int:pk>/receipts/", receipts, name="receipts"),
        ]
