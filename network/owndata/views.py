"""My data: what is kept of oneself, as a page and as a file, and the way to have it erased."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.owndata.actions import ask_for_erasure, note_file, take_back_request
from network.owndata.choices import Fate
from network.owndata.files import as_json, as_zip
from network.owndata.forms import PasswordAgainForm
from network.owndata.queries import holdings_of, subject_of, waiting_request
from network.people.kept import signed_in
from network.people.limits import refused, within
from network.people.models import Person
from network.people.queries import person_of

FILES = {"json": (as_json, "application/json"), "csv": (as_zip, "application/zip")}
ENDINGS = {"json": "json", "csv": "zip"}
AN_HOUR = 3600
TITLES = {
    Fate.GOES: gettext_lazy("What an erasure deletes"),
    Fate.NUMBER: gettext_lazy("What stays without your name, under a number"),
    Fate.STAYS: gettext_lazy("What has to stay for a time"),
}


@never_cache
@signed_in
@require_safe
def own_data(request: HttpRequest) -> HttpResponse:
    """What is kept, what for, how long; the ways to take it along and to have it erased."""
    person = person_of(request.user)
    context = {"groups": [], "request_waits": None}
    if person is not None:
        context = {"groups": _groups(person), "request_waits": waiting_request(person)}
    return render(request, "network/owndata/own_data.html", context)


@never_cache
@signed_in
@require_POST
def own_file(request: HttpRequest) -> HttpResponse:
    """Everything as one file, at once; that it was taken is noted."""
    person = _own(request)
    kind = request.POST.get("kind", "")
    if kind not in FILES:
        raise Http404
    if not within("own_data", str(request.user.pk), amount=20, seconds=AN_HOUR):
        return refused(request)
    make, content_type = FILES[kind]
    now = timezone.now()
    note_file(person, by=request.user)
    return HttpResponse(
        make(subject_of(person), now=now),
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="my-data-{timezone.localdate(now):%Y%m%d}.{ENDINGS[kind]}"'
        },
    )


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Says what goes and what stays, and takes the request once the password came again."""
    person = _own(request)
    form = PasswordAgainForm(request.POST if request.method == "POST" else None, account=request.user)
    if request.method == "POST":
        if not within("erasure", str(request.user.pk), amount=10, seconds=AN_HOUR):
            return refused(request)
        if form.is_valid():
            ask_for_erasure(person, by=request.user, now=timezone.now())
            messages.success(
                request, _("We have your request. The secretariat carries it out within two weeks.")
            )
            return redirect("network:own_data")
    context = {"form": form, "groups": _groups(person)}
    return render(request, "network/owndata/ask.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """Everything stays as it is."""
    if take_back_request(_own(request), by=request.user, now=timezone.now()):
        messages.success(request, _("The request is taken back. Nothing is erased."))
    return redirect("network:own_data")


def _groups(person: Person) -> list[dict[str, Any]]:
    """What is kept of somebody, by what an erasure does with it."""
    holdings = holdings_of(subject_of(person))
    return [
        {"title": title, "holdings": found}
        for fate, title in TITLES.items()
        if (found := [holding for holding in holdings if holding.fate is fate])
    ]


def _own(request: HttpRequest) -> Person:
    """The person of the account; for an account of nobody in the register there is nothing here."""
    person = person_of(request.user)
    if person is None:
        raise Http404
    return person
