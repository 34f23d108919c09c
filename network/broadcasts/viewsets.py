"""The desk of announcements: write, look, try, send, watch, and see who was sent what."""

import uuid
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from operator import attrgetter
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from network.association.holidays import next_office_morning
from network.broadcasts import actions
from network.broadcasts.choices import BroadcastState, Hindrance
from network.broadcasts.forms import LATER, LetterForm, WhenForm, initial_of
from network.broadcasts.letters import goes_to, previews
from network.broadcasts.models import Broadcast
from network.broadcasts.queries import (
    Audience,
    broadcast_list,
    first_reader,
    log_page,
    progress_of,
    reach_of,
    subject_of,
    title_of,
    titles_of,
    whole_log,
)
from network.broadcasts.registry import Candidate, subject_named, subjects
from network.people.queries import person_of
from network.worklists.deeds import name_list
from network.worklists.sheet import SheetColumn
from network.worklists.taking import Taking, file_answer

WRITES, ANY = "network.add_broadcast", "network.change_broadcast"
PER_PAGE = 50
BEGUN = (BroadcastState.SENDING, BroadcastState.SENT, BroadcastState.STOPPED)
LOG = name_list("announcement_log", gettext_lazy("Who was sent what"), "announcements:index")
# The columns of the log as a file, in the reader's language.
LOG_COLUMNS = (
    SheetColumn(gettext_lazy("Name"), attrgetter("name")),
    SheetColumn(gettext_lazy("Address"), attrgetter("address")),
    SheetColumn(gettext_lazy("What became of it"), attrgetter("state")),
    SheetColumn(gettext_lazy("Sent"), attrgetter("at")),
)

View = Callable[..., HttpResponse]


def may_announce(user: Any, about: str, pk: int) -> bool:
    """Whether an account may write about this: the secretariat about anything, an organiser about own affairs."""
    subject = subject_named(about)
    if subject is None or not user.has_perm(WRITES):
        return False
    return user.has_perm(ANY) or pk in subject.own_among(user, [pk])


