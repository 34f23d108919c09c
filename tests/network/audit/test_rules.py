"""A chain in which every change shows."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from network.audit.rules import GENESIS, Broken, Deed, Flaw, Link, entry_hash, flaws, is_plain

DEED = Deed(datetime(2026, 4, 2, 5, 0, 0, 123456, tzinfo=UTC), 7, "published", "event", "8", {"number": 2})


def chain(length=4):
    links, previous = [], GENESIS
    for number in range(1, length + 1):
        deed = replace(DEED, subject_id=str(number))
        links.append(Link(number, deed, previous, entry_hash(deed, previous)))
        previous = links[-1].hash
    return links


def test_entry_hash_is_written_down_for_good():
    """A hash that came out differently would call every log of the past a forgery."""
    assert entry_hash(DEED, GENESIS) == "a9cff435b2dd56c49d54109a371813eaa763a1d30997aee44db0ef5443ddd9e1"


@pytest.mark.parametrize(
    "change",
    [
        {"at": DEED.at.replace(microsecond=123457)},
        {"actor_id": 8},
        {"actor_id": None},
        {"verb": "cancelled"},
        {"subject": "registration"},
        {"subject_id": "9"},
        {"details": {"number": 3}},
        {"details": {}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_entry_hash_covers_everything(change):
    assert entry_hash(replace(DEED, **change), GENESIS) != entry_hash(DEED, GENESIS)
    assert entry_hash(DEED, "1" * 64) != entry_hash(DEED, GENESIS)


def test_flaws_when_chain_is_whole():
    assert list(flaws(chain(), chain()[-1].hash)) == []
    assert list(flaws(chain(), chain()[1].hash)) == []
    assert list(flaws([], GENESIS)) == []


@pytest.mark.capability("T13")
def test_flaws_when_an_entry_was_changed():
    links = chain()
    links[1] = replace(links[1], deed=replace(links[1].deed, actor_id=8))

    assert list(flaws(links)) == [Broken(2, Flaw.ALTERED)]


@pytest.mark.capability("T13")
def test_flaws_when_an_entry_was_changed_with_its_hash():
    links = chain()
    deed = replace(links[1].deed, actor_id=8)
    links[1] = Link(2, deed, links[1].previous_hash, entry_hash(deed, links[1].previous_hash))

    assert list(flaws(links)) == [Broken(3, Flaw.MISSING_BEFORE)]


@pytest.mark.capability("T13")
def test_flaws_when_an_entry_was_taken_out():
    links = chain()

    assert list(flaws(links[:1] + links[2:])) == [Broken(3, Flaw.MISSING_BEFORE)]
    assert list(flaws(links[1:])) == [Broken(2, Flaw.MISSING_BEFORE)]


@pytest.mark.capability("T13")
def test_flaws_when_the_end_was_cut_off():
    links = chain()

    assert list(flaws(links[:2])) == []
    assert list(flaws(links[:2], links[-1].hash)) == [Broken(None, Flaw.CUT_OFF)]
    assert list(flaws([], links[-1].hash)) == [Broken(None, Flaw.CUT_OFF)]


@pytest.mark.parametrize(
    ("change", "plain"),
    [
        ({}, True),
        ({"subject_id": "0190163d-8694-739b-aea5-966c26f8ad91"}, True),
        ({"details": {"role": "organiser", "on": "2026-04-02T05:00+09:00"}}, True),
        ({"details": {"name": "花子"}}, False),
        ({"details": {"花子": 1}}, False),
        ({"details": {"reason": "because of snow"}}, False),
        ({"details": {"many": [1]}}, False),
        ({"subject_id": "x" * 61}, False),
        ({"verb": "wrote\nmore"}, False),
    ],
    ids=str,
)
def test_is_plain(change, plain):
    assert is_plain(replace(DEED, **change)) is plain
