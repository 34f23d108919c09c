"""The peer board's weekly letter: one text for everybody, through the real mail door."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.core import mail

from membership.boardletter import send_board_letter
from network.association.dates import TOKYO
from network.board import actions, deciding, queries, release
from network.board.choices import Reason
from network.board.digest import week_facts
from network.board.models import HeldAct, Post, Thread
from network.broadcasts.actions import end_letters, send_due
from network.broadcasts.models import Broadcast
from network.mail.actions import choose_letters, deliver_due
from network.mail.choices import MailKind
from network.mail.models import OutboxMessage
from tests.factories.membership import MembershipFactory, TierFactory
from tests.factories.network import PersonFactory
from tests.network.board.conftest import check, keys_folder, moderator, somebody  # noqa: F401 -- the board's fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.capability("B13")]
POSTED = datetime(2026, 11, 25, 10, 5, tzinfo=TOKYO)  # Wednesday
NOON = datetime(2026, 11, 25, 12, tzinfo=TOKYO)
MONDAY = datetime(2026, 11, 30, 10, 0, tzinfo=TOKYO)
QUESTION = "家賃の相談が続くとき、どこまで一緒に動きますか。"
TOKEN = re.compile(r"(?<=/l/)[A-Za-z0-9_-]{20,}(?=/)|\d{3} \d{3} \d{4}")


@pytest.fixture
def readers():
    """Four who may read, two of them in English, one of whom asked the question."""
    tier = TierFactory(may_read_board=True)
    people = [PersonFactory(language="en" if number > 1 else "ja") for number in range(4)]
    for person in people:
        MembershipFactory(tier=tier, person=person, since=date(2026, 4, 1))
    return people


@pytest.fixture
def question():
    pk = actions.ask(somebody(), text=QUESTION, topics=["housing"], now=POSTED).held_id
    release.release(now=NOON)
    return Post.objects.get(pk=pk)


def sent(now=MONDAY):
    """Every letter as the mail server got it: address, subject, and both bodies."""
    send_board_letter(now=now)
    send_due(now=now)
    deliver_due(now=now)
    return {
        message.to[0]: (message.subject, message.body, message.alternatives[0].content)
        for message in mail.outbox
    }


def by_language(letters, people):
    """Distinct letters of each language, without what ends them."""
    found = {"ja": set(), "en": set()}
    for person in people:
        parts = next(parts for to, parts in letters.items() if person.email in to)
        found[person.language].add(tuple(TOKEN.sub("*", part) for part in parts))
    return found


def test_bodies_are_the_same_but_for_the_token(readers, question, prove_figure):
    actions.answer(question.thread, port=somebody("taro"), text="三回までと決めています。", now=NOON)
    release.release(now=NOON + timedelta(hours=3))

    letters = sent()

    found = by_language(letters, readers)
    assert {language: len(distinct) for language, distinct in found.items()} == {"ja": 1, "en": 1}
    assert len(set(letters.values())) == 4
    assert len(letters) == 4
    prove_figure("4 letters in 2 languages: text and HTML byte-identical within a language but for the token")


def test_letter_lists_news_without_a_word_of_anybody(readers, question):
    letters = sent()

    subject, body, page = next(parts for to, parts in letters.items() if readers[0].email in to)
    assert subject == "匿名相談ボード：2026年11月23日(月)の週のお便り"
    assert "新しい相談（住まい" in body
    assert f"/board/{question.thread_id}/" in body
    assert "言い換えのお願いが0件" in body
    assert "家賃" not in body + page


def test_letter_always_says_how_many_rephrase_requests_wait(readers):
    pk = actions.ask(
        somebody(), text="［PERSON：見本 太郎］さんの相談です。", because="public", now=POSTED
    ).held_id
    row = HeldAct.objects.get(pk=pk)
    deciding.ask_to_rephrase(row, port=moderator(), reason=Reason.PERSON, note="", now=POSTED)

    letters = sent()

    bodies = [parts[1] for to, parts in letters.items() if readers[0].email in to or readers[1].email in to]
    assert ["言い換えのお願いが1件" in body for body in bodies] == [True, True]
    assert "新しい相談や回答はありませんでした" in bodies[0]


def test_hidden_conversation_is_not_listed(readers, question):
    actions.flag(question, port=somebody("taro"), reason="personal", now=MONDAY)

    assert all(str(question.thread_id) not in parts[1] for parts in sent().values())


def test_letter_goes_once_a_week(readers, question):
    assert [send_board_letter(now=MONDAY + timedelta(days=day)) for day in (0, 1, 7)] == [True, False, True]
    assert Broadcast.objects.count() == 2


def test_letter_is_ended_by_its_own_link(readers, question):
    sent()
    message = OutboxMessage.objects.get(person_id=readers[0].pk)
    ended = end_letters(message.letters_url.rstrip("/").rpartition("/")[2], now=MONDAY)
    mail.outbox.clear()

    letters = sent(now=MONDAY + timedelta(days=7))

    assert ended
    assert len(letters) == 3


def test_letter_is_for_readers_who_want_it(readers, question):
    MembershipFactory(tier=TierFactory(may_read_board=False), since=date(2026, 4, 1))
    choose_letters([MailKind.BOARD], person_id=readers[3].pk, now=POSTED)

    assert len(sent()) == 3


@pytest.mark.parametrize("threads", [1, 3])
def test_letter_takes_three_queries_however_many_there_are(threads, django_assert_num_queries):
    for number in range(threads):
        actions.ask(somebody(f"writer{number}"), text=QUESTION, now=POSTED)
    release.release(now=NOON)
    assert (Thread.objects.count(), queries.rephrases_open()) == (threads, 0)

    with django_assert_num_queries(3):
        facts = week_facts(date(2026, 11, 23))

    assert len(facts["news"]) == threads
