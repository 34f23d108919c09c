"""Registering, confirming, cancelling, joining: form in, one action, redirect or page out."""

import uuid
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django.views.generic import View

from events.fees.queries import fees_of, prospect_of, receipts_of, slip_to_pay
from events.fees.wording import prospect
from events.programme.models import Event
from events.programme.queries import EventCard, card_of, published, summed
from events.registration import actions, wording
from events.registration.answers import answer_for, may_join, state_text
from events.registration.choices import CancelledBy, PoolKind, RegistrationState
from events.registration.forms import CodeForm, GuestForm, PartsForm, WishForm
from events.registration.models import LIVE, Pool, Registration
from events.registration.queries import (
    Shown,
    as_shown,
    candidate_of,
    lines_of,
    my_place,
    part_titles,
    place_of,
    pools_of,
)
from membership.papers.queries import bank_account, file_name, pdf_of
from membership.selfservice.queries import slip_pdf
from network.mail.choices import LinkPurpose
from network.mail.links import make_link, resolve
from network.organisations.queries import organisation_names
from network.people.actions import PeopleError, invite
from network.people.kept import signed_in
from network.people.limits import address_of, within
from network.people.models import Person
from network.people.queries import person_of

CODE_TRIES = {"amount": 10, "seconds": 600}


def _event(slug: str) -> Event:
    event = published(slug)
    if event is None:
        raise Http404
    return event


def _shown(slug: str, *, now: datetime) -> Shown:
    found = as_shown(slug, now=now)
    if found is None:
        raise Http404
    return found


def _card(event: Event, pools: list[Pool], *, now: datetime) -> EventCard:
    """How it stands this moment."""
    return _drawn(Shown(event, pools, lines_of(pools, now=now)), now=now)


def _drawn(shown: Shown, *, now: datetime) -> EventCard:
    event, pools, lines = shown.event, shown.pools, shown.lines
    return card_of(event, summed([lines[pool.pk] for pool in pools if pool.kind != PoolKind.PART]), now=now)


