"""Decisions of the board: what waits, when it goes out, under which label, and what may happen to it."""

import random
from datetime import date, datetime

import pytest

from network.association.dates import TOKYO
from network.board import rules
from network.board.choices import PostState, Stage
from network.board.rules import Checked, ForbiddenTransitionError, Why

CLEAN = Checked(ran=True)
KEY = b"k" * 32


@pytest.mark.parametrize(
    ("checked", "more", "why"),
    [
        pytest.param(CLEAN, {}, (), id="clean: by the clock"),
        pytest.param(Checked(ran=False), {}, (Why.NO_CHECK,), id="no check: everything waits"),
        pytest.param(Checked(True, frozenset({"PERSON"})), {}, (Why.FINDING,), id="a finding"),
        pytest.param(Checked(True, has_hint=True), {}, (Why.HINT,), id="a hint"),
        pytest.param(CLEAN, {"is_blocked": True}, (Why.BLOCK,), id="a block"),
        pytest.param(CLEAN, {"reads_first": True}, (Why.READ_FIRST,), id="everything is read first"),
        pytest.param(CLEAN, {"said_clean": True}, (Why.SAID_CLEAN,), id="said to be no problem"),
        pytest.param(CLEAN, {"has_tag": False}, (Why.NO_TAG,), id="the key is lost"),
        pytest.param(CLEAN, {"was_decided": True}, (Why.DECIDED,), id="decided about before"),
    ],
)
def test_intake(checked, more, why):
    found = rules.intake(checked, **{"is_blocked": False, "reads_first": False, **more})

    assert found.why == why
    assert found.by_clock is (not why)


@pytest.mark.parametrize(
    ("now", "out"),
    [
        pytest.param("2026-11-25 08:59", "2026-11-25 09:00", id="before the first hour"),
        pytest.param("2026-11-25 09:00", "2026-11-25 12:00", id="on the hour: the next one"),
        pytest.param("2026-11-25 18:00", "2026-11-26 09:00", id="after the last hour"),
        pytest.param("2026-11-27 19:00", "2026-11-30 09:00", id="over a weekend"),
        pytest.param("2026-11-20 20:00", "2026-11-24 09:00", id="over a weekend and a holiday"),
        pytest.param("2026-12-28 18:30", "2027-01-04 09:00", id="over the turn of the year"),
    ],
)
def test_next_release(now, out):
    moment = datetime.fromisoformat(now).replace(tzinfo=TOKYO)

    assert rules.next_release(moment) == datetime.fromisoformat(out).replace(tzinfo=TOKYO)


def test_a_key_lives_for_44_days_at_most():
    epoch = rules.epoch_of(date(2026, 11, 25))

    assert rules.first_day(epoch) <= date(2026, 11, 25) <= rules.last_day(epoch)
    assert (rules.ends_on(epoch) - rules.first_day(epoch)).days == 44


def test_two_epochs_live_during_the_grace():
    epoch = rules.epoch_of(date(2026, 11, 25))
    first = rules.first_day(epoch)

    assert rules.live_epochs(first) == [epoch, epoch - 1]
    assert rules.live_epochs(rules.ends_on(epoch - 1)) == [epoch]


@pytest.mark.capability("B2")
def test_tags_differ_by_thread_member_and_key():
    one = rules.tag_of(KEY, "thread", "member")

    assert one == rules.tag_of(KEY, "thread", "member")
    assert len({one, rules.tag_of(KEY, "other", "member"), rules.tag_of(KEY, "thread", "other")}) == 3
    assert one != rules.tag_of(b"x" * 32, "thread", "member")


@pytest.mark.capability("B2")
@pytest.mark.parametrize(
    ("tag", "is_question", "label"),
    [
        pytest.param("asker", True, 0, id="who asks"),
        pytest.param("asker", False, 0, id="who asked answers"),
        pytest.param("first", False, 1, id="who is known keeps the number"),
        pytest.param("new", False, 3, id="who is new gets the next one"),
        pytest.param(None, False, 3, id="without a tag nobody is known"),
    ],
)
def test_label(tag, is_question, label):
    known = {"asker": 0, "first": 1, "second": 2}

    assert rules.label_for(tag, is_question=is_question, known=known, highest=2) == label


def test_replies_come_after_what_they_reply_to():
    parents = {"a": None, "b": "a", "c": "b", "d": "elsewhere"}
    for seed in range(20):
        drawn = list(parents)
        random.Random(seed).shuffle(drawn)

        ordered = rules.in_release_order(parents, drawn)

        assert sorted(ordered) == sorted(parents)
        assert ordered.index("a") < ordered.index("b") < ordered.index("c")


@pytest.mark.parametrize(
    ("reason", "flags", "hidden"),
    [("personal", 1, True), ("hurtful", 2, False), ("hurtful", 3, True), ("other", 3, True)],
)
def test_flags_that_hide(reason, flags, hidden):
    assert rules.hides(reason, flags) is hidden


