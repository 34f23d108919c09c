"""What moderators decide: one transition, one entry, for the words they saw; two at once; originals that are gone."""

import random
from collections import Counter
from datetime import datetime
from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from network.association.dates import TOKYO
from network.board import actions, chain, deciding, queries, release, rules
from network.board.actions import BoardRefusedError
from network.board.choices import Act, PostState, Reason, Stage
from network.board.marking import Mark
from network.board.models import BlockedTag, BoardDecision, HeldAct, Post
from tests.network.board.conftest import moderator, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.capability("B10")]
NOW = datetime(2026, 11, 25, 10, 5, tzinfo=TOKYO)
NOON = datetime(2026, 11, 25, 12, tzinfo=TOKYO)
NAMED = "［PERSON：見本 太郎］さんの家計の相談が続いています。どうしていますか。"
PLAIN = "家計の相談が続くとき、どこまで一緒に動きますか。"
OTHER_WORDS = "ある方の家計の相談が続いています。どうしていますか。"


def held(text=NAMED, who="hanako"):
    """Something that waits for a moderator."""
    return HeldAct.objects.get(pk=actions.ask(somebody(who), text=text, because="public", now=NOW).held_id)


def released(text=PLAIN, who="hanako"):
    """A question on the page."""
    row = HeldAct.objects.get(pk=actions.ask(somebody(who), text=text, now=NOW).held_id)
    if row.stage == Stage.HELD:
        deciding.approve(row, port=moderator(), now=NOW)
    release.release(now=NOON)
    return Post.objects.get(pk=row.pk)


def entries():
    """The log in its order, without its hashes."""
    rows = BoardDecision.objects.order_by("pk")
    return [(row.verb, row.subject_id, row.actor_id, row.details) for row in rows]


def refusal(deed, *args, **named):
    with pytest.raises(BoardRefusedError) as refused:
        deed(*args, now=NOW, **named)
    return refused.value.code


# --- what waits -----------------------------------------------------------------------------------


def test_approve_lets_it_go_out_at_the_next_fixed_hour():
    row = held()

    deciding.approve(row, port=moderator(), now=NOW)

    row.refresh_from_db()
    assert (row.stage, row.due, row.decided_by, row.reason) == (Stage.APPROVED, NOON, 7, "")
    assert entries() == [("approve", str(row.pk), 7, {})]
    assert release.release(now=NOON) == 1
    assert Post.objects.get().state == PostState.RELEASED


def test_rephrase_keeps_the_text_and_tells_what_to_say_otherwise():
    row = held()

    deciding.ask_to_rephrase(
        row,
        port=moderator(),
        reason=Reason.PERSON,
        note="お名前の代わりに「ある方」と書いていただけますか。",
        marks=[Mark(0, 14, "PERSON", "ある方")],
        now=NOW,
    )

    row.refresh_from_db()
    assert (row.stage, row.text, row.reason) == (Stage.REPHRASE, NAMED, Reason.PERSON)
    assert row.marks == [{"start": 0, "end": 14, "kind": "PERSON", "instead": "ある方"}]
    assert entries() == [("ask_to_rephrase", str(row.pk), 7, {"reason": "person", "PERSON": 1})]
    assert queries.rephrases_open() == 1


def test_redact_puts_other_words_in_place_of_the_original():
    row = held()

    deciding.redact(
        row, port=moderator(), reason=Reason.PERSON, text=OTHER_WORDS, kinds={"PERSON": 1}, now=NOW
    )

    row.refresh_from_db()
    assert (row.stage, row.text) == (Stage.APPROVED, OTHER_WORDS)
    release.release(now=NOON)
    post = Post.objects.get()
    assert (post.state, post.text) == (PostState.REDACTED, OTHER_WORDS)
    assert entries() == [("redact", str(row.pk), 7, {"reason": "person", "PERSON": 1})]


def test_reject_is_told_with_its_reason():
    row = held()

    deciding.reject(
        row, port=moderator(), reason=Reason.ADVERTISING, note="ご案内はお知らせへどうぞ。", now=NOW
    )

    row.refresh_from_db()
    assert (row.stage, row.reason, row.note) == (
        Stage.REJECTED,
        Reason.ADVERTISING,
        "ご案内はお知らせへどうぞ。",
    )
    assert release.release(now=NOON) == 0


