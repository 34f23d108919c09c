"""Drives the real site over HTTP for some weeks: members meet, register, write on the board, come back; the clock runs."""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import time_machine
from django.test import Client
from django.urls import reverse

from events.registration.models import Pool
from network.association.dates import TOKYO
from network.association.holidays import is_day_off
from network.board import deciding, rules
from network.board.choices import FlagReason, Kind, PostState, Stage
from network.board.models import HeldAct, Post, Thread
from network.board.queries import place_of
from network.board.release import release_due
from network.people.models import Account
from tests.factories.events import meeting
from tests.factories.membership import MembershipFactory, TierFactory
from tests.factories.network import AccountFactory, AffiliationFactory
from tests.network.board.conftest import moderator

BEGINS = datetime(2026, 6, 1, 8, 0, tzinfo=TOKYO)
# How many of the posts are written in the same sitting as another act that is recorded.
IN_ONE_SITTING = 0.7
MOST_ACTIVE = 20  # times as active as the least
WAITS = 0.15  # of the posts wait for a moderator


@dataclass(frozen=True)
class Plan:
    """How large, how long, which chance."""

    members: int
    posts: int
    weeks: int
    seed: int


@dataclass
class World:
    """What happened, and who wrote what: only the test knows that."""

    plan: Plan
    chance: random.Random
    accounts: list[Account]
    weights: list[int]
    pools: list[Pool]
    author_of: dict[str, int] = field(default_factory=dict)  # text -> person
    written: list[tuple[str, datetime, int]] = field(default_factory=list)
    acts: list[tuple[int, datetime]] = field(default_factory=list)
    places: Counter = field(default_factory=Counter)


