"""The desk's pages about arriving: the phone list, a call, a round of letters with its preview."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet

from network.arrivals.actions import note_call, start_round
from network.arrivals.choices import Arrival
from network.arrivals.forms import CallForm, RoundForm
from network.arrivals.models import InvitationRound
from network.arrivals.phonelist import COLUMNS, rows_of
from network.arrivals.queries import audience, counts, round_outcomes, wanted
from network.arrivals.rules import propose_login_name
from network.audit.actions import record
from network.deskmenu import RightfulMenuItem
from network.jobs.choices import JobState
from network.jobs.queries import progress_of
from network.mail.rendering import Words
from network.mail.rendering import render as render_mail
from network.mail.rules import Recipient
from network.people.actions import INVITATION_LASTS
from network.people.models import Person
from network.people.queries import shares_mailbox
from network.worklists.deeds import name_list
from network.worklists.taking import Taking, file_answer

PAGE_SIZE = 50
RIGHT = "network.add_invitation"
PHONE_LIST = name_list("phone_list", gettext_lazy("Phone list"), "arrivals:list")


def for_the_secretariat(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for those who may invite people."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        return view(request, **kwargs)

    return guarded


def _page(request: HttpRequest, template: str, title: str, context: dict[str, Any]) -> HttpResponse:
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("arrivals:list"), "label": _("Invitations and arrivals")},
    ]
    if template != "list":
        crumbs.append({"url": "", "label": title})
    furniture = {
        "breadcrumbs_items": crumbs,
        "header_title": title,
        "header_icon": "group",
        "page_name": title,
    }
    return render(request, f"network/arrivals/desk/{template}.html", furniture | context)


@require_safe
@for_the_secretariat
def phone_list(request: HttpRequest) -> HttpResponse:
    """Who is how far; by default everybody who has not arrived, with a phone number to call."""
    who, sought, today = _choice(request), request.GET.get("q", "").strip()[:100], timezone.localdate()
    page = Paginator(wanted(on=today, who=who, sought=sought), PAGE_SIZE).get_page(request.GET.get("p"))
    page.object_list = rows_of(page.object_list)
    numbers = counts(on=today)
    not_arrived = sum(number for state, number in numbers.items() if state != Arrival.ARRIVED)
    tabs = [{"value": "", "label": _("Not arrived"), "count": not_arrived}]
    tabs += [{"value": state.value, "label": state.label, "count": numbers[state.value]} for state in Arrival]
    return _page(
        request,
        "list",
        _("Invitations and arrivals"),
        {
            "page": page,
            "who": who,
            "sought": sought,
            "tabs": tabs,
            "query": urlencode({"who": who, "q": sought}),
            "everybody": sum(numbers.values()),
            "arrived": numbers[Arrival.ARRIVED.value],
            "as_of": timezone.now(),
            "may_be_invited": who != Arrival.ARRIVED and page.paginator.count > 0,
        },
    )


@require_safe
@for_the_secretariat
def printed(request: HttpRequest) -> HttpResponse:
    """The whole list on paper: name, phone, what happened, and room for notes."""
    rows = rows_of(
        wanted(on=timezone.localdate(), who=_choice(request), sought=request.GET.get("q", "")[:100])
    )
    record(
        actor_id=request.user.pk,
        verb="printed_phone_list",
        subject="network.person",
        subject_id="list",
        details={"rows": len(rows)},
    )
    return _page(request, "print", _("Phone list"), {"rows": rows, "as_of": timezone.now()})


@require_http_methods(["GET", "POST"])
@for_the_secretariat
def file(request: HttpRequest) -> HttpResponse:
    """The list as a file. Names leave the house: the book of files keeps who took it, what for, for whom."""
    who, sought = _choice(request), request.GET.get("q", "").strip()[:100]
    query = urlencode({"who": who, "q": sought})
    people = wanted(on=timezone.localdate(), who=who, sought=sought)
    taking = Taking(
        key=PHONE_LIST,
        columns=COLUMNS,
        rows=lambda: rows_of(people),
        count=people.count(),
        address=f"{reverse('arrivals:file')}?{query}",
        back=f"{reverse('arrivals:list')}?{query}",
        holds_people=True,
    )
    return file_answer(request, taking)


@for_the_secretariat
def called(request: HttpRequest, pk: int) -> HttpResponse:
    """Keeps what a call brought; earlier calls stand below."""
    person = get_object_or_404(Person, pk=pk, erased_at__isnull=True)
    form = CallForm(request.POST or None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        note_call(person, noted_by=request.user, **form.cleaned_data)
        messages.success(request, _("The call to %(name)s is noted.") % {"name": person.name})
        return redirect("arrivals:list")
    row = rows_of(wanted_one(person))[0] if wanted_one(person) else None
    return _page(
        request,
        "call",
        _("Note a call"),
        {
            "person": person,
            "row": row,
            "form": form,
            "calls": person.call_notes.select_related("noted_by__person"),
        },
    )


@require_POST
@for_the_secretariat
def preview(request: HttpRequest) -> HttpResponse:
    """Shows whom a round would write to and the letter as one real person would read it; sends nothing."""
    ids = _chosen(request)
    if ids is None or not ids:
        messages.info(
            request, _("Nobody was chosen. Please tick people on the list, or choose all of a group.")
        )
        return redirect("arrivals:list")
    now = timezone.now()
    found = audience(ids, now=now, on=timezone.localdate(now))
    people = ",".join(str(person.pk) for person in found.people)
    first = found.people[0] if found.people else None
    return _page(
        request,
        "preview",
        _("Invite many people"),
        {
            "form": RoundForm(initial={"people": people}),
            "count": len(found.people),
            "left_out": [(outcome.label, number) for outcome, number in found.left_out.items()],
            "names": [person.name for person in found.people[:10]],
            "more": max(len(found.people) - 10, 0),
            "first": first,
            "letter": _letter_to(first) if first else None,
            "days": INVITATION_LASTS.days,
        },
    )


@require_POST
@for_the_secretariat
def send(request: HttpRequest) -> HttpResponse:
    """Starts the round that was previewed; a second click finds the first one's."""
    form = RoundForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please choose the people once more on the list."))
        return redirect("arrivals:list")
    chosen = start_round(
        key=form.cleaned_data["key"],
        person_ids=form.cleaned_data["people"],
        made_by=request.user,
        now=timezone.now(),
    )
    return redirect("arrivals:round", pk=chosen.pk)