def test_change_that_was_not_published_is_read_when_it_comes_again():
    post = released()
    mine = queries.mine_by_tag(post.pk, somebody(), today=NOW.date())
    actions.edit(mine, text="［PERSON：見本 太郎］さんの相談が続くとき、どうしますか。", now=NOW)
    deciding.reject(HeldAct.objects.get(), port=moderator(), reason=Reason.PERSON, now=NOW)

    found = actions.edit(mine, text=OTHER_WORDS, now=NOW)

    assert found.why == (rules.Why.DECIDED,)
    assert HeldAct.objects.get().stage == Stage.HELD


def test_hold_keeps_back_what_the_clock_would_take():
    row = HeldAct.objects.get(pk=actions.ask(somebody(), text=PLAIN, now=NOW).held_id)

    deciding.hold(row, port=moderator(), now=NOW)

    row.refresh_from_db()
    assert (row.stage, row.due) == (Stage.HELD, None)
    assert release.release(now=NOON) == 0
    assert entries() == [("hold", str(row.pk), 7, {})]


def test_decision_is_refused_when_the_author_changed_the_words():
    row = held()
    mine = queries.mine_by_tag(row.pk, somebody(), today=NOW.date())
    actions.edit(mine, text="［PHONE：011-000-0000］へ電話したほうがよいでしょうか。", now=NOW)

    assert refusal(deciding.approve, row, port=moderator()) == "already_decided"
    assert BoardDecision.objects.count() == 0


def test_decision_is_refused_when_another_was_faster():
    row = held()
    deciding.reject(HeldAct.objects.get(pk=row.pk), port=moderator(8), reason=Reason.OFF_TOPIC, now=NOW)

    assert refusal(deciding.approve, row, port=moderator()) == "already_decided"
    assert [entry[:3] for entry in entries()] == [("reject", str(row.pk), 8)]


@pytest.mark.parametrize(
    "port", [pytest.param(somebody(), id="a member"), pytest.param(moderator(None), id="nobody known")]
)
def test_decision_is_for_moderators(port):
    assert refusal(deciding.approve, held(), port=port) == "not_moderator"


def test_other_acts_are_the_clocks():
    post = released()
    actions.flag(post, port=somebody("taro"), reason="hurtful", now=NOW)

    assert refusal(deciding.approve, HeldAct.objects.get(act=Act.FLAG), port=moderator()) == "not_now"


# --- appeals --------------------------------------------------------------------------------------


def appealed():
    """A question that moderator 7 did not publish, with an appeal."""
    row = held()
    deciding.reject(row, port=moderator(7), reason=Reason.PERSON, now=NOW)
    mine = queries.mine_by_tag(row.pk, somebody(), today=NOW.date())
    actions.appeal(mine, words="どなたのことでもない、よくある例です。", now=NOW)
    return HeldAct.objects.get(pk=row.pk)


def test_appeal_is_decided_by_somebody_else():
    row = appealed()

    assert refusal(deciding.approve, row, port=moderator(7)) == "somebody_else"
    deciding.approve(row, port=moderator(8), now=NOW)

    assert [entry[:3] for entry in entries()] == [
        ("reject", str(row.pk), 7),
        ("approve", str(row.pk), 8),
    ]


def test_appeal_is_decided_by_the_same_when_there_is_nobody_else():
    row = appealed()

    deciding.approve(row, port=moderator(7, is_only_moderator=True), now=NOW)

    assert HeldAct.objects.get().stage == Stage.APPROVED


def post_with_appeal():
    """A post that moderator 7 hid, with an appeal."""
    post = released()
    deciding.hide(post, port=moderator(7), reason=Reason.DEFAMATION, now=NOW)
    mine = queries.mine_by_tag(post.pk, somebody(), today=NOW.date())
    actions.appeal(mine, words="事実だけを書いています。もう一度見てください。", now=NOW)
    post.refresh_from_db()
    return post


@pytest.mark.parametrize("deed", [deciding.restore, deciding.uphold])
def test_appeal_about_a_post_is_decided_by_somebody_else(deed):
    post = post_with_appeal()

    assert refusal(deed, post, port=moderator(7)) == "somebody_else"
    deed(post, port=moderator(8), now=NOW)

    assert not HeldAct.objects.filter(act=Act.APPEAL).exists()
    assert entries()[-1] == (deed.__name__, str(post.pk), 8, {})