def build(plan: Plan) -> World:
    """Members with memberships and workplaces, and meetings to register for."""
    tier = TierFactory()
    accounts = []
    for _number in range(plan.members):
        work = AffiliationFactory()
        MembershipFactory(tier=tier, person=work.person)
        accounts.append(AccountFactory(person=work.person))
    chance = random.Random(plan.seed)
    weights = [1 + round((MOST_ACTIVE - 1) * place / (plan.members - 1)) for place in range(plan.members)]
    chance.shuffle(weights)
    far = BEGINS + timedelta(weeks=plan.weeks + 30)
    pools = [meeting(seats=None, starts_at=far + timedelta(days=day)) for day in range(plan.posts // 3 + 10)]
    return World(plan, chance, accounts, weights, pools)


def run(world: World) -> datetime:
    """All that happens, in the order of its time; where the weeks end."""
    for moment, what in _calendar(world):
        with time_machine.travel(moment, tick=False):
            if what == "clock":
                release_due(now=moment)
            elif what == "moderate":
                _moderate(moment)
            elif what == "act":
                _act(world, _somebody(world), moment)
            else:
                _sitting(world, moment)
    return BEGINS + timedelta(weeks=world.plan.weeks)


def _calendar(world: World) -> list[tuple[datetime, str]]:
    days = [
        day
        for day in (BEGINS + timedelta(days=number) for number in range(7 * world.plan.weeks))
        if not is_day_off(day)
    ]
    ticks = [
        (day.replace(hour=hour, minute=minute), "clock")
        for day in days
        for hour in range(9, 19)
        for minute in (0, 30)
        if minute == 0 or hour < 18
    ]
    looks = [(day.replace(hour=hour, minute=40), "moderate") for day in days for hour in (9, 13, 16)]
    # The last day is left to the clock.
    posts = [(_minute(world, days[:-1]), "post") for _number in range(world.plan.posts)]
    acts = [(_minute(world, days), "act") for _number in range(world.plan.posts)]
    return sorted([*ticks, *looks, *posts, *acts])


def _minute(world: World, days: list[datetime]) -> datetime:
    day = world.chance.choice(days)
    return day.replace(
        hour=world.chance.randrange(8, 18),
        minute=world.chance.randrange(60),
        second=world.chance.randrange(1, 60),
        microsecond=world.chance.randrange(1, 10**6),
    )


def _somebody(world: World) -> Account:
    return world.chance.choices(world.accounts, world.weights)[0]


def _signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def _act(world: World, account: Account, moment: datetime) -> None:
    """Something that the site records with its time: a registration, or another address for one's own calendar."""
    client = _signed_in(account)
    place = world.places[account.pk]
    if world.chance.random() < 0.8 and place < len(world.pools):
        pool = world.pools[place]
        world.places[account.pk] += 1
        client.post(reverse("events:register", args=[pool.event.slug]))
    else:
        client.post(reverse("mypage:rotate_feed"))
    world.acts.append((account.person_id, moment))


def _sitting(world: World, moment: datetime) -> None:
    """Somebody posts; mostly something else is done a moment before or after."""
    account = _somebody(world)
    both = world.chance.random() < IN_ONE_SITTING
    before = both and world.chance.random() < 0.5
    if before:
        _act(world, account, moment)
    with time_machine.travel(moment + timedelta(seconds=40), tick=False):
        _write(world, account, moment + timedelta(seconds=40))
    if both and not before:
        with time_machine.travel(moment + timedelta(seconds=80), tick=False):
            _act(world, account, moment + timedelta(seconds=80))


def _write(world: World, account: Account, moment: datetime) -> None:
    client = _signed_in(account)
    number = len(world.author_of) + 1
    text = f"見本の投稿です。番号は{number:05}、相談の進め方について教えてください。"
    waits = world.chance.random() < WAITS
    if waits:
        text += "［PERSON：見本 太郎］"
    fields = {
        "text": text,
        "because": "public" if waits else "",
        "once": str(UUID(int=world.chance.getrandbits(128), version=4)),
    }
    threads = list(Thread.objects.order_by("id"))
    if not threads or world.chance.random() < 0.3:
        answer = client.post(reverse("board:ask"), {**fields, "topics": ["housing"]})
    else:
        answer = client.post(*_answered(world, threads, fields))
    assert answer.status_code == 200, answer.status_code
    assert "number" in answer.context, text
    world.author_of[text] = account.person_id
    world.written.append((text, moment, account.person_id))
    _around(world, client, account)


def _answered(world: World, threads: list[Thread], fields: dict[str, str]) -> tuple[str, dict[str, str]]:
    thread = world.chance.choice(threads)
    answers = list(
        Post.objects.filter(thread=thread, kind=Kind.ANSWER, state=PostState.RELEASED).order_by("id")
    )
    if answers and world.chance.random() < 0.3:
        fields = {**fields, "reply_to": str(world.chance.choice(answers).pk)}
    return reverse("board:answer", args=[thread.pk]), fields


def _around(world: World, client: Client, account: Account) -> None:
    """What else one does on the board: read, search, say so too, point out, take back, change."""
    client.get(reverse("board:front"))
    client.post(reverse("board:search"), {"words": "相談の進め方"})
    posts = list(Post.objects.filter(state=PostState.RELEASED).order_by("id"))
    if not posts:
        return
    post = world.chance.choice(posts)
    deed = world.chance.random()
    if deed < 0.2:
        client.post(reverse("board:me_too", args=[post.thread_id]))
    elif deed < 0.25:
        client.post(reverse("board:flag", args=[post.pk]), {"reason": FlagReason.OTHER})
    own = next((one for one in posts if world.author_of.get(one.text) == account.person_id), None)
    if own and deed > 0.95:
        client.post(_own(own), {"do": "withdraw"})
    elif own and deed > 0.85:
        changed = f"{own.text}追記です。"
        answer = client.post(_own(own), {"do": "edit", "text": changed})
        assert answer.status_code == 200
        world.author_of[changed] = account.person_id


def _own(post: Post) -> str:
    return reverse("board:own", args=[place_of(post.pk, post.thread.epoch)])


def _moderate(moment: datetime) -> None:
    """A moderator reads what waits."""
    port = moderator(10**6)
    for row in HeldAct.objects.filter(stage=Stage.HELD).order_by("id"):
        if row.act in ("post", "edit"):
            deciding.approve(row, port=port, now=moment)
    for post in Post.objects.filter(state=PostState.HIDDEN):
        deciding.restore(post, port=port, now=moment)


def days_until_keys_are_gone(world: World) -> datetime:
    """The first day on which no key of the drive lives any more."""
    last = (BEGINS + timedelta(weeks=world.plan.weeks)).date()
    ends = rules.ends_on(rules.epoch_of(last))
    return datetime(ends.year, ends.month, ends.day, 6, tzinfo=TOKYO)
