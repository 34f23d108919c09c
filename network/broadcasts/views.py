"""Choosing which letters come: by the link or code of a letter, by one click in a mail program, or signed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from network.broadcasts.actions import end_letters, whose
from network.broadcasts.forms import WantedForm
from network.broadcasts.models import Addressee
from network.broadcasts.queries import addressed_by
from network.mail.actions import choose_letters
from network.mail.choices import LinkPurpose, MailKind
from network.mail.links import resolve
from network.mail.queries import kinds_declined
from network.people.kept import signed_in
from network.people.queries import person_of


@dataclass(frozen=True)
class Choice:
    """One reader's choice: whose it is, under which name, and the form."""

    name: str
    whose: Mapping[str, Any]
    form: WantedForm


# A mail program knows no cookie; the address itself is the secret (RFC 8058). Nothing else happens here.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest, token: str) -> HttpResponse:
    """The choice of everybody named in a letter. A GET changes nothing; the link can be used again."""
    now = timezone.now()
    if request.method == "POST" and request.POST.get("List-Unsubscribe") == "One-Click":
        return HttpResponse(status=200 if end_letters(token, now=now) else 404)
    key = resolve(token, LinkPurpose.LETTERS, now)
    addressees = addressed_by(key) if key else []
    if not addressees:
        return render(request, "network/mail/link_gone.html", status=404)
    choices = _choices(request, addressees)
    if request.method == "POST":
        if "stop" in request.POST:
            end_letters(token, now=now)
            return _kept(request)
        if all(choice.form.is_valid() for choice in choices):
            return _keep(request, choices)
    context = {
        "choices": choices,
        "kind": MailKind(addressees[0].broadcast.kind).label,
        "wants_any": any(addressees[0].broadcast.kind in choice.form.initial["wanted"] for choice in choices),
    }
    return render(request, "network/broadcasts/letters.html", context)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """One's own choice."""
    person = person_of(request.user)
    if person is None:
        return render(request, "network/broadcasts/letters.html", {"choices": []})
    choice = _choice(request, person.name, {"person_id": person.pk}, prefix="mine")
    if request.method == "POST" and choice.form.is_valid():
        return _keep(request, [choice])
    return render(request, "network/broadcasts/letters.html", {"choices": [choice], "is_mine": True})


def _choices(request: HttpRequest, addressees: list[Addressee]) -> list[Choice]:
    return [
        _choice(request, str(one.person or one.contact), whose(one), prefix=f"reader{one.pk}")
        for one in addressees
    ]


def _choice(request: HttpRequest, name: str, who: Mapping[str, Any], *, prefix: str) -> Choice:
    wanted = [kind for kind in MailKind.values if kind not in kinds_declined(**who)]
    is_kept = request.method == "POST" and "stop" not in request.POST
    form = WantedForm(request.POST if is_kept else None, prefix=prefix, initial={"wanted": wanted})
    return Choice(name, who, form)


def _keep(request: HttpRequest, choices: list[Choice]) -> HttpResponse:
    with transaction.atomic():
        for choice in choices:
            choose_letters(choice.form.declined, **choice.whose, now=timezone.now())
    return _kept(request)


def _kept(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Your choice is kept. You can change it here at any time."))
    return redirect(request.path)