@method_decorator(never_cache, name="dispatch")
class RegisterView(View):
    """The form (GET) and the registration (POST), for members in one step and for visitors by code."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.now = timezone.now()
        self.person = person_of(request.user)

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        shown = _shown(slug, now=self.now)
        event, pools = shown.event, shown.pools
        card = _drawn(shown, now=self.now)
        mine = place_of(event, self.person)
        standing = answer_for(event, self.person, mine, has_pools=bool(pools), seat=card.seat, now=self.now)
        if mine is not None and not mine.is_held:
            return redirect("events:done", slug=slug)
        if standing.code != "may_register":
            return render(request, "events/registration/refused.html", {"event": card, "standing": standing})
        return self._page(event, card, standing, self._form(event, pools, None))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        shown = _shown(slug, now=self.now)
        event, pools = shown.event, shown.pools
        form = self._form(event, pools, request.POST)
        if not form.is_valid():
            event = _event(slug)
            card = _card(event, pools, now=self.now)
            standing = answer_for(
                event, self.person, None, has_pools=bool(pools), seat=card.seat, now=self.now
            )
            return self._page(event, card, standing, form, status=422)
        if not form.shows_total():
            return self._ask_to_agree(event, pools, form)
        try:
            return self._register(event, form)
        except actions.RegistrationRefusedError as error:
            event = _event(slug)
            card = _card(event, pools, now=self.now)
            standing = wording.refused(event, error.code)
            return render(
                request, "events/registration/refused.html", {"event": card, "standing": standing}, status=409
            )

    def _ask_to_agree(self, event: Event, pools: list[Pool], form: WishForm) -> HttpResponse:
        """Nothing is booked before its total was shown: the same form again, with what the choice costs."""
        form.data = form.data.copy()
        form.data["agreed"] = form.chosen_total()
        event = _event(event.slug)
        card = _card(event, pools, now=self.now)
        standing = answer_for(event, self.person, None, has_pools=bool(pools), seat=card.seat, now=self.now)
        return self._page(event, card, standing, form, total=form.chosen_total())

    def _form(self, event: Event, pools: list[Pool], data: Any) -> WishForm:
        parts = {}
        if any(pool.kind == PoolKind.PART for pool in pools):
            parts = {part.key: part for part in event.parts.all() if part.is_optional}
        if self.person is None:
            return GuestForm(
                data, pools=pools, parts=parts, needs_organisation=event.audience == "practitioners"
            )
        known = candidate_of(self.person, audience=event.audience, now=self.now)
        needs = event.audience == "practitioners" and not known.names_organisation
        return WishForm(data, pools=pools, parts=parts, needs_organisation=needs)

    def _page(
        self,
        event: Event,
        card: EventCard,
        standing: wording.Answer,
        form: WishForm,
        *,
        status: int = 200,
        total: int | None = None,
    ) -> HttpResponse:
        """The form. `total` in yen where a choice was made and waits to be agreed to."""
        return render(
            self.request,
            "events/registration/form.html",
            {
                "event": card,
                "standing": standing,
                "form": form,
                "fields_needed": self.person is None,
                "suggestions": organisation_names() if "organisation" in form.fields else [],
                "has_fees": form.has_fees,
                "is_to_agree": total is not None,
                "total": form.total("", []) if total is None else total,
            },
            status=status,
        )

    def _register(self, event: Event, form: WishForm) -> HttpResponse:
        wish = actions.Wish(
            kind=form.cleaned_data.get("kind", ""),
            part_keys=frozenset(uuid.UUID(key) for key in form.cleaned_data.get("parts", [])),
            agreed=form.cleaned_data.get("agreed"),
        )
        typed = form.cleaned_data.get("organisation", "")
        if self.person is not None:
            actions.register(event.pk, person=self.person, wish=wish, now=self.now, typed_organisation=typed)
            return redirect("events:done", slug=event.slug)
        return self._register_guest(event, form, wish)

    def _register_guest(self, event: Event, form: WishForm, wish: actions.Wish) -> HttpResponse:
        mailbox = salted_hmac("events.guest", form.cleaned_data["email"].lower()).hexdigest()
        if not within("guest", mailbox, amount=10, seconds=3600) or not within(
            "guest-address", address_of(self.request), amount=300, seconds=3600
        ):
            form.add_error(
                None, _("Too many attempts in a short time. Please wait an hour, or call the secretariat.")
            )
            pools = pools_of(event)
            card = _card(event, pools, now=self.now)
            standing = wording.may_register(event, waiting=card.seat.code == "waiting", known=False)
            return self._page(event, card, standing, form, status=429)
        guest = actions.Guest(
            name=form.cleaned_data["name"],
            email=form.cleaned_data["email"],
            kana=form.cleaned_data["kana"],
            organisation=form.cleaned_data["organisation"],
            language=translation.get_language() or "ja",
        )
        registration = actions.register_guest(event.pk, guest=guest, wish=wish, now=self.now)
        return redirect("events:confirm", slug=event.slug, public_id=registration.public_id)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD"])
def done(request: HttpRequest, slug: str) -> HttpResponse:
    """What has happened, what comes by mail, what can be undone."""
    now = timezone.now()
    shown = _shown(slug, now=now)
    event = shown.event
    person = person_of(request.user)
    mine = place_of(event, person)
    if mine is None:
        return redirect("events:detail", slug=slug)
    outcome = {
        "code": "confirmed" if mine.state == RegistrationState.CONFIRMED else "waiting",
        "number": mine.number,
        "position": mine.position,
        "email": person.email,
        "manage_url": reverse("mypage:home"),
    }
    if _ever_cost(shown.pools):
        outcome |= {"fees": fees_of(mine.registration.pk), "bank": bank_account()}
    card = _drawn(shown, now=now)
    return render(request, "events/registration/done.html", {"event": card, "outcome": outcome})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, slug: str, public_id: uuid.UUID) -> HttpResponse:
    """A visitor enters the code of the letter. The page says the same whoever the registration belongs to."""
    event = _event(slug)
    registration = get_object_or_404(
        Registration.objects.select_related("person", "pool"), event=event, public_id=public_id
    )
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if not within("code", str(public_id), **CODE_TRIES):
            form.add_error("code", _("Too many attempts. Please wait ten minutes."))
        elif _code_is_of(form.cleaned_data["code"], registration):
            return _confirmed(request, registration)
        else:
            form.add_error("code", _("This code does not fit. Please look at the newest mail from us."))
    card = _card(event, pools_of(event), now=timezone.now())
    outcome = {
        "code": "held",
        "email": _masked(registration.person.email),
        "held_until": registration.hold_until,
    }
    return render(
        request,
        "events/registration/done.html",
        {"event": card, "outcome": outcome, "code_form": form},
        status=422 if form.errors else 200,
    )


def _code_is_of(code: str, registration: Registration) -> bool:
    for purpose in (LinkPurpose.REGISTRATION_CONFIRM, LinkPurpose.REGISTRATION_MANAGE):
        if resolve(code, purpose=purpose, now=timezone.now()) == str(registration.pk):
            return True
    return False


def _masked(address: str) -> str:
    """Enough of an address to recognise one's own: ta…@example.jp."""
    box, _at, domain = address.partition("@")
    return f"{box[:2]}…@{domain}"


