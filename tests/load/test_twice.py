"""E7: the same form sent twice at the same moment, from two browsers or by a double click, over HTTP."""

import random
from collections import Counter
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.urls import reverse

from events.registration.models import Pool, Registration
from network.mail.models import OutboxMessage
from network.people.models import Account, Person
from tests.bench.serving import Server
from tests.factories.events import STARTS, meeting
from tests.load import client, crowd, sites

pytestmark = [
    pytest.mark.stack,
    pytest.mark.usefixtures("shared_db"),
    pytest.mark.skipif(not sites.redis_answers(), reason="no Redis answers; TEST_REDIS_URL names one"),
]
NOBODY = f"{settings.CSRF_COOKIE_NAME}={client.CSRF}"


@dataclass
class Twice:
    """What became of requests of which each was sent twice."""

    statuses: dict[int, int]
    pairs_that_agree: int
    registrations: int
    people: int
    letters: dict[str, int]


def coming_meeting(seats: int) -> Pool:
    return meeting(seats=seats, starts_at=STARTS.replace(year=2099))


def send_twice(server: Server, pool: Pool, requests: list[bytes], *, at_a_time: int) -> Twice:
    """Each request twice at the very same moment, some pairs at a time."""
    pairs = []
    for start in range(0, len(requests), at_a_time):
        some = [request for request in requests[start : start + at_a_time] for _ in range(2)]
        answers, _ = client.rush(server.port, some)
        pairs += zip(answers[::2], answers[1::2], strict=True)
    rows = Registration.objects.filter(pool=pool).values_list("person", flat=True)
    keys = OutboxMessage.objects.filter(key__startswith="registration:").values_list("key", flat=True)
    return Twice(
        statuses=client.statuses([answer for pair in pairs for answer in pair]),
        pairs_that_agree=sum(one.location == other.location for one, other in pairs),
        registrations=len(rows),
        people=len(set(rows)),
        letters=dict(Counter(key.split(":")[1] for key in keys)),
    )


def exactly(pairs: int, **letters: int) -> Twice:
    """Everybody once, with one letter, both browsers led to the same page."""
    return Twice({302: 2 * pairs}, pairs, pairs, pairs, letters)


def members_requests(pool: Pool, accounts: list[Account], *, other_browser: bool) -> list[list[bytes]]:
    """The form of each member as sent by one browser, and by another one where the person has signed in too."""
    path = reverse("events:register", args=[pool.event.slug])
    browsers = [crowd.sign_in(accounts, sites.session_cache()) for _ in range(1 + other_browser)]
    return [[client.post(path, cookie=cookie) for cookie in cookies] for cookies in browsers]


def guests_requests(pool: Pool, amount: int, *, address: str = "guest{number}@person.example") -> list[bytes]:
    path = reverse("events:register", args=[pool.event.slug])
    return [
        client.post(path, cookie=NOBODY, name=f"見本 次郎{number}", email=address.format(number=number))
        for number in range(amount)
    ]


PAIRS = [
    pytest.param(6, id="6 pairs"),
    pytest.param(200, id="200 pairs", marks=pytest.mark.full),
]


@pytest.mark.capability("E7")
@pytest.mark.parametrize("pairs", PAIRS)
def test_a_member_s_double_click_is_one_registration(tmp_path, pairs, prove_figure):
    pool = coming_meeting(seats=pairs // 2)
    with sites.site(tmp_path) as server:
        (requests,) = members_requests(pool, crowd.members(pairs), other_browser=False)

        result = send_twice(server, pool, requests, at_a_time=4)

    assert result == exactly(pairs, confirmed=pairs // 2, waiting=pairs - pairs // 2)
    prove_figure(
        f"{pairs} members, each form sent twice at once: {pairs} registrations, {pairs} letters, no error"
    )


@pytest.mark.capability("E7")
@pytest.mark.parametrize("pairs", PAIRS)
def test_a_member_in_two_browsers_is_one_registration(tmp_path, pairs):
    pool = coming_meeting(seats=pairs)
    with sites.site(tmp_path) as server:
        one, other = members_requests(pool, crowd.members(pairs), other_browser=True)
        both = [request for pair in zip(one, other, strict=True) for request in pair]

        answers = [
            answer
            for start in range(0, len(both), 8)
            for answer in client.rush(server.port, both[start : start + 8])[0]
        ]

    assert client.statuses(answers) == {302: 2 * pairs}
    assert Registration.objects.filter(pool=pool).count() == pairs
    assert OutboxMessage.objects.count() == pairs


# One address may try 300 times an hour, and here everybody has the same one.
VISITORS = [PAIRS[0], pytest.param(140, id="140 pairs", marks=pytest.mark.full)]


@pytest.mark.capability("E7", "E17")
@pytest.mark.parametrize("pairs", VISITORS)
def test_a_visitor_s_double_click_is_one_registration_and_one_letter(tmp_path, pairs, prove_figure):
    pool = coming_meeting(seats=pairs)
    with sites.site(tmp_path) as server:
        requests = guests_requests(pool, pairs)

        result = send_twice(server, pool, requests, at_a_time=4)

    assert result == exactly(pairs, address=pairs)
    prove_figure(
        f"{pairs} visitors, each form sent twice at once: {pairs} registrations, {pairs} letters, no error"
    )


@pytest.mark.capability("E7", "E17")
def test_colleagues_at_one_address_at_once_are_one_registration_each(tmp_path):
    colleagues = 5
    pool = coming_meeting(seats=colleagues)
    with sites.site(tmp_path) as server:
        requests = guests_requests(pool, colleagues, address="section@town.example")
        random.Random(1).shuffle(requests)

        result = send_twice(server, pool, requests, at_a_time=colleagues)

    assert result == exactly(colleagues, address=colleagues)
    assert Person.objects.filter(email="section@town.example").count() == colleagues
