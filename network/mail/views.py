"""The demo's outbox, and the two ways from a mail into the site: its link and its code."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from network.mail import links
from network.mail.forms import CodeForm
from network.mail.models import OutboxMessage
from network.mail.queries import outbox_list
from network.people.limits import address_of, within

PAGE_SIZE = 50
TRIES_LAST = 600  # seconds
TRIES_PER_VISITOR = 20
TRIES_PER_ADDRESS = 300


def demo_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only the demo shows everybody's mail to everybody."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@demo_only
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """Every mail of the demo, the newest on top."""
    page = Paginator(outbox_list(), PAGE_SIZE).get_page(request.GET.get("page"))
    page.object_list = [_entry(message) for message in page.object_list]
    return render(request, "network/mail/outbox.html", {"entries": page})


@demo_only
@require_safe
def outbox_message(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail of the demo, as its text part reads."""
    message = get_object_or_404(OutboxMessage, pk=pk)
    entry = _entry(message) | {
        "text": message.text,
        "html": message.html,
        "from_text": settings.DEFAULT_FROM_EMAIL,
        "calendar_method": message.calendar_method,
        "calendar_url": reverse("network:outbox_calendar", args=[pk]) if message.calendar_method else "",
    }
    return render(request, "network/mail/outbox_message.html", {"entry": entry})


@demo_only
@require_safe
def outbox_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The calendar part of a mail, as a file."""
    message = get_object_or_404(OutboxMessage.objects.exclude(calendar_method=""), pk=pk)
    kind = f"text/calendar; method={message.calendar_method}; charset=UTF-8"
    headers = {"Content-Disposition": 'attachment; filename="invite.ics"'}
    return HttpResponse(bytes(message.calendar), content_type=kind, headers=headers)


@require_safe
@never_cache
def link(request: HttpRequest, token: str) -> HttpResponse:
    """From a mailed link to its page. Looking changes nothing: scanners look first."""
    target = links.page_of_token(token, timezone.now())
    if target is None:
        return render(request, "network/mail/link_gone.html", status=404)
    return redirect(target)


@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """From a code in a mail to its page, for those whose links are killed on the way."""
    form = CodeForm(request.POST or None)
    if request.method != "POST":
        return _code_page(request, form)
    if not _may_try(request):
        form.add_error(None, gettext("That was one code too many. Please wait ten minutes and try again."))
        return _code_page(request, form, status=429)
    if form.is_valid():
        target = links.page_of_code(form.cleaned_data["code"], timezone.now())
        if target is not None:
            return redirect(target)
        form.add_error(
            "code", gettext("This code is not in use any more. Please compare it with the newest mail.")
        )
    return _code_page(request, form)


def _may_try(request: HttpRequest) -> bool:
    """Few tries per visitor, many per address: a town hall is one."""
    if request.session.session_key is None:
        request.session.create()
    visitor, address = request.session.session_key, address_of(request)
    return within("mailed-code", visitor, amount=TRIES_PER_VISITOR, seconds=TRIES_LAST) and within(
        "mailed-code", address, amount=TRIES_PER_ADDRESS, seconds=TRIES_LAST
    )


def _code_page(request: HttpRequest, form: CodeForm, status: int = 200) -> HttpResponse:
    return render(request, "network/people/code.html", {"form": form}, status=status)


def _entry(message: OutboxMessage) -> dict[str, object]:
    return {
        "url": reverse("network:outbox_message", args=[message.pk]),
        "subject": message.subject or gettext("(being written)"),
        "to_name": message.to_name,
        "to_address": message.to_address,
        "when": message.sent_at or message.created_at,
        "state": message.state,
        "state_text": message.get_state_display(),
    }
