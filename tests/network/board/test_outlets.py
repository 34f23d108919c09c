"""B12: one flag about personal data takes a post off every outlet at once, before the clock comes."""

import time
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from membership.boardletter import send_board_letter
from network.association.dates import TOKYO
from network.board import actions, release
from network.board.choices import Kind
from network.board.models import Post, Thread
from network.broadcasts.actions import send_due
from network.mail.actions import deliver_due
from network.notes import actions as notes
from network.notes.models import Note
from tests.factories.membership import MembershipFactory, TierFactory
from tests.factories.network import AccountFactory, PersonFactory
from tests.network.board.conftest import somebody

pytestmark = [pytest.mark.django_db, pytest.mark.capability("B12")]
POSTED = datetime(2026, 11, 25, 10, 5, tzinfo=TOKYO)
NOON = datetime(2026, 11, 25, 12, tzinfo=TOKYO)
MONDAY = datetime(2026, 11, 30, 10, 7, tzinfo=TOKYO)
# Nobody's name: a word that stands in no other text of the site.
TELLING = "みほんざわの双子"
# A search shows again what was asked for, so its outlets are looked through for what follows.
FOLLOWS = "の世帯の家計の相談が続いて"
QUESTION = f"{TELLING}{FOLLOWS}います。どこまで一緒に動きますか。"
ANSWER = "三回までと決めて、その先は会議に出しています。"


@pytest.fixture(autouse=True)
def monday():
    """A Monday morning, between two of the clock's hours."""
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def members():
    """A browser of who points the post out, and one of who reads."""
    tier = TierFactory(may_read_board=True, may_write_board=True)
    clients = []
    for _number in range(2):
        person = PersonFactory()
        MembershipFactory(tier=tier, person=person, since=date(2026, 4, 1))
        client = Client()
        client.force_login(AccountFactory(person=person))
        clients.append(client)
    return clients


@pytest.fixture
def post():
    """A question with an answer, and a note that was made of both."""
    actions.ask(somebody(), text=QUESTION, now=POSTED)
    release.release(now=NOON)
    thread = Thread.objects.get()
    actions.answer(thread, port=somebody("taro"), text=ANSWER, now=NOON)
    release.release(now=NOON + timedelta(hours=3))
    note = notes.draft_from(thread, made_by=7, now=POSTED)
    notes.let_out(note, made_by=7)
    return Post.objects.get(kind=Kind.QUESTION)


def words_everywhere(client, post, *, letter):
    """What each outlet gives a reader."""
    note = Note.objects.get()
    return {
        "front": client.get(reverse("board:front")).text,
        "thread": client.get(reverse("board:thread", args=[post.thread_id])).text,
        "board search": client.post(reverse("board:search"), {"words": TELLING}).text,
        "site search": client.get("/search/", {"q": TELLING}).text,
        "list of notes": client.get(reverse("notes:list")).text,
        "note": client.get(reverse("notes:show", args=[note.key])).text,
        "note as Markdown": client.get(reverse("notes:markdown", args=[note.key])).content.decode(),
        "notes as CSV": client.get(reverse("notes:table")).content.decode(),
        "feed of notices": client.get(reverse("notices:feed")).text,
        "flag": client.get(reverse("board:flag", args=[post.pk])).text,
        "comment": client.get(reverse("board:comment", args=[post.pk])).text,
        "letter": letter(),
    }


def weekly_letter():
    mail.outbox.clear()
    send_board_letter(now=MONDAY)
    send_due(now=MONDAY)
    deliver_due(now=MONDAY)
    return "".join(message.body for message in mail.outbox)


def test_one_flag_hides_it_on_every_outlet(members, post, prove_figure):
    flagger, reader = members
    before = words_everywhere(reader, post, letter=lambda: "")
    answer = flagger.post(reverse("board:flag", args=[post.pk]), {"reason": "personal"})
    begun = time.perf_counter()
    after = words_everywhere(reader, post, letter=weekly_letter)
    seconds = time.perf_counter() - begun

    told = {outlet for outlet, words in before.items() if FOLLOWS in words}
    assert told == {
        "front",
        "thread",
        "board search",
        "site search",
        "list of notes",
        "note",
        "note as Markdown",
        "notes as CSV",
        "flag",
    }
    assert answer.status_code == 200
    assert {outlet for outlet, words in after.items() if FOLLOWS in words or "双子の世帯" in words} == set()
    assert (
        f"/board/{post.thread_id}/" in after["letter"]
    )  # the answer is still news; the letter has a link alone
    assert seconds < 60
    prove_figure(
        f"{len(after)} outlets asked within {seconds:.1f} s of one flag: none shows the post any more"
    )


def test_no_cache_keeps_it(members, post):
    reader = members[1]
    page = reader.get(reverse("board:thread", args=[post.thread_id]))
    note = reader.get(reverse("notes:show", args=[Note.objects.get().key]))

    assert "no-store" in page.headers["Cache-Control"]
    assert "no-store" in note.headers["Cache-Control"]
    kept = [value for name in caches for value in vars(caches[name]).get("_cache", {}).values()]
    assert [value for value in kept if TELLING.encode() in value] == []


def test_other_flags_hide_it_at_three(members, post):
    reader = members[1]
    shown = []
    for name in ("ichiro", "jiro", "saburo"):
        actions.flag(post, port=somebody(name), reason="hurtful", now=MONDAY)
        shown.append(TELLING in reader.get(reverse("board:thread", args=[post.thread_id])).text)

    assert shown == [True, True, False]
