"""The desk's pages of reminders: who is asked and who is not, sending, the list of those left in peace, letters to print."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet

from membership.invoices.models import Slip
from membership.ledger.rules import Payer
from membership.papers.glyphs import named
from membership.papers.queries import bank_account
from membership.papers.rules import MissingLetterError
from membership.payments.queries import last_line_on
from membership.reminders import actions
from membership.reminders.choices import Reason, Way
from membership.reminders.forms import StopForm
from membership.reminders.letters import paper_letter
from membership.reminders.models import ReminderStop
from membership.reminders.queries import Line, counts, fingerprint, paper_letters, preview, stop_of, stops
from membership.reminders.rules import ReminderError
from network.deskmenu import RightfulMenuItem

RIGHT = "membership.add_reminder"
PAGE_SIZE = 50
# So many letters leave with one press; whoever is left is on the page that comes back.
AT_ONCE = 500


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Everything that is open with its reason; one button asks those who are due."""
    _check(request)
    today = timezone.localdate()
    lines = preview(today)
    reason = request.GET.get("reason", "")
    shown = [line for line in lines if line.reason == reason] if reason in Reason.values else lines
    asked = [line for line in lines if line.level]
    now = asked[:AT_ONCE]
    context = {
        "today": today,
        "reason": reason,
        "asked": len(asked),
        "now": len(now),
        "total": sum(line.total for line in asked),
        "mailed": sum(line.way == Way.MAIL for line in asked),
        "to_print": sum(line.way == Way.PRINT for line in asked),
        "shown_as": fingerprint(now),
        "has_bank": bank_account() is not None,
        "last_line_on": last_line_on(),
        "tabs": [{"value": "", "label": _("All"), "count": len(lines)}]
        + [
            {"value": key, "label": key.label, "count": count}
            for key, count in counts(lines).items()
            if count
        ],
        "page": Paginator(_askable_first(shown), PAGE_SIZE).get_page(request.GET.get("p")),
        "query": f"reason={reason}",
    }
    return _page(request, "index", _("Requests for payment"), context)


@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Sends what the page showed. Where that has changed meanwhile nothing goes out, and the page shows it anew."""
    _check(request)
    now = timezone.now()
    today = timezone.localdate(now)
    due = [line for line in preview(today) if line.level][:AT_ONCE]
    if not due or request.POST.get("shown_as") != fingerprint(due):
        messages.warning(request, _("The list has changed meanwhile. Nothing was sent; please look again."))
        return redirect("reminders:index")
    try:
        sent = actions.send_reminders(
            {line.slip.pk: line.level for line in due}, on=today, made_by=request.user.pk, now=now
        )
    except ReminderError:
        messages.error(
            request, _("The association has no bank account in its settings, so nothing was sent.")
        )
        return redirect("reminders:index")
    messages.success(
        request,
        ngettext("%(number)s letter goes out by e-mail.", "%(number)s letters go out by e-mail.", sent.mailed)
        % {"number": sent.mailed},
    )
    if sent.to_print:
        messages.success(
            request,
            ngettext(
                "%(number)s letter is to be printed.", "%(number)s letters are to be printed.", sent.to_print
            )
            % {"number": sent.to_print},
        )
        return redirect("reminders:letters")
    return redirect("reminders:index")


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, reference: str) -> HttpResponse:
    """Leaves the payer of a slip in peace: why, and until when."""
    _check(request)
    slip = get_object_or_404(Slip.objects.select_related("person", "organisation"), reference=reference)
    held = stop_of(slip)
    initial = {"reason": held.reason, "until": held.until} if held else {}
    is_given = request.method == "POST"
    form = StopForm(request.POST if is_given else None, initial=initial)
    who = slip.person or slip.organisation
    if is_given and form.is_valid():
        payer = Payer(slip.person_id, slip.organisation_id)
        actions.stop_reminding(payer, made_by=request.user.pk, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("%(who)s is not asked for now.") % {"who": who})
        return redirect("reminders:stops")
    return _page(request, "stop", _("Do not ask for now"), {"form": form, "who": who})


@require_safe
def stops_list(request: HttpRequest) -> HttpResponse:
    """Whom one leaves in peace."""
    _check(request)
    page = Paginator(stops(timezone.localdate()), PAGE_SIZE).get_page(request.GET.get("p"))
    return _page(request, "stops", _("Not to be asked"), {"page": page})


@require_POST
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Lets a payer be asked again."""
    _check(request)
    held = get_object_or_404(ReminderStop.objects.select_related("person", "organisation"), pk=pk)
    actions.lift_stop(held, made_by=request.user.pk, now=timezone.now())
    messages.success(request, _("%(who)s is asked again when a letter is due.") % {"who": held})
    return redirect("reminders:stops")


@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """Letters for people without a mail address, to be printed."""
    _check(request)
    page = Paginator(paper_letters(), PAGE_SIZE).get_page(request.GET.get("p"))
    return _page(request, "letters", _("Letters to print"), {"page": page})


@require_safe
def letter_file(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter as PDF, as long as something is open."""
    _check(request)
    try:
        content = paper_letter(get_object_or_404(paper_letters(), pk=pk))
    except MissingLetterError as refusal:
        words = {"letters": ", ".join(named(letter) for letter in refusal.letters)}
        messages.error(request, _("The print font lacks %(letters)s.") % words)
        return redirect("reminders:letters")
    if content is None:
        messages.warning(
            request, _("There is nothing to ask for any more: it was paid, or the slip was withdrawn.")
        )
        return redirect("reminders:letters")
    headers = {"Content-Disposition": f'attachment; filename="reminder-{pk}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _check(request: HttpRequest) -> None:
    if not request.user.has_perm(RIGHT):
        raise PermissionDenied


def _askable_first(lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: line.level is None)


def _page(request: HttpRequest, template: str, title: str, context: dict[str, Any]) -> HttpResponse:
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("payments:desk"), "label": _("Money at a glance")},
    ]
    if template != "index":
        crumbs.append({"url": reverse("reminders:index"), "label": _("Requests for payment")})
    crumbs.append({"url": "", "label": title})
    furniture = {
        "breadcrumbs_items": crumbs,
        "header_title": title,
        "header_icon": "mail",
        "page_name": title,
    }
    return render(request, f"membership/reminders/{template}.html", furniture | context)


class ReminderViewSet(ViewSet):
    """Requests for payment, for whoever keeps the money."""

    name = "reminders"
    url_prefix = "reminders"
    icon = "mail"
    menu_label = gettext_lazy("Requests for payment")
    menu_order = 20

    def get_urlpatterns(self) -> list:
        return [
            path("", index, name="index"),
            path("send/", send, name="send"),
            path("stops/", stops_list, name="stops"),
            path("stops/new/<slug:reference>/", stop, name="stop"),
            path("stops/<int:pk>/lift/", lift, name="lift"),
            path("letters/", letters, name="letters"),
            path("letters/<int:pk>/file/", letter_file, name="letter_file"),
        ]

    def get_menu_item(self, order: int | None = None) -> RightfulMenuItem:
        return RightfulMenuItem.of(self, right=RIGHT, order=order)