def test_uphold_without_an_appeal():
    assert refusal(deciding.uphold, released(), port=moderator()) == "already_decided"


# --- what is on the page --------------------------------------------------------------------------


def test_flagged_post_is_shown_again():
    post = released()
    actions.flag(post, port=somebody("taro"), reason="personal", now=NOW)
    assert post.pk in queries.overlay().hidden

    deciding.restore(post, port=moderator(), now=NOW)

    assert entries() == [
        ("hide", str(post.pk), None, {"flag": "personal"}),
        ("restore", str(post.pk), 7, {}),
    ]
    assert list(queries.visible_posts()) == [post]
    assert HeldAct.objects.count() == 0


def test_redacted_post_leaves_nothing_of_the_original(monkeypatch):
    post = released(text="［PERSON：見本 太郎］さんのことで困っています。")
    mine = queries.mine_by_tag(post.pk, somebody(), today=NOW.date())
    actions.edit(mine, text="［PERSON：見本 太郎］さんのことで、とても困っています。", now=NOW)
    told = []
    monkeypatch.setattr(deciding, "_keepers", [])
    deciding.register_keeper(told.append)

    deciding.redact_post(post, port=moderator(), reason=Reason.PERSON, text=OTHER_WORDS, now=NOW)

    texts = [*Post.objects.values_list("text", flat=True), *HeldAct.objects.values_list("text", flat=True)]
    assert texts == [OTHER_WORDS]
    assert told == [post.pk]
    assert queries.found_threads("見本") == []


def test_removed_post_has_no_text():
    post = released()
    deciding.hide(post, port=moderator(), reason=Reason.DEFAMATION, now=NOW)
    post.refresh_from_db()

    deciding.remove(post, port=moderator(), reason=Reason.DEFAMATION, now=NOW)

    post.refresh_from_db()
    assert (post.state, post.text) == (PostState.REMOVED, "")


def test_withdrawn_post_is_left_to_its_author():
    post = released()
    actions.withdraw(queries.mine_by_tag(post.pk, somebody(), today=NOW.date()), now=NOW)

    assert refusal(deciding.hide, post, port=moderator(), reason=Reason.PERSON) == "already_decided"


def test_post_may_not_be_restored_when_it_is_shown():
    assert refusal(deciding.restore, released(), port=moderator()) == "already_decided"


# --- blocks ---------------------------------------------------------------------------------------


def test_block_makes_the_authors_next_post_wait_until_it_ends():
    row = held()
    named = {"thread_id": row.thread_id, "port": moderator(), "now": NOW}
    deciding.block(row.tag, epoch=row.epoch, **named)
    deciding.block(row.tag, epoch=row.epoch, **named)

    assert actions.ask(somebody(), text=PLAIN, now=NOW).due is None
    assert actions.ask(somebody("taro"), text=PLAIN, now=NOW).due == NOON

    deciding.unblock(row.tag, **named)
    deciding.unblock(row.tag, **named)

    assert actions.ask(somebody(), text=PLAIN, now=NOW).due == NOON
    assert BlockedTag.objects.count() == 0
    assert [entry[0] for entry in entries()] == ["block", "unblock"]


# --- ten thousand steps ---------------------------------------------------------------------------


