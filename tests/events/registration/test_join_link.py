"""E9: the link to the online meeting is found behind the gate, by those who have a seat online, and nowhere else."""

import re
from collections import deque

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.registration import actions
from events.registration.choices import CancelledBy, Letter, PoolKind, RegistrationState
from events.registration.models import Registration
from network.mail.models import OutboxMessage
from network.mail.rendering import render
from network.mail.rules import Recipient
from tests.factories.events import STARTS, PoolFactory, RegistrationFactory, meeting
from tests.factories.network import AccountFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("E9")]
SECRET = "kaigi-no-himitsu-7351"
LINK = f"https://meet.example/j/{SECRET}?pwd=0"
INNER = re.compile(r'(?:href|src)="(/[^"#]*)"')
ENOUGH = 80


@pytest.fixture
def venue():
    """A hybrid meeting whose link is set: something that could leak."""
    pool = meeting(
        starts_at=STARTS.replace(year=2099),
        format="hybrid",
        seats=1,
        state__join_url=LINK,
        title="見本の会議",
    )
    PoolFactory(event=pool.event, kind=PoolKind.ONLINE, capacity=5)
    return pool


def register(pool, kind):
    """Somebody registers, and stands where the seats put them."""
    account = AccountFactory()
    actions.register(pool.event_id, person=account.person, wish=actions.Wish(kind=kind), now=timezone.now())
    return account


def browser(account=None):
    client = Client()
    if account:
        client.force_login(account)
    return client


def crawl(client, event) -> dict[str, str]:
    """Every page one can reach from the front doors and the event's own addresses, by address."""
    names = ("detail", "ics", "register", "done", "cancel_mine", "cancelled_mine", "join")
    doors = ["/", "/en/", reverse("events:list"), reverse("events:feed"), reverse("mypage:home")]
    doors += [reverse("events:month", args=[event.starts_at.year, event.starts_at.month])]
    doors += [reverse(f"events:{name}", args=[event.slug]) for name in names]
    doors += [f"/en{reverse(f'events:{name}', args=[event.slug])}" for name in names]
    todo, found = deque(doors), {}
    while todo and len(found) < ENOUGH:
        url = todo.popleft()
        if url in found or url.startswith(("/static/", "/desk/", "/account/logout")):
            continue
        answer = client.get(url, follow=True)
        assert answer.status_code < 500, url
        found[url] = answer.getvalue().decode("utf-8", "replace") + str(answer.redirect_chain)
        todo.extend(INNER.findall(found[url].replace("&amp;", "&")))
    return found


def leaks(pages: dict[str, str]) -> set[str]:
    return {url for url, text in pages.items() if SECRET in text}


def people(venue):
    """One browser per role."""
    confirmed_at_venue, confirmed_online = register(venue, "venue"), register(venue, "online")
    waiting, cancelled = register(venue, "venue"), register(venue, "online")
    row = Registration.objects.get(person=cancelled.person)
    actions.cancel(row, by=CancelledBy.SELF, now=timezone.now())
    return {
        "public": None,
        "waiting": waiting,
        "cancelled": cancelled,
        "at the venue": confirmed_at_venue,
        "online": confirmed_online,
    }


@pytest.mark.parametrize("role", ["public", "waiting", "cancelled", "at the venue"])
def test_a_crawl_finds_no_link(venue, role):
    account = people(venue)[role]

    pages = crawl(browser(account), venue.event)

    assert len(pages) > 15
    assert leaks(pages) == set()


def test_a_crawl_of_who_has_a_seat_online_finds_it_behind_the_gate_alone(venue):
    account = people(venue)["online"]
    gate = reverse("events:join", args=[venue.event.slug])

    pages = crawl(browser(account), venue.event)

    assert leaks(pages) == {gate, f"/en{gate}"}


@pytest.mark.parametrize("role", ["public", "waiting", "cancelled", "at the venue"])
def test_the_gate_is_closed_with_a_reason(venue, role):
    account = people(venue)[role]

    answer = browser(account).get(reverse("events:join", args=[venue.event.slug]))

    assert answer.status_code == 403
    assert answer.context["reason"]


