"""What somebody tried on the board and no longer gets (docs/build/board-threat-model.md, "Attempts")."""

import logging
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network.association.dates import TOKYO
from network.board import actions, deciding, keys, limits, queue
from network.board.actions import BoardRefusedError
from network.board.models import HeldAct, Post, Thread
from network.board.queries import mine_by_receipt, mine_by_tag, place_of, post_at
from network.board.release import release
from network.board.rules import Why
from network.watch.logs import not_of_the_silent
from tests.network.board.conftest import moderator, somebody

pytestmark = [pytest.mark.capability("B4"), pytest.mark.django_db]

NOW = datetime(2026, 11, 25, 10, 5, tzinfo=TOKYO)
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=TOKYO)
THREE = NOON + timedelta(hours=3)
QUESTION = "家賃の相談が続くとき、どこまで一緒に動きますか。"
OTHER_WORDS = "家賃の相談が長く続くとき、どうしていますか。"


def out(text: str = QUESTION) -> Post:
    """A question of hanako's that went out at noon."""
    actions.ask(somebody(), text=text, now=NOW)
    release(now=NOON)
    return Post.objects.get(text=text)


def test_taking_back_at_the_very_moment_it_goes_out_is_refused_not_feigned():
    slip = actions.ask(somebody(), text=QUESTION, now=NOW).slip
    own = mine_by_receipt(slip.number, slip.code)
    release(now=NOON)

    with pytest.raises(BoardRefusedError) as refused:
        actions.withdraw(own, now=NOON)

    assert refused.value.code == "not_now"
    actions.withdraw(mine_by_receipt(slip.number, slip.code), now=NOON)
    assert HeldAct.objects.filter(act="withdraw").count() == 1


def test_a_post_sent_twice_makes_no_statement_fail(monkeypatch):
    """A database writes failed statements into its log: the words, the tag, the moment."""
    number = uuid4()
    monkeypatch.setattr(actions, "is_there", lambda post_id: False)  # both come at once
    actions.ask(somebody(), text=QUESTION, post_id=number, now=NOW)

    with CaptureQueriesContext(connection) as told, pytest.raises(BoardRefusedError) as refused:
        actions.ask(somebody(), text=OTHER_WORDS, post_id=number, now=NOW)

    inserts = [one["sql"] for one in told if "INSERT" in one["sql"] and HeldAct._meta.db_table in one["sql"]]
    assert refused.value.code == "again"
    assert HeldAct.objects.get().text == QUESTION
    assert [("OR IGNORE" in sql or "ON CONFLICT DO NOTHING" in sql) for sql in inserts] == [True]


def test_nobody_stops_the_clock_with_a_post_that_is_out_already(monkeypatch):
    first = out()
    with monkeypatch.context() as both:
        both.setattr(
            actions, "is_there", lambda post_id: False
        )  # asked before it went out, written afterwards
        actions.ask(somebody(), text=OTHER_WORDS, post_id=first.pk, now=NOON)
    actions.ask(somebody("jiro"), text="名簿はどのように渡していますか。", now=NOON)

    release(now=THREE)

    assert set(Post.objects.values_list("text", flat=True)) == {QUESTION, "名簿はどのように渡していますか。"}
    assert Thread.objects.count() == 2
    assert HeldAct.objects.count() == 0


def test_who_is_blocked_changes_nothing_unread():
    post = out()
    own = mine_by_tag(post.pk, somebody(), today=NOON.date())
    assert actions.edit(own, text=OTHER_WORDS, now=NOON).why == ()
    deciding.block(post.tag, thread_id=post.thread_id, epoch=post.thread.epoch, port=moderator(), now=NOON)

    assert actions.edit(own, text=OTHER_WORDS, now=NOON).why == (Why.BLOCK,)

    elsewhere = actions.ask(somebody("jiro"), text="名簿はどのように渡していますか。", now=NOON)
    release(now=THREE)
    other = mine_by_tag(elsewhere.held_id, somebody("jiro"), today=NOON.date())
    assert actions.edit(other, text=OTHER_WORDS, port=somebody("jiro"), now=THREE).why == ()
    assert actions.edit(other, text=OTHER_WORDS, port=somebody(), now=THREE).why == (Why.BLOCK,)