def about_page(view: View) -> View:
    """A page about something that can be announced; what is not there, or not one's own, is a 404."""

    @wraps(view)
    def guarded(request: HttpRequest, about: str, pk: int, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(WRITES):
            raise PermissionDenied
        if not title_of(about, pk) or not may_announce(request.user, about, pk):
            raise Http404
        return view(request, about, pk, **kwargs)

    return guarded


def broadcast_page(view: View) -> View:
    """A page about an announcement; what is not there, or not one's own affair, is a 404."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(WRITES):
            raise PermissionDenied
        rows = Broadcast.objects.select_related("follows", "written_by__person")
        broadcast = get_object_or_404(rows.exclude(state=BroadcastState.DISCARDED), pk=pk)
        if not may_announce(request.user, broadcast.about, broadcast.about_id):
            raise Http404
        return view(request, broadcast, **kwargs)

    return guarded


def _page(
    request: HttpRequest, template: str, title: str, crumbs: list[tuple[str, str]], context: dict[str, Any]
) -> HttpResponse:
    path_here = [(reverse("wagtailadmin_home"), _("Home")), *crumbs, ("", title)]
    furniture = {
        "breadcrumbs_items": [{"url": url, "label": label} for url, label in path_here],
        "header_title": title,
        "page_name": title,
        "header_icon": "mail",
    }
    return render(request, f"network/broadcasts/desk/{template}.html", furniture | context)


def _list_crumb() -> tuple[str, str]:
    return reverse("announcements:index"), pgettext("desk", "Announcements")


# --- the list --------------------------------------------------------------------------------


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What was announced and what will be, and what could be now."""
    user = request.user
    if not user.has_perm(WRITES):
        raise PermissionDenied
    now = timezone.now()
    rows = broadcast_list() if user.has_perm(ANY) else broadcast_list().filter(written_by=user)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    page.object_list = list(page.object_list)
    titles = titles_of(page.object_list)
    for broadcast in page.object_list:
        broadcast.title = titles.get((broadcast.about, broadcast.about_id), "–")
    candidates = [
        {
            "title": candidate.title,
            "day": candidate.day,
            "url": reverse("announcements:new", args=[name, candidate.pk]),
        }
        for name in subjects()
        for candidate in _candidates(user, name, now)
    ]
    return _page(
        request,
        "index",
        pgettext("desk", "Announcements"),
        [],
        {"page": page, "candidates": candidates},
    )


def _candidates(user: Any, about: str, now: datetime) -> list[Candidate]:
    """What this account could announce now."""
    subject = subjects()[about]
    candidates = list(subject.candidates(now=now))
    if user.has_perm(ANY):
        return candidates
    own = subject.own_among(user, [candidate.pk for candidate in candidates])
    return [candidate for candidate in candidates if candidate.pk in own]


# --- writing ---------------------------------------------------------------------------------


@about_page
def new(request: HttpRequest, about: str, pk: int) -> HttpResponse:
    """Write a letter about something."""
    return _write(request, Broadcast(about=about, about_id=pk, kind=subject_named(about).kind))


@broadcast_page
def second(request: HttpRequest, broadcast: Broadcast) -> HttpResponse:
    """Write a second letter to those to whom the first was written and who have not answered."""
    if broadcast.state not in BEGUN:
        raise Http404
    following = Broadcast(
        about=broadcast.about, about_id=broadcast.about_id, kind=broadcast.kind, follows=broadcast
    )
    return _write(request, following)


@broadcast_page
def edit(request: HttpRequest, broadcast: Broadcast) -> HttpResponse:
    """Change a draft."""
    if broadcast.state != BroadcastState.DRAFT:
        messages.info(request, _("This announcement is no draft any more; it can't be changed."))
        return redirect("announcements:show", broadcast.pk)
    return _write(request, broadcast)


def _write(request: HttpRequest, broadcast: Broadcast) -> HttpResponse:
    now = timezone.now()
    initial = initial_of(broadcast) if broadcast.pk else {"token": uuid.uuid4()}
    form = LetterForm(
        request.POST or None, now=now, is_second=broadcast.follows_id is not None, initial=initial
    )
    is_valid = request.method == "POST" and form.is_valid()
    if request.headers.get("X-Requested-With") == "fetch":
        return render(request, "network/broadcasts/desk/reach.html", {"reach": _reach(broadcast, form, now)})
    if is_valid and "count" not in request.POST:
        try:
            kept = _keep(request, broadcast, form)
        except actions.BroadcastError as refusal:
            if refusal.code != "changed":
                messages.info(request, _("This announcement is no draft any more; it can't be changed."))
                return redirect("announcements:show", broadcast.pk)
            form.add_error(
                None,
                _(
                    "Somebody changed this draft meanwhile. What you typed is below; "
                    "save again to put it in place of theirs."
                ),
            )
            form.data = form.data.copy()
            form.data["version"] = Broadcast.objects.values_list("version", flat=True).get(pk=broadcast.pk)
        else:
            return redirect("announcements:show", kept.pk)
    title = title_of(broadcast.about, broadcast.about_id)
    is_second = broadcast.follows_id is not None
    return _page(
        request,
        "write",
        _("Second letter") if is_second else _("Write an announcement"),
        [_list_crumb(), (subject_of(broadcast).desk_url(broadcast.about_id), title)],
        {
            "form": form,
            "title": title,
            "is_second": is_second,
            "reach": _reach(broadcast, form, now) if is_second or broadcast.pk or form.is_bound else None,
        },
    )


def _reach(broadcast: Broadcast, form: LetterForm, now: datetime) -> Any:
    """Whom the choice of the form reaches; nothing while the form can't be read."""
    if form.is_bound:
        if not broadcast.follows_id and not form.cleaned_data.get("circles"):
            return None
        broadcast.audience = form.audience.stored()
    return reach_of(broadcast, now=now)


def _keep(request: HttpRequest, broadcast: Broadcast, form: LetterForm) -> Broadcast:
    words, words_en = form.cleaned_data["words"], form.cleaned_data["words_en"]
    if broadcast.pk:
        actions.revise(
            broadcast,
            version=form.cleaned_data["version"] or 0,
            audience=form.audience,
            words=words,
            words_en=words_en,
            actor=request.user,
        )
        return broadcast
    return actions.draft(
        token=form.cleaned_data["token"],
        about=broadcast.about,
        about_id=broadcast.about_id,
        kind=broadcast.kind,
        follows=broadcast.follows,
        audience=form.audience if broadcast.follows is None else Audience(),
        words=words,
        words_en=words_en,
        written_by=request.user,
        now=timezone.now(),
    )


# --- looking, trying, sending ----------------------------------------------------------------


@require_safe
@broadcast_page
def show(request: HttpRequest, broadcast: Broadcast) -> HttpResponse:
    """A draft with its count and the real letter; later, how far it is and who was sent what."""
    return _show(request, broadcast)


def _show(request: HttpRequest, broadcast: Broadcast, form: WhenForm | None = None) -> HttpResponse:
    now = timezone.now()
    subject = subject_of(broadcast)
    title = title_of(broadcast.about, broadcast.about_id)
    state = BroadcastState(broadcast.state)
    context: dict[str, Any] = {
        "broadcast": broadcast,
        "title": title,
        "state_label": state.label,
        "hindrance": Hindrance(broadcast.hindrance).label if broadcast.hindrance else "",
        "goes_to": goes_to(broadcast),
        "subject_url": subject.desk_url(broadcast.about_id),
    }
    if state in BEGUN:
        context |= {
            "progress": progress_of(broadcast),
            "page": log_page(broadcast, request.GET.get("p"), only_failed="failed" in request.GET),
            "only_failed": "failed" in request.GET,
            "is_running": state == BroadcastState.SENDING,
        }
        template = "sent"
    else:
        hindrance = subject.hindrance(broadcast.about_id, now=now)
        reach = reach_of(broadcast, now=now)
        person = person_of(request.user)
        context |= {
            "reach": reach,
            "previews": [] if hindrance == Hindrance.GONE else _previews(broadcast, now),
            "stands_in_the_way": hindrance.label if hindrance else "",
            "is_draft": state == BroadcastState.DRAFT,
            "is_due": state == BroadcastState.SCHEDULED and broadcast.due_at <= now,
            "own_address": person.email if person else "",
            "form": form
            or WhenForm(now=now, initial={"version": broadcast.version, "at": next_office_morning(now)}),
        }
        template = "draft"
    return _page(request, template, title, [_list_crumb()], context)


def _previews(broadcast: Broadcast, now: datetime) -> list:
    return previews(broadcast, first_reader(broadcast, now=now), now=now)


@require_POST
@broadcast_page
def send(request: HttpRequest, broadcast: Broadcast) -> HttpResponse:
    """Let a draft go, now or later. A second press, or a colleague's, finds that it has gone."""
    now = timezone.now()
    form = WhenForm(request.POST, now=now)
    if not form.is_valid():
        if broadcast.state != BroadcastState.DRAFT:
            return redirect("announcements:show", broadcast.pk)
        return _show(request, broadcast, form)
    try:
        actions.schedule(
            broadcast,
            version=form.cleaned_data["version"],
            due_at=form.cleaned_data["due_at"],
            now=now,
            actor=request.user,
        )
    except actions.BroadcastError as refusal:
        messages.warning(request, _refusal(refusal.code))
    else:
        is_later = form.cleaned_data["when"] == LATER
        messages.success(
            request,
            _("It goes out at the time you chose. Until then you can take it back.")
            if is_later
            else _("It is going out. This page shows how far it is."),
        )
    return redirect("announcements:show", broadcast.pk)


def _refusal(code: str) -> str:
    if code in Hindrance.values:
        return str(Hindrance(code).label)
    return {
        "changed": _("The draft was changed meanwhile. Please look at the letter once more, then send it."),
        "not_a_draft": _("This announcement has been sent or scheduled already. Nothing was sent twice."),
    }[code]


@require_POST
@broadcast_page
def test(request: HttpRequest, broadcast: Broadcast) -> HttpResponse:
    """Send the letter to oneself, in both languages."""
    person = person_of(request.user)
    if person is None or not person.email:
        messages.warning(
            request, _("Your account has no mail address. The secretariat can enter one in the register.")
        )
        return redirect("announcements:show", broadcast.pk)
    page = request.build_absolute_uri(reverse("network:my_letters"))
    written = actions.send_test(
        broadcast, to=person, letters_page=page, now=timezone.now(), actor=request.user
    )
    if written:
        messages.success(
            request, _("Two test mails are on their way to %(address)s.") % {"address": person.email}
        )
    else:
        messages.info(request, _("The test mails are on their way already."))
    return redirect("announcements:show", broadcast.pk)


def _deed(
    deed: Callable[[Broadcast, HttpRequest], bool],
    done: str,
    too_late: str,
    *,
    then: str = "announcements:show",
) -> View:
    """A button that changes where an announcement stands, and says whether it came in time."""

    @require_POST
    @broadcast_page
    def view(request: HttpRequest, broadcast: Broadcast) -> HttpResponse:
        if deed(broadcast, request):
            messages.success(request, done)
            return redirect(then) if then.endswith("index") else redirect(then, broadcast.pk)
        messages.info(request, too_late)
        return redirect("announcements:show", broadcast.pk)

    return view


take_back = _deed(
    lambda broadcast, request: actions.take_back(broadcast, actor=request.user),
    gettext_lazy("Taken back: it is a draft again, nobody was written to."),
    gettext_lazy("Too late: it has begun to go out. You can stop what is left."),
)
stop = _deed(
    lambda broadcast, request: actions.stop(broadcast, now=timezone.now(), actor=request.user),
    gettext_lazy("Stopped. Letters that were handed over already can't be called back."),
    gettext_lazy("There was nothing left to stop."),
)
discard = _deed(
    lambda broadcast, request: actions.discard(broadcast, now=timezone.now(), actor=request.user),
    gettext_lazy("The draft is thrown away."),
    gettext_lazy("This announcement is no draft any more; it can't be thrown away."),
    then="announcements:index",
)


# --- watching, and the log -------------------------------------------------------------------


@require_safe
@broadcast_page
def progress(request: HttpRequest, broadcast: Broadcast) -> HttpResponse:
    """How far it is, for the page that shows it."""
    return render(
        request,
        "network/broadcasts/desk/progress.html",
        {
            "progress": progress_of(broadcast),
            "broadcast": broadcast,
            "is_running": broadcast.state == BroadcastState.SENDING,
        },
    )


@require_http_methods(["GET", "POST"])
@broadcast_page
def log_file(request: HttpRequest, broadcast: Broadcast) -> HttpResponse:
    """Who was sent what, as a file. Names leave the house: the book of files keeps who took it and for whom."""
    taking = Taking(
        key=LOG,
        columns=LOG_COLUMNS,
        rows=lambda: whole_log(broadcast),
        count=broadcast.addressees.count(),
        address=reverse("announcements:log_file", args=[broadcast.pk]),
        back=reverse("announcements:show", args=[broadcast.pk]),
        holds_people=True,
        about_id=broadcast.pk,
    )
    return file_answer(request, taking)


class AnnouncementsMenuItem(MenuItem):
    """Only for those who may announce something."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(WRITES)


class BroadcastViewSet(ViewSet):
    """Announcements of anything that can be announced."""

    name = "announcements"
    icon = "mail"
    menu_label = gettext_lazy("Announcements")
    menu_order = 250
    add_to_admin_menu = True
    menu_item_class = AnnouncementsMenuItem

    def get_urlpatterns(self) -> list:
        return [
            path("", index, name="index"),
            path("new/<slug:about>/<int:pk>/", new, name="new"),
            path("<int:pk>/", show, name="show"),
            path("<int:pk>/edit/", edit, name="edit"),
            path("<int:pk>/second/", second, name="second"),
            path("<int:pk>/test/", test, name="test"),
            path("<int:pk>/send/", send, name="send"),
            path("<int:pk>/take-back/", take_back, name="take_back"),
            path("<int:pk>/stop/", stop, name="stop"),
            path("<int:pk>/discard/", discard, name="discard"),
            path("<int:pk>/progress/", progress, name="progress"),
            path("<int:pk>/log/", log_file, name="log_file"),
        ]