def _confirmed(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Confirm, and show the registration at its own secret address."""
    try:
        registration = actions.confirm_address(registration, now=timezone.now())
    except actions.RegistrationRefusedError as error:
        event = _event(registration.event.slug)
        card = _card(event, pools_of(event), now=timezone.now())
        standing = wording.refused(event, error.code)
        return render(
            request, "events/registration/refused.html", {"event": card, "standing": standing}, status=409
        )
    messages.success(request, state_text(registration))
    link = make_link(
        LinkPurpose.REGISTRATION_MANAGE,
        registration.pk,
        expires_at=registration.event.ends_at + timedelta(days=1),
    )
    return redirect(urlsplit(link.url).path)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The letter's link: a page with one button; opening it (a scanner does, too) changes nothing."""
    registration = _registration_of(token, LinkPurpose.REGISTRATION_CONFIRM)
    if request.method == "POST":
        return _confirmed(request, registration)
    event = _event(registration.event.slug)
    card = _card(event, pools_of(event), now=timezone.now())
    return render(
        request, "events/registration/confirm.html", {"event": card, "name": registration.person.name}
    )


def _registration_of(token: str, purpose: LinkPurpose) -> Registration:
    pk = resolve(token, purpose=purpose, now=timezone.now())
    if pk is None:
        raise Http404
    return get_object_or_404(
        Registration.objects.select_related("event__state", "person__account", "pool", "organisation"), pk=pk
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """One registration by its secret link, without an account: see, cancel, take to one's own page."""
    registration = _registration_of(token, LinkPurpose.REGISTRATION_MANAGE)
    if request.method == "POST":
        return _manage(request, registration, token)
    event = _event(registration.event.slug)
    now = timezone.now()
    mine = my_place(registration)
    live = registration.state in (RegistrationState.CONFIRMED, RegistrationState.WAITING)
    context = {
        "event": _card(event, pools := pools_of(event), now=now),
        "my": {
            "state_text": state_text(registration),
            "position": mine.position,
            "number": registration.number,
            "name": registration.person.name,
            "organisation": registration.organisation_text or registration.organisation,
            "pool_label": registration.pool.get_kind_display(),
            "parts": part_titles(registration, event),
            "join_url": reverse("events:join_by_link", args=[token]) if may_join(registration, event) else "",
        },
        "can_cancel": live and now < event.starts_at,
        "cancel_url": request.path,
        "fee_then": _fee_then(registration, event, pools, now=now) if live else "",
        "parts_url": reverse("events:parts_by_link", args=[token]) if _has_parts(event) else "",
        "fees": fees_of(registration.pk) if _ever_cost(pools) else None,
        "bank": bank_account(),
        "token": token,
        "claim": _claim_of(request, registration),
    }
    return render(request, "events/registration/manage.html", context)


def _fee_then(registration: Registration, event: Event, pools: list[Pool], *, now: datetime) -> str:
    """What giving the place up means for the fee; no query where nothing ever cost anything."""
    return prospect(prospect_of(registration.pk, event, now=now)) if _ever_cost(pools) else ""


def _ever_cost(pools: list[Pool]) -> bool:
    """Whether anybody may have been charged: no query."""
    return any(pool.fee is not None for pool in pools)


def _has_parts(event: Event) -> bool:
    return any(part.is_optional for part in event.parts.all())


@never_cache
@require_http_methods(["GET", "HEAD"])
def slip_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """How to transfer a registration's fees, as a PDF, for somebody without an account."""
    slip = slip_to_pay(_registration_of(token, LinkPurpose.REGISTRATION_MANAGE).pk)
    content = slip and slip_pdf(slip)
    if not content:
        raise Http404
    return _pdf(content, f"slip-{slip.reference}.pdf")


@never_cache
@require_http_methods(["GET", "HEAD"])
def receipt_by_link(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """A receipt for this registration's fees, as a PDF."""
    registration = _registration_of(token, LinkPurpose.REGISTRATION_MANAGE)
    paper = get_object_or_404(receipts_of(registration.pk), pk=pk)
    return _pdf(pdf_of(paper), file_name(paper))


def _pdf(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def parts_mine(request: HttpRequest, slug: str) -> HttpResponse:
    """A member joins or leaves optional parts."""
    event = _event(slug)
    mine = place_of(event, person_of(request.user))
    if mine is None:
        return redirect("events:detail", slug=slug)
    return _parts_page(request, event, mine.registration, back=reverse("events:done", args=[slug]))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def parts_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The same for somebody without an account."""
    registration = _registration_of(token, LinkPurpose.REGISTRATION_MANAGE)
    event = _event(registration.event.slug)
    return _parts_page(request, event, registration, back=reverse("events:manage", args=[token]))


def _parts_page(request: HttpRequest, event: Event, registration: Registration, *, back: str) -> HttpResponse:
    """Parts to tick; what they cost is shown before anything is changed."""
    form = _parts_form(event, registration, request.POST if request.method == "POST" else None)
    is_to_agree = False
    if form.is_bound and form.is_valid():
        if form.shows_total():
            return _change_parts(request, event, registration, form, back=back)
        form.data = form.data.copy()
        form.data["agreed"], is_to_agree = form.chosen_total(), True
    total = form.chosen_total() if is_to_agree else form.total(form.initial["parts"])
    context = {
        "event": _card(event, pools_of(event), now=timezone.now()),
        "form": form,
        "has_fees": form.has_fees,
        "is_to_agree": is_to_agree,
        "total": total,
        "back": back,
    }
    return render(request, "events/registration/parts.html", context, status=422 if form.errors else 200)


def _parts_form(event: Event, registration: Registration, data: Any) -> PartsForm:
    parts = {part.key: part for part in event.parts.all() if part.is_optional}
    pools = [pool for pool in pools_of(event) if pool.part_key in parts]
    if not pools:
        raise Http404
    there = registration.part_places.filter(state__in=LIVE).values_list("pool__part_key", flat=True)
    initial = {"parts": [str(key) for key in there]}
    return PartsForm(data, pools=pools, parts=parts, initial=initial)


def _change_parts(
    request: HttpRequest, event: Event, registration: Registration, form: PartsForm, *, back: str
) -> HttpResponse:
    keys = [uuid.UUID(key) for key in form.cleaned_data["parts"]]
    try:
        actions.change_parts(
            registration, part_keys=keys, now=timezone.now(), agreed=form.cleaned_data.get("agreed")
        )
    except actions.RegistrationRefusedError as error:
        card = _card(event, pools_of(event), now=timezone.now())
        standing = wording.refused(event, error.code)
        return render(
            request, "events/registration/refused.html", {"event": card, "standing": standing}, status=409
        )
    messages.success(request, _("Your choice of parts is kept. A mail confirms it."))
    return redirect(back)


def _claim_of(request: HttpRequest, registration: Registration) -> dict[str, str] | None:
    """How this registration can come to a page of one's own; None when it is there already."""
    person = person_of(request.user)
    if person is not None:
        if person.pk == registration.person_id:
            return None
        return {"post_url": request.path, "label": _("Move it to my page")}
    if hasattr(registration.person, "account"):
        return None
    return {"post_url": request.path, "label": _("Send me an invitation to an account")}


def _manage(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    action = request.POST.get("action")
    if action == "cancel":
        _cancel(request, registration)
    elif action == "claim":
        _claim(request, registration)
    else:
        raise BadRequest
    return redirect("events:manage", token=token)


def _cancel(request: HttpRequest, registration: Registration) -> None:
    if timezone.now() >= registration.event.starts_at:
        messages.error(request, _("The event has begun; please call the secretariat."))
    elif actions.cancel(registration, by=CancelledBy.SELF, now=timezone.now()):
        messages.success(request, _("Your registration is cancelled. A mail confirms it."))
    else:
        messages.info(request, _("This registration had been cancelled before."))


def _claim(request: HttpRequest, registration: Registration) -> None:
    person = person_of(request.user)
    if person is None:
        _invite_guest(request, registration)
        return
    try:
        actions.claim(registration, person=person, now=timezone.now())
    except actions.RegistrationRefusedError:
        messages.error(
            request, _("Your own page already has a registration for this event. Please cancel one of them.")
        )
    else:
        messages.success(request, _("This registration is on your page now."))


def _invite_guest(request: HttpRequest, registration: Registration) -> None:
    """Ask by mail to choose a password; the letter goes to the confirmed address, whoever holds this link."""
    if not within("guest-invitation", str(registration.person_id), amount=5, seconds=3600):
        messages.error(request, _("Too many attempts. Please wait an hour."))
        return
    try:
        invite(registration.person, invited_by=None, now=timezone.now())
    except PeopleError:
        messages.info(request, _("There is an account for you already. Please sign in."))
    else:
        messages.success(request, _("We sent you a letter with which you choose a password."))


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def cancel_mine(request: HttpRequest, slug: str) -> HttpResponse:
    """A member gives the place up: a page that asks (GET), the deed (POST)."""
    event = _event(slug)
    mine = place_of(event, person_of(request.user))
    now, pools = timezone.now(), pools_of(event)
    context = {"event": _card(event, pools, now=now), "cancel_url": request.path}
    if request.method == "POST":
        if mine is not None:
            _cancel(request, mine.registration)
        return redirect("events:cancelled_mine", slug=slug)
    if mine is None:
        return redirect("events:detail", slug=slug)
    context["fee_then"] = _fee_then(mine.registration, event, pools, now=now)
    return render(request, "events/registration/cancel_confirm.html", context)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD"])
def cancelled_mine(request: HttpRequest, slug: str) -> HttpResponse:
    """What a cancelled registration means now."""
    event = _event(slug)
    if place_of(event, person_of(request.user)) is not None:
        return redirect("events:detail", slug=slug)
    card = _card(event, pools_of(event), now=timezone.now())
    return render(request, "events/registration/cancel_confirm.html", {"event": card, "done": True})


@never_cache
@require_http_methods(["GET", "HEAD"])
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """The gate to an online meeting: the link for those who have a seat online, the reason for everybody else (E9)."""
    event = _event(slug)
    person = person_of(request.user)
    return _gate(request, event, place_of(event, person), person)


@never_cache
@require_http_methods(["GET", "HEAD"])
def join_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The same gate for somebody without an account."""
    registration = _registration_of(token, LinkPurpose.REGISTRATION_MANAGE)
    event = _event(registration.event.slug)
    return _gate(request, event, my_place(registration), registration.person)


def _gate(request: HttpRequest, event: Event, mine: Any, person: Person | None) -> HttpResponse:
    context: dict[str, Any] = {"event": _card(event, pools_of(event), now=timezone.now())}
    if mine is not None and may_join(mine.registration, event):
        if event.state.join_url:
            return render(
                request, "events/registration/join.html", context | {"join_url": event.state.join_url}
            )
        context["reason"] = _("The link has not been set yet. It will stand here before the meeting begins.")
    elif person is None:
        target = reverse("events:join", args=[event.slug])
        context |= {
            "reason": _("Please sign in, or open this page from the link in your letter."),
            "next_url": f"{reverse('account_login')}?next={target}",
            "next_label": _("Sign in"),
        }
    else:
        context["reason"] = _("The link is shown to people who are registered to take part online.")
    return render(request, "events/registration/join.html", context, status=403)