@require_safe
@for_the_secretariat
def one_round(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a round is, and how it ended."""
    chosen = get_object_or_404(InvitationRound, pk=pk)
    progress = progress_of(chosen.job_id) if chosen.job_id else None
    outcomes = round_outcomes(chosen)
    done, total = sum(number for _label, number in outcomes), len(chosen.person_ids)
    return _page(
        request,
        "round",
        _("Round of invitations"),
        {
            "round": chosen,
            "outcomes": outcomes,
            "done": done,
            "total": total,
            "is_running": done < total and (progress is None or progress.state != JobState.FAILED),
            "has_failed": progress is not None and progress.state == JobState.FAILED,
        },
    )


def wanted_one(person: Person) -> list[Person]:
    """One person as the list shows them."""
    today = timezone.localdate()
    either = [
        *wanted(on=today).filter(pk=person.pk),
        *wanted(on=today, who=Arrival.ARRIVED).filter(pk=person.pk),
    ]
    return either[:1]


def _choice(request: HttpRequest) -> str:
    who = request.GET.get("who", "")
    return who if who in Arrival.values else ""


def _chosen(request: HttpRequest) -> list[int] | None:
    """Ids from ticked boxes, from a list another page sends, or of a whole group."""
    if "group" in request.POST:
        who = request.POST.get("who", "")
        found = wanted(
            on=timezone.localdate(),
            who=who if who in Arrival.values else "",
            sought=request.POST.get("q", "")[:100],
        )
        return list(found.values_list("pk", flat=True))
    ticked = request.POST.getlist("person") or [request.POST.get("people", "")]
    form = RoundForm({"people": ",".join(ticked), "key": "00000000-0000-0000-0000-000000000000"})
    return form.cleaned_data["people"] if form.is_valid() else None


def _letter_to(person: Person) -> Words:
    """The letter as it will read, with an address in place of the link that is made on sending."""
    name = propose_login_name(person.kana, f"member{person.pk}", ()) if shares_mailbox(person) else ""
    context = {
        "action_url": f"{settings.SITE_URL}/l/…/",
        "action_code": "000 000 0000",
        "expires_at": timezone.now() + INVITATION_LASTS,
        "login_name": name,
    }
    recipient = Recipient(person.email, person.name, person.language, person.pk)
    return render_mail("network/people/invitation", context, recipient)


class ArrivalsViewSet(ViewSet):
    """Invitations and arrivals, beside the register."""

    name = "arrivals"
    icon = "mail"
    menu_label = gettext_lazy("Invitations and arrivals")
    menu_order = 90

    def get_urlpatterns(self) -> list:
        return [
            path("", phone_list, name="list"),
            path("print/", printed, name="print"),
            path("file/", file, name="file"),
            path("<int:pk>/call/", called, name="call"),
            path("preview/", preview, name="preview"),
            path("send/", send, name="send"),
            path("rounds/<int:pk>/", one_round, name="round"),
        ]

    def get_menu_item(self, order: int | None = None) -> RightfulMenuItem:
        return RightfulMenuItem.of(self, right=RIGHT, order=order)
