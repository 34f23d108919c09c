"""What members do, what the clock makes of it, what moderators decide: over the real database."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.cache import caches

from network.association.dates import TOKYO
from network.board import actions, chain, checking, deciding, ending, keys, limits, queries, rules
from network.board.actions import BoardRefusedError
from network.board.choices import Act, Kind, PostState, Reason, Stage
from network.board.models import (
    BlockedTag,
    BoardDecision,
    BoardPolicy,
    HeldAct,
    KeyCertificate,
    Post,
    PostReceipt,
    Thread,
)
from network.board.release import release
from network.board.rules import Why
from tests.network.board.conftest import moderator, somebody

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 25, 10, 5, tzinfo=TOKYO)
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=TOKYO)
TODAY = NOW.date()
QUESTION = "家賃の相談が続くとき、どこまで一緒に動きますか。"
ANSWER = "私は三回までと決めて、その先は会議に出しています。"
NAMED = "［PERSON：見本 太郎］さんの家賃のことで相談です。"


@pytest.fixture
def asked():
    """A question that is out."""
    received = actions.ask(somebody("asker"), text=QUESTION, topics=["housing"], now=NOW)
    release(now=NOON)
    return received


@pytest.fixture
def thread(asked):
    return Thread.objects.get()


def answered(thread, name="helper", text=ANSWER, **more) -> Post:
    """An answer that is out."""
    received = actions.answer(thread, port=somebody(name), text=text, now=NOW, **more)
    release(now=NOON)
    return Post.objects.get(pk=received.held_id)


def mine(name: str, post_id) -> queries.Mine:
    return queries.mine_by_tag(post_id, somebody(name), today=TODAY)


def code_of(refused: pytest.ExceptionInfo) -> str:
    return refused.value.code


# --- posting ------------------------------------------------------------------------------------


@pytest.mark.capability("B1")
def test_a_clean_question_goes_out_at_the_next_fixed_hour(django_assert_num_queries):
    received = actions.ask(somebody(), text=QUESTION, topics=["housing", "housing"], now=NOW)

    assert (received.due, received.why) == (NOON, ())
    assert release(now=NOON - timedelta(seconds=1)) == 0
    assert Post.objects.count() == 0
    assert release(now=NOON) == 1
    post = Post.objects.select_related("thread").get()
    assert (post.kind, post.text, post.label, post.position) == (Kind.QUESTION, QUESTION, 0, 1)
    assert (post.thread.topics, str(post.thread.week)) == (["housing"], "2026-11-23")
    assert HeldAct.objects.count() == 0
    assert release(now=NOON) == 0


@pytest.mark.capability("B3")
def test_posting_writes_one_row_of_the_hold_table_and_nothing_else(django_capture_on_commit_callbacks):
    def counted():
        return {model: model._default_manager.count() for model in apps.get_models() if model._meta.managed}

    before = counted()
    with django_capture_on_commit_callbacks() as called:
        actions.ask(somebody(), text=QUESTION, now=NOW)

    grown = {
        model.__name__: count - before[model] for model, count in counted().items() if count != before[model]
    }
    assert grown == {"HeldAct": 1}
    assert called == []


def test_sent_twice_it_is_one_post(monkeypatch):
    number = uuid4()
    actions.ask(somebody(), text=QUESTION, post_id=number, now=NOW)
    for seen in (True, False):  # the second time both come at once
        with monkeypatch.context() as both:
            both.setattr(actions, "is_there", lambda post_id, seen=seen: seen)
            with pytest.raises(BoardRefusedError) as refused:
                actions.ask(somebody(), text=QUESTION, post_id=number, now=NOW)
        assert code_of(refused) == "again"

    assert queries.is_there(number)
    release(now=NOON)
    assert queries.is_there(number)
    assert Post.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "more", "why"),
    [
        pytest.param(NAMED, {"because": "public"}, [Why.FINDING, Why.SAID_CLEAN], id="a finding"),
        pytest.param(QUESTION, {"because": "public"}, [Why.SAID_CLEAN], id="said to be clean"),
        pytest.param(f"{QUESTION}［組み合わせ］", {}, [Why.HINT], id="a hint"),
    ],
)
def test_what_is_not_known_to_be_clean_waits_for_a_person(text, more, why):
    received = actions.ask(somebody(), text=text, now=NOW, **more)

    assert (received.due, list(received.why)) == (None, why)
    assert release(now=NOON) == 0
    assert HeldAct.objects.get().stage == Stage.HELD


def test_without_a_check_everything_waits(check):
    check.check = None

    assert actions.ask(somebody(), text=QUESTION, now=NOW).why == (Why.NO_CHECK,)


def test_a_check_that_fails_has_not_run(check):
    check.check = lambda text: 1 / 0

    assert checking.is_on() is False
    assert actions.ask(somebody(), text=QUESTION, now=NOW).why == (Why.NO_CHECK,)


def test_a_board_may_read_everything_first():
    BoardPolicy.objects.create(pk=1, reads_everything_first=True)

    assert actions.ask(somebody(), text=QUESTION, now=NOW).why == (Why.READ_FIRST,)


def test_who_is_blocked_waits_everywhere(thread):
    post = answered(thread)
    deciding.block(post.tag, thread_id=thread.pk, epoch=thread.epoch, port=moderator(), now=NOW)

    assert actions.ask(somebody("helper"), text=QUESTION, now=NOW).why == (Why.BLOCK,)
    assert actions.ask(somebody("other"), text=QUESTION, now=NOW).why == ()
    assert BoardDecision.objects.filter(verb="block").count() == 1


@pytest.mark.parametrize(
    ("port", "code"),
    [
        (somebody(may_post=False), "not_entitled"),
        (somebody(member_key=""), "not_entitled"),
        (somebody(entitled=29), "not_open"),
    ],
)
def test_who_may_not_ask(port, code):
    with pytest.raises(BoardRefusedError) as refused:
        actions.ask(port, text=QUESTION, now=NOW)

    assert code_of(refused) == code
    assert HeldAct.objects.count() == 0


def test_ten_posts_an_hour():
    for _time in range(10):
        actions.ask(somebody(), text=QUESTION, now=NOW)

    with pytest.raises(BoardRefusedError) as refused:
        actions.ask(somebody(), text=QUESTION, now=NOW)

    assert code_of(refused) == "too_many"
    actions.ask(somebody("other"), text=QUESTION, now=NOW)


def test_counters_tell_neither_who_nor_when():
    memory = caches["process"]
    memory.clear()
    limits.within("post", "key-of-hanako", amount=1, now=NOW)
    limits.within("post", "key-of-hanako", amount=1, now=NOW + timedelta(minutes=20))
    names = list(memory._cache)

    assert [name for name in names if "hanako" in name] == []
    ends = {round(end) // 60 for end in memory._expire_info.values() if end}
    assert len(ends) == 1


@pytest.mark.parametrize(
    ("change", "more", "code"),
    [
        pytest.param({"is_closed": True}, {}, "closed", id="closed"),
        pytest.param({"epoch": 0}, {}, "closed", id="the key's days are over"),
    ],
)
def test_what_may_not_be_answered(thread, change, more, code):
    for name, value in change.items():
        setattr(thread, name, value)

    with pytest.raises(BoardRefusedError) as refused:
        actions.answer(thread, port=somebody(), text=ANSWER, now=NOW, **more)

    assert code_of(refused) == code


def test_comments_stay_in_their_thread(thread):
    post = answered(thread)
    other = Thread(epoch=thread.epoch, week=thread.week)
    with pytest.raises(BoardRefusedError) as refused:
        actions.answer(other, port=somebody(), text=ANSWER, reply_to=post, now=NOW)
    assert code_of(refused) == "other_thread"

    post.state = PostState.HIDDEN
    with pytest.raises(BoardRefusedError) as refused:
        actions.answer(thread, port=somebody(), text=ANSWER, reply_to=post, now=NOW)
    assert code_of(refused) == "gone"


def test_a_lost_key_makes_posts_wait(thread):
    """The limits make a key for the epoch that runs; one that is over is never made again."""
    keys.destroy(thread.epoch)
    later = NOW + (rules.last_day(thread.epoch) - TODAY) + timedelta(days=3)

    received = actions.answer(thread, port=somebody(), text=ANSWER, now=later)

    assert received.why == (Why.NO_TAG,)
    assert HeldAct.objects.get().tag is None


# --- labels ---------------------------------------------------------------------------------------


@pytest.mark.capability("B2")
def test_labels_are_stable_in_a_thread_and_say_nothing_across_threads(thread):
    actions.ask(somebody("helper"), text="もう一つの質問です。", now=NOW)
    release(now=NOON)
    other = Thread.objects.exclude(pk=thread.pk).get()
    first, second = answered(thread, "helper"), answered(thread, "third")
    again, by_asker = answered(thread, "helper"), answered(thread, "asker")
    elsewhere = answered(other, "third")

    assert [post.label for post in (first, second, again, by_asker, elsewhere)] == [1, 2, 1, 0, 1]
    assert first.tag == again.tag
    assert len({post.tag for post in Post.objects.all()}) == 5


def test_a_comment_comes_after_what_it_is_about(thread):
    post = answered(thread)
    comment = answered(thread, "third", reply_to=post)

    assert (comment.kind, comment.reply_to_id, comment.position) == (Kind.COMMENT, post.pk, 3)


# --- what the clock leaves ------------------------------------------------------------------------


def test_rows_are_dealt_again(asked):
    held = actions.ask(somebody(), text=NAMED, because="public", now=NOW)
    before = HeldAct.objects.values().get()

    release(now=NOW)

    assert HeldAct.objects.values().get() == before
    assert before["id"] == held.held_id
    assert Post.objects.count() == PostReceipt.objects.count() == 1


# --- one's own --------------------------------------------------------------------------------------


@pytest.mark.capability("B6")
def test_a_receipt_opens_a_post_before_and_after_it_goes_out():
    received = actions.ask(somebody(), text=QUESTION, now=NOW)
    slip = received.slip

    assert queries.mine_by_receipt(slip.number, slip.code).held.pk == received.held_id
    release(now=NOON)
    assert queries.mine_by_receipt(slip.number, slip.code).post.pk == received.held_id
    assert queries.mine_by_receipt(slip.number, "0" * 16) is None
    assert queries.mine_by_receipt("ZZZZZZ", slip.code) is None
    assert queries.mine_by_receipt("", slip.code) is None
    assert slip.code not in str(list(PostReceipt.objects.values()))


def test_a_tag_opens_ones_own_post_only_while_the_key_lives(asked):
    assert mine("asker", asked.held_id).state == "released"
    assert mine("other", asked.held_id) is None
    assert queries.mine_by_tag(uuid4(), somebody("asker"), today=TODAY) is None
    assert queries.mine_by_tag(asked.held_id, somebody("asker"), today=TODAY + timedelta(days=60)) is None


def test_ones_own_are_computed(thread, asked):
    waiting = actions.ask(somebody("asker"), text=NAMED, because="public", now=NOW)

    [line] = queries.thread_lines(somebody("asker"), today=TODAY)
    [other] = queries.thread_lines(somebody("other"), today=TODAY)

    assert (line.is_mine, other.is_mine) == (True, False)
    assert [row.pk for row in queries.waiting_of(somebody("asker"), today=TODAY)] == [waiting.held_id]
    assert queries.waiting_of(somebody("other"), today=TODAY) == []
    assert queries.waiting_of(moderator(), today=TODAY) == []


@pytest.mark.capability("B6")
def test_withdrawing_takes_it_off_at_once_and_empties_it_with_the_clock(thread, asked):
    actions.withdraw(mine("asker", asked.held_id), now=NOW)
    actions.withdraw(mine("asker", asked.held_id), now=NOW)

    assert list(queries.visible_posts()) == []
    assert [post.text for post in queries.posts_of(thread)] == [""]
    assert HeldAct.objects.filter(act=Act.WITHDRAW).count() == 1
    release(now=NOON)
    assert Post.objects.values_list("text", "state").get() == ("", PostState.WITHDRAWN)
    with pytest.raises(BoardRefusedError):
        actions.withdraw(mine("asker", asked.held_id), now=NOW)
    assert BoardDecision.objects.values_list("verb", "actor_id").get() == ("withdraw", None)


def test_withdrawing_before_it_goes_out_leaves_nothing():
    received = actions.ask(somebody(), text=QUESTION, now=NOW)

    actions.withdraw(mine("hanako", received.held_id), now=NOW)

    assert HeldAct.objects.count() == 0


def test_a_change_goes_through_the_same_check(asked):
    own = mine("asker", asked.held_id)

    assert actions.edit(own, text=f"{QUESTION}追記です。", now=NOW).by_clock
    assert actions.edit(own, text=f"{QUESTION}追記の二つ目です。", now=NOW).by_clock
    assert Post.objects.get().text == QUESTION
    release(now=NOON)
    assert Post.objects.get().text.endswith("追記の二つ目です。")
    assert not actions.edit(own, text=NAMED, now=NOW).by_clock
    release(now=NOON)
    assert Post.objects.get().text.endswith("追記の二つ目です。")


def test_a_change_before_it_goes_out():
    received = actions.ask(somebody(), text=NAMED, because="public", now=NOW)

    assert actions.edit(mine("hanako", received.held_id), text=QUESTION, now=NOW).by_clock
    release(now=NOON)
    assert Post.objects.get().text == QUESTION


def test_what_was_redacted_is_read_again_when_it_is_changed(asked):
    post = Post.objects.get()
    deciding.redact_post(post, port=moderator(), reason=Reason.PERSON, text="言い換えました。", now=NOW)

    assert actions.edit(mine("asker", asked.held_id), text=QUESTION, now=NOW).why == (Why.DECIDED,)


def test_who_asked_says_which_answer_helped(thread, asked):
    helped, other = answered(thread), answered(thread, "third")

    actions.accept(mine("asker", asked.held_id), helped=other, now=NOW)
    actions.accept(mine("asker", asked.held_id), helped=helped, now=NOW)
    release(now=NOON)

    assert Thread.objects.get().accepted_id == helped.pk
    with pytest.raises(BoardRefusedError):
        actions.accept(mine("helper", helped.pk), helped=other, now=NOW)
    with pytest.raises(BoardRefusedError):
        actions.accept(mine("asker", asked.held_id), helped=Post.objects.get(kind=Kind.QUESTION), now=NOW)


# --- others -------------------------------------------------------------------------------------------


def test_the_same_worry_counts_once_and_knows_nobody(thread):
    assert actions.me_too(thread, port=somebody("one"), now=NOW) is True
    assert actions.me_too(thread, port=somebody("one"), now=NOW) is False
    assert actions.me_too(thread, port=somebody("two"), now=NOW) is True
    assert actions.me_too(thread, port=somebody("asker"), now=NOW) is False
    release(now=NOON)

    assert Thread.objects.get().me_too == 2
    with pytest.raises(BoardRefusedError):
        actions.me_too(thread, port=moderator(), now=NOW)


@pytest.mark.capability("B12")
def test_a_flag_about_personal_data_hides_at_once(thread):
    post = Post.objects.get()

    actions.flag(post, port=somebody("reader"), reason="personal", now=NOW)

    assert list(queries.visible_posts()) == []
    assert queries.thread_lines(somebody(), today=TODAY) == []
    assert queries.found_threads("家賃") == queries.similar_threads(QUESTION) == []
    release(now=NOON)
    assert Post.objects.get().state == PostState.HIDDEN
    assert BoardDecision.objects.values_list("verb", "details").get() == ("hide", {"flag": "personal"})


@pytest.mark.capability("B12")
def test_other_flags_hide_when_there_are_three(thread):
    post = Post.objects.get()
    for name in ("one", "two", "two"):
        actions.flag(post, port=somebody(name), reason="hurtful", now=NOW)
    release(now=NOON)
    assert Post.objects.values_list("state", "flags").get() == (PostState.RELEASED, 2)

    actions.flag(post, port=somebody("three"), reason="other", now=NOW)
    assert list(queries.visible_posts()) == []
    release(now=NOON)

    assert Post.objects.values_list("state", "flags").get() == (PostState.HIDDEN, 0)


def test_who_may_not_flag(thread):
    post = Post.objects.get()
    with pytest.raises(BoardRefusedError):
        actions.flag(post, port=moderator(), reason="other", now=NOW)
    for _time in range(20):
        actions.flag(post, port=somebody("busy"), reason="other", now=NOW)
    with pytest.raises(BoardRefusedError) as refused:
        actions.flag(post, port=somebody("busy"), reason="other", now=NOW)

    assert code_of(refused) == "too_many"


# --- moderators ---------------------------------------------------------------------------------------


@pytest.fixture
def held():
    """Something that waits for a person."""
    received = actions.ask(somebody(), text=NAMED, because="public", now=NOW)
    return HeldAct.objects.get(pk=received.held_id)


def test_a_moderator_lets_it_go_out(held):
    deciding.approve(held, port=moderator(), now=NOW)
    release(now=NOON)

    assert Post.objects.get().pk == held.pk
    row = BoardDecision.objects.get()
    assert (row.verb, row.actor_id, row.subject_id, str(row.on)) == ("approve", 7, str(held.pk), "2026-11-25")
    assert chain.verify() == []


def test_other_words_are_asked_for_and_come_back(held):
    deciding.ask_to_rephrase(
        held, port=moderator(), reason=Reason.PERSON, note="お名前を変えてください。", now=NOW
    )
    own = mine("hanako", held.pk)
    assert (own.state, own.held.note, own.held.text) == (Stage.REPHRASE, "お名前を変えてください。", NAMED)
    assert queries.rephrases_open() == 1

    actions.rephrase(own, text="五十代の方の家賃のことです。")

    assert mine("hanako", held.pk).state == Stage.HELD
    with pytest.raises(BoardRefusedError):
        actions.rephrase(mine("hanako", held.pk), text="もう一度")


def test_a_moderators_words_replace_the_original_at_once(held):
    deciding.redact(held, port=moderator(), reason=Reason.PERSON, text="ある方の家賃のことです。", now=NOW)

    assert "見本 太郎" not in str(list(HeldAct.objects.values()))
    release(now=NOON)
    assert Post.objects.get().text == "ある方の家賃のことです。"


def test_a_refusal_is_looked_at_again_by_somebody_else(held):
    deciding.reject(held, port=moderator(7), reason=Reason.PERSON, now=NOW)
    own = mine("hanako", held.pk)
    assert own.state == Stage.REJECTED
    with pytest.raises(BoardRefusedError):
        actions.edit(own, text=QUESTION, now=NOW)

    actions.appeal(own, words="名前は仮のものです。", now=NOW)

    held.refresh_from_db()
    with pytest.raises(BoardRefusedError) as refused:
        deciding.approve(held, port=moderator(7), now=NOW)
    assert code_of(refused) == "somebody_else"
    deciding.approve(held, port=moderator(8), now=NOW)
    with pytest.raises(BoardRefusedError):
        actions.appeal(mine("hanako", held.pk), words="もう一度お願いします。", now=NOW)


def test_two_moderators_at_once(held):
    same = HeldAct.objects.get(pk=held.pk)
    deciding.approve(held, port=moderator(7), now=NOW)

    with pytest.raises(BoardRefusedError) as refused:
        deciding.reject(same, port=moderator(8), reason=Reason.SENSITIVE, now=NOW)

    assert code_of(refused) == "already_decided"
    assert BoardDecision.objects.count() == 1


@pytest.mark.parametrize("port", [somebody(), moderator(None)])
def test_only_moderators_decide(held, port):
    with pytest.raises(BoardRefusedError) as refused:
        deciding.approve(held, port=port, now=NOW)

    assert code_of(refused) == "not_moderator"


def test_what_is_out_is_hidden_restored_and_removed(asked):
    def now_post():
        return Post.objects.get()

    deciding.hide(now_post(), port=moderator(), reason=Reason.SENSITIVE, now=NOW)
    actions.appeal(mine("asker", asked.held_id), words="困る内容ではありません。", now=NOW)
    actions.appeal(mine("asker", asked.held_id), words="困る内容ではありません。", now=NOW)
    assert HeldAct.objects.filter(act=Act.APPEAL).count() == 1
    deciding.restore(now_post(), port=moderator(8), now=NOW)
    with pytest.raises(BoardRefusedError):
        deciding.remove(now_post(), port=moderator(), reason=Reason.SENSITIVE, now=NOW)
    with pytest.raises(BoardRefusedError):
        actions.appeal(mine("asker", asked.held_id), words="困る内容ではありません。", now=NOW)
    deciding.hide(now_post(), port=moderator(), reason=Reason.SENSITIVE, now=NOW)
    stale = now_post()
    deciding.remove(now_post(), port=moderator(), reason=Reason.SENSITIVE, now=NOW)
    with pytest.raises(BoardRefusedError):
        deciding.restore(stale, port=moderator(), now=NOW)
    with pytest.raises(BoardRefusedError):
        actions.edit(mine("asker", asked.held_id), text=QUESTION, now=NOW)

    assert (now_post().state, now_post().text) == (PostState.REMOVED, "")
    assert list(reversed(BoardDecision.objects.values_list("verb", flat=True))) == [
        "hide",
        "restore",
        "hide",
        "remove",
    ]


def test_the_chain_takes_ids_and_kinds_only(held):
    with pytest.raises(chain.NotPlainError):
        chain.add("approve", held.pk, on=TODAY, actor_id=7, details={"reason": "見本 太郎さん"})


# --- the end of a key -----------------------------------------------------------------------------------


@pytest.mark.capability("B5")
def test_a_key_ends_with_a_certificate(thread, asked):
    answered(thread)
    tag = Post.objects.exclude(label=0).get().tag
    deciding.block(tag, thread_id=thread.pk, epoch=thread.epoch, port=moderator(), now=NOW)
    received = actions.answer(thread, port=somebody("late"), text=NAMED, because="public", now=NOW)
    rejected = actions.answer(thread, port=somebody("late"), text=NAMED, because="public", now=NOW)
    deciding.reject(HeldAct.objects.get(pk=rejected.held_id), port=moderator(), reason=Reason.PERSON, now=NOW)
    last = rules.ends_on(thread.epoch)
    assert ending.end_epochs(today=last - timedelta(days=1)) == []

    [certificate] = ending.end_epochs(today=last)

    assert keys.key_of(thread.epoch) is None
    assert (certificate.tags, certificate.blocks, certificate.threads, certificate.was_there) == (
        2,
        1,
        1,
        True,
    )
    assert certificate.destroyed_on == last
    assert set(Post.objects.values_list("tag", flat=True)) == {None}
    assert HeldAct.objects.values_list("pk", "tag").get() == (received.held_id, None)
    assert (BlockedTag.objects.count(), Thread.objects.get().is_closed) == (0, True)
    assert ending.end_epochs(today=last) == []
    assert queries.mine_by_receipt(asked.slip.number, asked.slip.code).post
    assert KeyCertificate.objects.count() == 1


@pytest.mark.capability("B5")
def test_a_key_that_comes_back_from_a_copy_is_destroyed_again(thread, keys_folder):
    key = keys.key_of(thread.epoch)
    last = rules.ends_on(thread.epoch)
    ending.end_epochs(today=last)
    (keys_folder / f"epoch-{thread.epoch}.key").write_bytes(key)

    ending.end_epochs(today=last)

    assert keys.epochs() == []


# --- words ----------------------------------------------------------------------------------------------


@pytest.mark.capability("B1")
def test_search_and_similar_find_what_is_out(thread):
    answered(thread, text="生活困窮者自立支援制度の任意事業で家計改善支援を使います。")

    assert [line.thread for line in queries.found_threads("困窮者支援")] == [thread]
    assert [line.answers for line in queries.similar_threads("家賃の相談はどこまで一緒に動くのか")] == [1]
    assert queries.found_threads("量子もつれ") == []


def test_an_author_who_comes_too_late_changes_nothing():
    received = actions.ask(somebody(), text=NAMED, because="public", now=NOW)
    own = mine("hanako", received.held_id)
    deciding.approve(HeldAct.objects.get(), port=moderator(), now=NOW)

    with pytest.raises(BoardRefusedError) as refused:
        actions.edit(own, text=QUESTION, now=NOW)

    assert code_of(refused) == "not_now"
    assert HeldAct.objects.get().text == NAMED


def test_a_tag_is_blocked_once(thread):
    post = Post.objects.get()
    for _time in range(2):
        deciding.block(post.tag, thread_id=thread.pk, epoch=thread.epoch, port=moderator(), now=NOW)

    assert queries.decisions().count() == BlockedTag.objects.count() == 1


def test_what_waits_for_moderators(held):
    actions.ask(somebody("other"), text=QUESTION, now=NOW)

    assert queries.held_for_moderators() == [held]


def test_certificates_stand_newest_first(thread):
    last = rules.ends_on(thread.epoch)
    ending.end_epochs(today=last)

    assert [str(one) for one in queries.certificates()] == [str(thread.epoch)]


def test_rows_name_nobody(thread, held):
    rows = [thread, Post.objects.get(), held, PostReceipt.objects.get(), BoardPolicy(pk=1)]
    rows.append(chain.add("approve", held.pk, on=TODAY, actor_id=7))
    rows.append(BlockedTag(tag="tag", thread_id=thread.pk, epoch=1))

    assert [str(row) for row in rows] == [
        str(thread.pk),
        str(Post.objects.get().pk),
        str(held.pk),
        PostReceipt.objects.get().number,
        "1",
        f"approve {held.pk}",
        str(thread.pk),
    ]
