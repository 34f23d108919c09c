"""B3: whoever carries everything off but destroyed keys does no better than chance; on weakened builds, far better."""

import os
import random
from datetime import timedelta

import pytest
import time_machine
from django.db import connection

from cms.access.board import member_key
from network.board import actions, ending, keys, queries, release, rules
from network.board.models import HeldAct, Post
from network.jobs.models import Job
from tests.network.board.attack import driver
from tests.network.board.attack.attacker import Score, attack
from tests.network.board.attack.driver import Plan
from tests.network.board.attack.loot import Loot, carried_off, logged, tables

pytestmark = [pytest.mark.capability("B3"), pytest.mark.django_db(transaction=True)]

QUICK = Plan(members=40, posts=60, weeks=2, seed=1)
SMALL = Plan(members=32, posts=40, weeks=1, seed=2)
FULL = [Plan(members=200, posts=300, weeks=2, seed=seed) for seed in (11, 12, 13)]
LONG = Plan(members=200, posts=300, weeks=6, seed=14)
FOUND_OUT = 0.9


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Files of this site alone."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()


@pytest.fixture(autouse=True)
def one_chance(monkeypatch):
    """Ids and drawn orders come from a seed, so that a run can be repeated."""
    drawn = random.Random(20261125)
    monkeypatch.setattr(os, "urandom", drawn.randbytes)
    monkeypatch.setattr(release, "chance", drawn)


def lived(plan: Plan, *, destroyed: bool = True) -> tuple[driver.World, Loot]:
    """Some weeks of the site; then the keys go, and everything is carried off."""
    world = driver.build(plan)
    with logged() as lines:
        end = driver.run(world)
    with time_machine.travel(end, tick=False):
        release.release_due(now=end)
        backup = tables() if not destroyed else {}
    if destroyed:
        gone = driver.days_until_keys_are_gone(world)
        with time_machine.travel(gone, tick=False):
            ending.end_epochs(today=gone.date())
            release.scrub()
            assert keys.epochs() == []
    with time_machine.travel(end + timedelta(days=90), tick=False):
        return world, carried_off(lines, backup)


def best(scores: list[Score]) -> str:
    """The strongest ways in words."""
    return "; ".join(f"{one.way}: {one.hits} of {one.of} (chance up to {one.chance})" for one in scores[:4])


def anonymity(world: driver.World) -> tuple[int, int]:
    """Members with a recorded act within a day of the hour at which a post went out: fewest, and in the middle."""
    sizes = []
    for _text, moment, _person in world.written:
        out = rules.next_release(moment)
        near = {person for person, at in world.acts if abs(at - out) <= timedelta(days=1, hours=3)}
        sizes.append(len(near))
    sizes.sort()
    return sizes[0], sizes[len(sizes) // 2]


def test_nobody_is_found_out():
    world, loot = lived(QUICK)

    scores = attack(loot, world.author_of, QUICK.seed)

    assert Post.objects.count() == QUICK.posts
    assert scores[0].of > QUICK.posts * 0.8
    assert [score for score in scores if not score.is_chance] == [], best(scores)


def tag_is_the_member(key, thread_id, member_key):
    return member_key


def as_they_came() -> list[HeldAct]:
    """What somebody would have written who thinks of no attacker: in the order of place."""
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    return list(HeldAct.objects.raw(f"SELECT * FROM {HeldAct._meta.db_table} ORDER BY {place}"))


@pytest.fixture
def author_key(monkeypatch):
    """A post names its author."""
    monkeypatch.setattr(rules, "tag_of", tag_is_the_member)
    monkeypatch.setattr(ending, "_end", lambda epoch, *, today: keys.destroy(epoch))
    return {}


@pytest.fixture
def key_left_behind(monkeypatch, settings):
    """A copy of the key lies among the files, and a backup still has the tags."""
    make = keys.make

    def copied(epoch):
        key = make(epoch)
        (settings.MEDIA_ROOT / f"copy-{epoch}").write_bytes(key)
        return key

    monkeypatch.setattr(keys, "make", copied)
    monkeypatch.setattr(ending, "_end", lambda epoch, *, today: keys.destroy(epoch))
    return {}


@pytest.fixture
def unshuffled(monkeypatch):
    """The clock carries over in the order in which things came, and posting writes a row about the member."""
    monkeypatch.setattr(driver, "WAITS", 0)
    monkeypatch.setattr(release.chance, "shuffle", lambda cards: None)
    monkeypatch.setattr(release, "_all_held", as_they_came)
    monkeypatch.setattr(release, "_deal_week", lambda week: None)
    monkeypatch.setattr(release.rules, "in_release_order", lambda parents, drawn: list(drawn))
    hold = actions._hold

    def noted(row, *, thread, port, **more):
        received = hold(row, thread=thread, port=port, **more)
        Job.objects.create(
            name="network.sweep_jobs", arguments={"person_id": PERSONS[port.member_key]}, due_at=driver.BEGINS
        )
        return received

    monkeypatch.setattr(actions, "_hold", noted)
    return {}


@pytest.fixture
def live_key():
    """Everything is carried off while the key lives."""
    return {"destroyed": False}


PERSONS: dict[str, int] = {}


@pytest.mark.parametrize("weakened", ["author_key", "key_left_behind", "unshuffled", "live_key"])
def test_the_same_attack_finds_everybody_out_on_a_weakened_build(weakened, request, monkeypatch):
    more = request.getfixturevalue(weakened)
    build = driver.build

    def remembered(plan):
        world = build(plan)
        PERSONS.update({member_key(one.person_id): one.person_id for one in world.accounts})
        return world

    monkeypatch.setattr(driver, "build", remembered)

    world, loot = lived(SMALL, **more)
    scores = attack(loot, world.author_of, SMALL.seed)

    assert scores[0].hits / scores[0].of > FOUND_OUT, best(scores)


@pytest.mark.full
@pytest.mark.parametrize("plan", FULL, ids=lambda plan: f"seed {plan.seed}")
def test_nobody_is_found_out_at_full_size(plan, prove_figure):
    world, loot = lived(plan)

    scores = attack(loot, world.author_of, plan.seed)

    fewest, middle = anonymity(world)
    prove_figure(
        f"{connection.vendor}, seed {plan.seed}: best of {len(scores)} ways {best(scores[:1])};"
        f" anonymity set {middle} members, {fewest} at the fewest"
    )
    assert [score for score in scores if not score.is_chance] == [], best(scores)


@pytest.mark.full
def test_over_many_weeks_the_week_is_all_that_is_known(prove_figure):
    """Whoever is busy in a week posts in it too, and the page tells the week: beyond that there is nothing."""
    world, loot = lived(LONG)

    scores = attack(loot, world.author_of, LONG.seed, within_weeks=True)

    prove_figure(f"{connection.vendor}, six weeks: {best(scores[:1])} within the week that the page tells")
    assert [score for score in scores if not score.is_chance] == [], best(scores)


def test_loot_holds_no_deleted_word():
    """Withdrawn and carried-over words are in no free page, and no draft of a key is left."""
    world, loot = lived(Plan(members=35, posts=20, weeks=1, seed=5))
    shown = {row["text"] for row in loot.tables["network_post"]}

    gone = [text for text in world.author_of if text not in shown]

    assert [text for text in gone if text.encode() in loot.blobs["database"]] == []
    assert queries.rephrases_open() == 0