class Walk:
    """Moderators and an author who do anything at all to posts, whether or not it can be done."""

    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.done, self.refused, self.acts = 0, 0, 0
        self.seen = Counter()

    def step(self):
        rows = [*HeldAct.objects.filter(act=Act.POST), *Post.objects.all()]
        if len(rows) < 6:
            self.author_asks()
            return
        row = self.dice.choice(rows)
        self.dice.choice([self.moderate, self.moderate, self.moderate, self.author, self.clock])(row)

    def author_asks(self):
        text = self.dice.choice([NAMED, PLAIN])
        name = f"writer{self.dice.randrange(10**9)}"
        actions.ask(somebody(name), text=text, because="public", now=NOW)

    def moderate(self, row):
        before, written = self.state(row), BoardDecision.objects.count()
        verb, deed = self.dice.choice(HELD_DEEDS if isinstance(row, HeldAct) else POST_DEEDS)
        code = self.tried(deed, row)
        if code:
            assert code in {"already_decided", "somebody_else"}
            assert (self.state(row), BoardDecision.objects.count()) == (before, written)
            self.refused += 1
            return
        self.done += 1
        self.seen[before, verb] += 1
        assert rules.TRANSITIONS[before, verb] == self.state(row)
        assert BoardDecision.objects.count() == written + 1
        assert BoardDecision.objects.first().verb == verb

    def tried(self, deed, row):
        try:
            deed(row, port=moderator(self.dice.choice([7, 8])), now=NOW)
        except BoardRefusedError as refused:
            return refused.code
        return ""

    def author(self, row):
        before = self.state(row)
        mine = queries.Mine(held=row) if isinstance(row, HeldAct) else queries.Mine(post=row)
        verb = self.dice.choice(["rephrase", "appeal", "withdraw"])
        try:
            if verb == "rephrase":
                actions.rephrase(mine, text=OTHER_WORDS)
            elif verb == "appeal":
                actions.appeal(mine, words=PLAIN, now=NOW)
            else:
                actions.withdraw(mine, now=NOW)
        except BoardRefusedError:
            assert self.state(row) == before
            return
        self.acts += 1
        after = self.state(row)
        assert after == before or after in {rules.TRANSITIONS.get((before, verb)), None}

    def clock(self, row):
        release.release(now=NOON)
        # Withdrawn and removed posts stay; a few go, so that new ones come.
        over = Post.objects.filter(state__in=[PostState.WITHDRAWN, PostState.REMOVED])
        over.delete()

    @staticmethod
    def state(row):
        fresh = type(row).objects.filter(pk=row.pk).first()
        return fresh and str(getattr(fresh, "stage", "") or fresh.state)


def with_reason(deed, **more):
    return lambda row, **named: deed(row, reason=Reason.PERSON, **more, **named)


HELD_DEEDS = [
    ("approve", deciding.approve),
    ("hold", deciding.hold),
    ("ask_to_rephrase", with_reason(deciding.ask_to_rephrase, note="")),
    ("redact", with_reason(deciding.redact, text=OTHER_WORDS)),
    ("reject", with_reason(deciding.reject)),
]
POST_DEEDS = [
    ("hide", with_reason(deciding.hide)),
    ("restore", deciding.restore),
    ("redact", with_reason(deciding.redact_post, text=OTHER_WORDS)),
    ("remove", with_reason(deciding.remove)),
]


@pytest.fixture
def fast(monkeypatch):
    """Receipts are hashed slowly and posting is counted by the hour; neither is what is walked here."""
    monkeypatch.setattr(actions, "make_password", lambda code: code)


@pytest.mark.parametrize("steps", [500, pytest.param(10_000, marks=pytest.mark.full)])
def test_walk_meets_no_forbidden_transition(fast, steps, prove_figure):
    walk = Walk(seed=20261125)

    for _step in range(steps):
        walk.step()

    assert walk.done > steps // 10
    assert walk.refused > steps // 20
    allowed = {pair for pair in rules.TRANSITIONS if pair[1] in dict(HELD_DEEDS) | dict(POST_DEEDS)}
    assert set(walk.seen) <= allowed
    assert steps < 10_000 or set(walk.seen) == allowed
    assert chain.verify() == []
    prove_figure(
        f"{steps:,} random steps: {walk.done:,} decisions of {len(walk.seen)} kinds, each one entry of the log; "
        f"{walk.refused:,} refused; no forbidden transition"
    )


# --- two at once ----------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time")
def test_two_moderators_at_once():
    rows = [held(who=f"writer{number}") for number in range(10)]
    outcomes = [[] for _row in rows]
    start = Barrier(2)

    def decide(number):
        try:
            for place, row in enumerate(rows):
                start.wait()
                try:
                    deed = deciding.approve if number == 7 else with_reason(deciding.reject)
                    deed(row, port=moderator(number), now=NOW)
                    outcomes[place].append(number)
                except BoardRefusedError as refused:
                    outcomes[place].append(refused.code)
        finally:
            connections.close_all()

    both = [Thread(target=decide, args=[number]) for number in (7, 8)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert [sorted(map(str, outcome))[1] for outcome in outcomes] == ["already_decided"] * 10
    decided = {entry[1]: entry[2] for entry in entries()}
    assert decided == {
        str(row.pk): next(one for one in outcome if one in (7, 8))
        for row, outcome in zip(rows, outcomes, strict=True)
    }
    assert len(entries()) == 10
    assert chain.verify() == []