def test_every_state_of_the_tables_is_known_to_the_transitions():
    told = {before for before, _verb in rules.TRANSITIONS} | set(rules.TRANSITIONS.values())

    assert told == set(Stage.values) | set(PostState.values)


@pytest.mark.parametrize(
    ("state", "verb"),
    [("released", "approve"), ("removed", "restore"), ("withdrawn", "hide"), ("held", "hide")],
)
def test_what_may_not_happen(state, verb):
    with pytest.raises(ForbiddenTransitionError) as refusal:
        rules.after(state, verb)

    assert refusal.value.code == f"{state}:{verb}"


def test_what_may_happen():
    assert rules.after("held", "approve") == "approved"
    assert rules.possible("rejected") == {"appeal", "withdraw"}
    assert rules.possible("removed") == set()


@pytest.mark.parametrize(
    ("decided_by", "is_only", "may"),
    [(7, False, False), (7, True, True), (8, False, True), (None, False, True)],
)
def test_an_appeal_is_decided_by_somebody_else(decided_by, is_only, may):
    assert rules.may_decide_appeal(decided_by=decided_by, actor_id=7, is_only_moderator=is_only) is may


@pytest.mark.capability("B6")
@pytest.mark.parametrize(
    ("typed", "number"),
    [("abcdef", "ABCDEF"), (" ＡＢＣ-ＤＥＦ ", "ABCDEF"), ("ABCDE", ""), ("ABCDEI", ""), ("ABCDE1", "")],
)
def test_post_number_as_typed(typed, number):
    assert rules.tidy_number(typed) == number


@pytest.mark.capability("B6")
@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1234 5678 9012 3456", "1234567890123456"),
        ("１２３４－５６７８－９０１２－３４５６", "1234567890123456"),
        ("1234ー5678ー9012ー3456", "1234567890123456"),
        ("123", ""),
        ("123456789012345x", ""),
    ],
)
def test_code_as_typed(typed, code):
    assert rules.tidy_code(typed) == code


def test_code_in_groups():
    assert rules.in_groups("1234567890123456") == "1234 5678 9012 3456"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("家賃の相談です。どう進めますか。", "家賃の相談です。"),
        ("短い", "短い"),
        ("あ" * 50, "あ" * 39 + "…"),
        ("一行目\n二行目", "一行目"),
    ],
)
def test_headline(text, line):
    assert rules.headline(text) == line


@pytest.mark.parametrize(
    ("week", "kind", "month", "number"),
    [
        (date(2026, 11, 23), "this", 11, 4),
        (date(2026, 11, 16), "last", 11, 3),
        (date(2026, 10, 12), "month", 10, 2),
    ],
)
def test_week_name(week, kind, month, number):
    name = rules.week_name(week, date(2026, 11, 25))

    assert (name.kind, name.month, name.number) == (kind, month, number)


def test_only_the_monday_is_kept():
    assert {rules.monday(date(2026, 11, day)) for day in range(23, 30)} == {date(2026, 11, 23)}


TEXTS = {
    "rent": "家賃を滞納している世帯に、住居確保給付金のほかに使える制度はありますか。",
    "act": "生活困窮者自立支援制度の任意事業を、小さな町でどう始めましたか。",
    "food": "フードバンクの食料を、役場の窓口で渡すときの決まりを教えてください。",
}


@pytest.mark.capability("B1")
@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("家賃の滞納が続く人に使える給付金は", "rent"),
        ("小さな自治体で任意事業を始めるには", "act"),
        ("窓口で食料を渡すときのきまり", "food"),
    ],
)
def test_similar_questions(asked, first):
    assert rules.similar(asked, TEXTS)[:1] == [first]


@pytest.mark.parametrize("asked", ["", "。", "zzzz", "量子もつれ"])
def test_nothing_is_similar(asked):
    assert rules.similar(asked, TEXTS) == []


@pytest.mark.capability("B1")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param("困窮者支援", {"act"}, id="a compound in a compound"),
        pytest.param("フードバンク 窓口", {"food"}, id="two words"),
        pytest.param("ふーどばんく", {"food"}, id="in other kana"),
        pytest.param("家賃 窓口", set(), id="both are needed"),
        pytest.param("支援困窮", set(), id="not backwards"),
    ],
)
def test_search(asked, found):
    assert {key for key, text in TEXTS.items() if rules.has_words(asked, text)} == found


def test_the_place_of_ones_own_post_is_neither_its_number_nor_the_same_under_another_key():
    post_id = "00000000-0000-4000-8000-000000000000"
    place = rules.place_of(KEY, post_id)

    assert place == rules.place_of(KEY, post_id)
    assert len({str(place), post_id, str(rules.place_of(b"o" * 32, post_id))}) == 3
