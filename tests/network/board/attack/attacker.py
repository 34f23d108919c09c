"""Guesses who wrote what, by every way we could think of; each way is scored on its own."""

import json
import random
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from cms.access.board import member_key
from network.board.rules import tag_of
from tests.network.board.attack.loot import TRANSACTION, Loot, Row

POSTS, SLIPS = "network_post", "network_postreceipt"
PERMUTATIONS = 1000
# Bytes: what lies side by side in a page was written one after the other.
NEAR = 300
KEY_BYTES = 32
Guess = dict[str, int]  # post -> person


@dataclass(frozen=True)
class Score:
    """How often one way was right, and how often chance is in 999 of 1,000 cases."""

    way: str
    hits: int
    of: int
    chance: int

    @property
    def is_chance(self) -> bool:
        return self.hits <= self.chance


@dataclass
class Known:
    """What the attacker knows of members: ids, addresses, opaque keys (the settings are in the loot), acts in time."""

    persons: list[int]
    of_account: dict[int, int]
    of_address: dict[str, int]
    member_keys: dict[str, int]
    acts: list[tuple[datetime, int]]
    series: dict[str, list[tuple[int, int | None]]]  # table -> (person, transaction) in the order of place


def attack(loot: Loot, author_of: dict[str, int], seed: int, *, within_weeks: bool = False) -> list[Score]:
    """All ways, the best first. `author_of` is used for the score only.

    `within_weeks`: chance deals the authors of each week anew among that week's posts, since the page tells the week.
    """
    known = study(loot)
    truth = {
        plain(row["id"]): author_of[row["text"]] for row in loot.tables[POSTS] if row["text"] in author_of
    }
    ways: dict[str, Callable[[], Guess]] = {
        "tags": lambda: by_tag(loot, known),
        "bytes": lambda: by_neighbours(loot, known),
        "times": lambda: by_times(loot, known),
        "log": lambda: by_log(loot, known),
        "weeks": lambda: by_week(loot, known),
        "transactions": lambda: by_transaction(loot, known),
    }
    for table in known.series:
        for order in (POSTS, SLIPS):
            ways[f"order of {order} beside {table}"] = lambda table=table, order=order: by_order(
                loot, known.series[table], order
            )
    groups = {plain(row["id"]): str(row["week"]) if within_weeks else "" for row in loot.tables[POSTS]}
    scores = [scored(way, guess(), truth, groups, seed) for way, guess in ways.items()]
    return sorted(scores, key=lambda score: -score.hits)


