"""E3: people leave and come while seats are added, from several processes; the right ones move up, each told once."""

import random
import time
from collections import Counter

import pytest
from django.conf import settings

from events.registration.choices import RegistrationState
from events.registration.models import Pool, Registration
from network.mail.models import OutboxMessage
from tests.factories.events import NOW, STARTS, RegistrationFactory, meeting
from tests.load import crowd, sites
from tests.load.hand import Hand

pytestmark = [pytest.mark.stack, pytest.mark.usefixtures("shared_db")]
CONFIRMED, WAITING = RegistrationState.CONFIRMED, RegistrationState.WAITING


def full_meeting(*, seats: int, waiting: int) -> Pool:
    """All seats taken and some people waiting."""
    pool = meeting(seats=seats, starts_at=STARTS.replace(year=2099))
    for number, account in enumerate(crowd.members(seats + waiting), start=1):
        RegistrationFactory(
            pool=pool,
            person=account.person,
            number=number,
            state=CONFIRMED if number <= seats else WAITING,
            registered_at=NOW,
        )
    return pool


def deeds(pool: Pool, *, leave: int, come: int, capacity: int, seed: int) -> list[dict]:
    """Cancellations, newcomers and one change of capacity, shuffled."""
    chance = random.Random(seed)
    confirmed = list(Registration.objects.filter(pool=pool, state=CONFIRMED).values_list("pk", flat=True))
    newcomers = crowd.members(come)
    all_of_them = [
        *({"do": "cancel", "registration": pk} for pk in chance.sample(confirmed, leave)),
        *({"do": "register", "event": pool.event_id, "person": account.person_id} for account in newcomers),
        {"do": "set_capacity", "pool": pool.pk, "capacity": capacity},
    ]
    chance.shuffle(all_of_them)
    return all_of_them


def carry_out(work: list[dict], *, hands: int, kill: bool = False) -> int:
    """Several processes share the work; one may be killed in the middle, and others do what it left. How many were killed."""
    env = {"DATABASE_URL": sites.database_url(), "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
    shares = [work[number::hands] for number in range(hands)]
    crew = [
        Hand(share, env, killed_after=len(share) // 2 if kill and number == 0 else None)
        for number, share in enumerate(shares)
    ]
    for hand in crew:
        hand.join()
    left = [deed for hand in crew for deed in hand.left()]
    if left:
        again = Hand(left, env)
        again.join()
        assert not again.left()
    return sum(hand.process.returncode == -9 for hand in crew)


def letters_about(pool: Pool) -> Counter:
    """How many letters of each kind each registration got."""
    keys = OutboxMessage.objects.filter(key__startswith="registration:").values_list("key", flat=True)
    return Counter((int(key.split(":")[2]), key.split(":")[1]) for key in keys)


def assert_settled(pool: Pool, *, leave: int, come: int) -> None:
    """The lowest numbers have the seats, nobody is lost or doubled, everybody heard once what concerns them."""
    pool.refresh_from_db()
    rows = list(Registration.objects.filter(pool=pool).order_by("number"))
    live = [row for row in rows if row.state in (CONFIRMED, WAITING)]
    letters = letters_about(pool)

    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert len(live) == len(rows) - leave
    assert [row.state for row in live] == [CONFIRMED] * pool.capacity + [WAITING] * (
        len(live) - pool.capacity
    )
    told = {(row.pk, "promoted") for row in rows if row.promoted_at}
    assert {key for key in letters if key[1] == "promoted"} == told
    assert Counter(kind for _, kind in letters)["cancelled"] == leave
    newcomers = [row for row in rows[-come:] if not row.promoted_at]
    assert all(letters[row.pk, row.state] == 1 for row in newcomers)
    assert set(letters.values()) == {1}


@pytest.mark.capability("E3")
@pytest.mark.parametrize("kill", [False, True], ids=["nobody is killed", "one process is killed midway"])
def test_the_right_people_move_up_and_hear_of_it_once(kill):
    pool = full_meeting(seats=12, waiting=5)
    work = deeds(pool, leave=8, come=10, capacity=14, seed=1)

    killed = carry_out(work, hands=2, kill=kill)

    assert killed == int(kill)
    assert_settled(pool, leave=8, come=10)


@pytest.mark.full
@pytest.mark.capability("E3")
@pytest.mark.parametrize("kill", [False, True], ids=["nobody is killed", "one process is killed midway"])
def test_sixty_leave_a_hundred_come_and_ten_seats_more(kill, prove_figure):
    for seed in range(5):
        Registration.objects.all().delete()
        OutboxMessage.objects.all().delete()
        pool = full_meeting(seats=100, waiting=40)
        work = deeds(pool, leave=60, come=100, capacity=110, seed=seed)
        begun = time.monotonic()

        carry_out(work, hands=4, kill=kill)

        seconds = time.monotonic() - begun
        assert_settled(pool, leave=60, come=100)
        assert seconds <= 60
    prove_figure(
        f"60 cancels, 100 newcomers, 10 seats more, 5 orders{', a process killed in each' if kill else ''}: "
        f"the right people, each told once, {seconds:.0f} s"
    )