def test_moderators_read_no_more_what_its_author_took_back():
    post = out()
    assert queue.item_of(post.pk).text == QUESTION
    actions.withdraw(mine_by_tag(post.pk, somebody(), today=NOON.date()), now=NOON)

    assert queue.item_of(post.pk).text == ""


def test_whoever_guesses_keeps_no_author_out(client):
    number = "ABCDEF"
    for _time in range(12):
        client.post(reverse("board:receipt"), {"number": number, "code": "0" * 16})

    # One of an office's colleagues has had five tries; the number itself has no more than those against it.
    for other in ("192.0.2.1", "192.0.2.2"):
        answer = Client(REMOTE_ADDR=other).post(
            reverse("board:receipt"), {"number": "GHJKMN", "code": "0" * 16}
        )
        assert answer.status_code == 404
    for other in range(12):
        client.post(reverse("board:receipt"), {"number": "GHJKMN", "code": f"{other:016}"})
    answer = Client(REMOTE_ADDR="192.0.2.3").post(
        reverse("board:receipt"), {"number": "GHJKMN", "code": "0" * 16}
    )
    assert answer.status_code == 404


def test_many_others_make_no_limit_forgotten():
    assert limits.within("post", "somebody", amount=1, now=NOW)
    for other in range(700):
        limits.within("receipt", f"other-{other}", amount=5, now=NOW)

    assert not limits.within("post", "somebody", amount=1, now=NOW)


@pytest.mark.parametrize("claimed", ["203.0.113.1", "203.0.113.2, 198.51.100.7"])
def test_a_claimed_address_buys_no_more_tries(client, claimed):
    answers = [
        client.post(
            reverse("board:receipt"),
            {"number": number, "code": "0" * 16},
            headers={"X-Forwarded-For": f"{claimed}{number}"},
        ).status_code
        for number in ("AAAAAA", "BBBBBB", "CCCCCC", "DDDDDD", "EEEEEE", "FFFFFF")
    ]

    assert answers == [404] * 5 + [429]


def test_refusals_on_the_board_leave_no_line_either(caplog):
    stranger = Client(enforce_csrf_checks=True)
    with caplog.at_level(logging.DEBUG):
        stranger.post(reverse("board:receipt"), {"number": "AAAAAA", "code": "0" * 16})
        on_the_board = [one for one in caplog.records if getattr(one, "request", None)]
        stranger.post(reverse("network:code"), {})

    of_both = [one for one in caplog.records if getattr(one, "request", None)]
    assert on_the_board
    assert [one for one in of_both if not_of_the_silent(one)] == of_both[len(on_the_board) :] != []


def test_keys_for_what_is_typed_are_asked_for_without_a_line(client, caplog, settings):
    """The form of the board asks for them too: a line without the line of a form would be the board's."""
    settings.METRICS_TOKEN = "t" * 40
    with caplog.at_level(logging.DEBUG, logger="network.watch.middleware"):
        assert client.post(reverse("network:autosave_keys")).status_code == 200

    assert caplog.records == []


def test_servers_around_the_site_write_no_words_and_no_addresses():
    root = Path(settings.BASE_DIR)
    compose, proxy = (root / "compose.yaml").read_text(), (root / "deploy/proxy/Caddyfile").read_text()

    assert "log_min_error_statement=panic" in compose
    assert "log_error_verbosity=terse" in compose
    assert "exclude http.log.error" in proxy


def test_a_browsers_history_names_no_post_once_the_key_is_gone():
    """Only its author opens the page of an own post: its address must not be the post's number."""
    post = out()
    place = place_of(post.pk, post.thread.epoch)
    assert post_at(place, today=NOON.date()) == post.pk != place
    assert post_at(post.pk, today=NOON.date()) is None

    keys.destroy(post.thread.epoch)

    assert post_at(place, today=NOON.date()) is None
    assert place_of(post.pk, post.thread.epoch) is None