def test_the_gate_closes_at_once_when_the_place_is_given_up(venue):
    account = register(venue, "online")
    client, gate = browser(account), reverse("events:join", args=[venue.event.slug])
    before = client.get(gate)

    client.post(reverse("events:cancel_mine", args=[venue.event.slug]))
    after = client.get(gate)

    assert (SECRET in before.content.decode(), SECRET in after.content.decode()) == (True, False)
    assert "no-store" in before.headers["Cache-Control"]


def test_the_gate_closes_when_the_event_is_cancelled(venue):
    account = register(venue, "online")
    actions.cancel_event(venue.event, reason="", actor_id=None)

    answer = browser(account).get(reverse("events:join", args=[venue.event.slug]))

    assert (answer.status_code, SECRET in answer.content.decode()) == (403, False)


def test_who_was_moved_up_finds_the_link(venue):
    online = venue.event.pools.get(kind=PoolKind.ONLINE)
    actions.set_capacity(online, 0, now=timezone.now(), actor_id=None)
    account = register(venue, "online")
    client, gate = browser(account), reverse("events:join", args=[venue.event.slug])
    before = client.get(gate)

    actions.set_capacity(online, 1, now=timezone.now(), actor_id=None)

    assert (before.status_code, SECRET in client.get(gate).content.decode()) == (403, True)


def test_a_gate_without_a_link_says_when_to_come_back(venue):
    account = register(venue, "online")
    venue.event.state.join_url = ""
    venue.event.state.save()

    assert browser(account).get(reverse("events:join", args=[venue.event.slug])).status_code == 403


def test_a_visitor_finds_the_link_through_the_own_signed_link_until_cancelling(venue):
    row = RegistrationFactory(pool=venue.event.pools.get(kind=PoolKind.ONLINE), event=venue.event)
    client = browser()
    manage = manage_page(client, row, venue.event)
    gate = f"{manage}join/"

    inside, page = client.get(gate).content.decode(), client.get(manage).content.decode()
    client.post(manage, {"action": "cancel"})

    assert (SECRET in inside, SECRET in page, SECRET in client.get(gate).content.decode()) == (
        True,
        False,
        False,
    )


def manage_page(client, row, event):
    """The address a letter to somebody without an account leads to."""
    Registration.objects.filter(pk=row.pk).update(state=RegistrationState.CONFIRMED)
    actions.letters.write(Letter.CONFIRMED, row, event, now=timezone.now())
    link = OutboxMessage.objects.get(person=row.person).context["link"]
    return client.get(link, follow=True).request["PATH_INFO"]


def test_no_letter_carries_the_link_in_words_or_calendar(venue):
    people(venue)
    guest = actions.Guest(name="見本 客", email="kyaku@office.example")
    now = timezone.now()
    held = actions.register_guest(venue.event_id, guest=guest, wish=actions.Wish(kind="online"), now=now)
    actions.register_guest(venue.event_id, guest=guest, wish=actions.Wish(kind="online"), now=now)
    actions.confirm_address(held, now=now)
    actions.register_guest(venue.event_id, guest=guest, wish=actions.Wish(kind="online"), now=now)
    actions.set_capacity(venue, 9, now=now, actor_id=None)
    venue.event.refresh_from_db()
    actions.tell_registered(venue.event_id, letter=Letter.EVENT_CHANGED, now=now)
    actions.cancel_event(venue.event, reason="", actor_id=None)
    actions.tell_registered(venue.event_id, letter=Letter.EVENT_CANCELLED, now=now)
    letters = list(OutboxMessage.objects.all())
    kinds = {row.template.rpartition("/")[2] for row in letters}

    said = [
        word
        for row in letters
        for language in ("ja", "en")
        for word in vars(
            render(row.template, row.context, Recipient(row.to_address, row.to_name, language))
        ).values()
    ]

    assert kinds >= set(Letter) - {"part_promoted", "parts", "fee_received", "fee_asked"}
    assert not [text for text in said if SECRET in text]
    assert not [
        row.key for row in letters if SECRET in str(row.context) or SECRET.encode() in bytes(row.calendar)
    ]