def scored(way: str, guess: Guess, truth: dict[str, int], groups: dict[str, str], seed: int) -> Score:
    """Hits, and the 99.9th percentile of the hits when the authors are dealt anew among the posts of a group."""
    posts = sorted(truth)
    said, authors = defaultdict(list), defaultdict(list)
    for post in posts:
        said[groups[post]].append(guess.get(post))
        authors[groups[post]].append(truth[post])
    chance = random.Random(seed)
    dealt = []
    for _time in range(PERMUTATIONS):
        hits = 0
        for group, names in authors.items():
            chance.shuffle(names)
            hits += sum(one == other for one, other in zip(said[group], names, strict=True))
        dealt.append(hits)
    hits = sum(guess.get(post) == truth[post] for post in posts)
    return Score(way, hits, len(posts), sorted(dealt)[PERMUTATIONS - PERMUTATIONS // 1000 - 1])


# --- what is known ------------------------------------------------------------------------------


def study(loot: Loot) -> Known:
    """Members and what they did, from the tables."""
    persons = [row["id"] for row in loot.tables["network_person"]]
    accounts = {row["id"]: row["person_id"] for row in loot.tables["network_account"]}
    addresses = {row["email"]: row["id"] for row in loot.tables["network_person"] if row["email"]}
    addresses |= {row["email"]: row["person_id"] for row in loot.tables["network_account"] if row["email"]}
    keys = {member_key(person): person for person in persons}
    known = Known(persons, accounts, addresses, keys, [], {})
    for table, rows in loot.tables.items():
        found = [(person, row) for row in rows if (person := person_in(row, known)) is not None]
        found.sort(key=lambda one: written(one[1]))
        if len(found) > 3:
            known.series[table] = [(person, row[TRANSACTION]) for person, row in found]
            known.acts += [(moment, person) for person, row in found for moment in moments(row)]
    known.acts.sort()
    return known


def written(row: Row) -> tuple:
    """What tells best in which order a table's rows were written: a moment, a number that counts up, else the place
    they were found in (sorting keeps it)."""
    for name in ("created_at", "registered_at", "sent_at", "since", "at"):
        moment = as_moment(row.get(name))
        if moment:
            return (moment.timestamp(),)
    return (row["id"],) if isinstance(row.get("id"), int) else (0,)


def person_in(row: Row, known: Known) -> int | None:
    """The member a row is about, by whatever column."""
    if row.get("person_id"):
        return row["person_id"]
    for name in ("account_id", "user_id", "actor_id"):
        if row.get(name) in known.of_account:
            return known.of_account[row[name]]
    if row.get("to_address") in known.of_address:
        return known.of_address[row["to_address"]]
    arguments = row.get("arguments")
    if arguments:
        told = json.loads(arguments) if isinstance(arguments, str) else arguments
        return told.get("person_id")
    return None


def moments(row: Row) -> list[datetime]:
    """Every time in a row."""
    return [moment for value in row.values() if (moment := as_moment(value))]


def as_moment(value: Any) -> datetime | None:
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, str) and len(value) >= 19 and value[4:5] == "-" and value[10:11] in "T ":
        try:
            found = datetime.fromisoformat(value)
        except ValueError:
            return None
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def plain(value: Any) -> str:
    """An id as text, however the database keeps it."""
    return str(value).replace("-", "")


# --- the ways -----------------------------------------------------------------------------------


def by_tag(loot: Loot, known: Known) -> Guess:
    """Recompute tags with whatever could be a key, in the database and in its older copy."""
    candidates = {blob[:KEY_BYTES] for name, blob in loot.blobs.items() if len(blob) == KEY_BYTES}
    guess: Guess = {}
    for rows in (loot.tables[POSTS], loot.backup.get(POSTS, [])):
        for row in rows:
            tag, thread = row["tag"], dashed(row["thread_id"])
            if not tag:
                continue
            if tag in known.member_keys:
                guess[plain(row["id"])] = known.member_keys[tag]
            for key in candidates:
                for member, person in known.member_keys.items():
                    if tag_of(key, thread, member) == tag:
                        guess[plain(row["id"])] = person
    return guess


def dashed(value: Any) -> str:
    text = plain(value)
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def by_neighbours(loot: Loot, known: Known) -> Guess:
    """In any file: whose key, or address, lies nearest to a post's id or words."""
    whose = {key.encode(): person for key, person in known.member_keys.items()}
    whose |= {address.encode(): person for address, person in known.of_address.items()}
    guess: Guess = {}
    for blob in loot.blobs.values():
        places = sorted((at, person) for mark, person in whose.items() for at in every(blob, mark))
        if not places:
            continue
        for row in loot.tables[POSTS]:
            for mark in (plain(row["id"]).encode(), str(row["text"]).encode()):
                for at in every(blob, mark) if mark else []:
                    near = bisect_left(places, (at, 0))
                    for place, person in places[max(0, near - 1) : near + 1]:
                        if abs(place - at) <= NEAR:
                            guess[plain(row["id"])] = person
    return guess


def every(blob: bytes, mark: bytes) -> list[int]:
    found, at = [], blob.find(mark)
    while at >= 0:
        found.append(at)
        at = blob.find(mark, at + 1)
    return found


def by_times(loot: Loot, known: Known) -> Guess:
    """The nearest act to any moment that a row about the post tells."""
    told: dict[str, datetime] = {}
    for table, rows in loot.tables.items():
        if not table.startswith("network_") or table in known.series:
            continue
        for row in rows:
            about = [
                plain(value)
                for name, value in row.items()
                if name in ("id", "post_id", "target_id", "subject_id")
            ]
            for moment in moments(row)[:1]:
                told.update(dict.fromkeys(about, moment))
    return {
        plain(row["id"]): nearest(known, told[plain(row["id"])])
        for row in loot.tables[POSTS]
        if plain(row["id"]) in told and known.acts
    }


def nearest(known: Known, moment: datetime) -> int:
    place = bisect_left(known.acts, (moment, 0))
    near = known.acts[max(0, place - 1) : place + 1]
    return min(near, key=lambda act: abs(act[0] - moment))[1]


def by_log(loot: Loot, known: Known) -> Guess:
    """Lines that tell of the board, as many as there are, laid beside the posts in the order in which these lie."""
    lines = [json.loads(line) for line in loot.logs]
    posted = sorted(
        as_moment(line["timestamp"].replace("Z", "+00:00"))
        for line in lines
        if str(line.get("route", "")).startswith("board") and line.get("method") != "GET"
    )
    posts = loot.tables[POSTS]
    if not posted or not known.acts:
        return {}
    return {
        plain(row["id"]): nearest(known, posted[place * len(posted) // len(posts)])
        for place, row in enumerate(posts)
    }


def by_week(loot: Loot, known: Known) -> Guess:
    """Whoever did most in the week in which a post went out."""
    busy: dict[date, Counter] = defaultdict(Counter)
    for moment, person in known.acts:
        day = (moment + timedelta(hours=9)).date()
        busy[day - timedelta(days=day.weekday())][person] += 1
    guess: Guess = {}
    for row in loot.tables[POSTS]:
        week = row["week"] if isinstance(row["week"], date) else date.fromisoformat(row["week"])
        if busy[week]:
            guess[plain(row["id"])] = busy[week].most_common(1)[0][0]
    return guess


def by_transaction(loot: Loot, known: Known) -> Guess:
    """The act written in the same transaction, or in the one next to it."""
    acts = sorted(
        (transaction, person)
        for rows in known.series.values()
        for person, transaction in rows
        if transaction is not None
    )
    guess: Guess = {}
    for row in loot.tables[POSTS]:
        if row[TRANSACTION] is None or not acts:
            continue
        place = bisect_left(acts, (row[TRANSACTION], 0))
        near = acts[max(0, place - 1) : place + 1]
        guess[plain(row["id"])] = min(near, key=lambda act: abs(act[0] - row[TRANSACTION]))[1]
    return guess


def by_order(loot: Loot, series: list[tuple[int, int | None]], order: str) -> Guess:
    """The posts in the order in which they lie, beside a table's rows in theirs."""
    rows = loot.tables[order]
    name = "id" if order == POSTS else "post_id"
    return {plain(row[name]): series[place * len(series) // len(rows)][0] for place, row in enumerate(rows)}
