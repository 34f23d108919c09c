"""B8: what the check found is shown and put right with one press, or left for a reason that a person reads."""

import logging

import pytest
from django.urls import reverse

from network.board.choices import Stage
from network.board.models import HeldAct, Thread
from network.board.release import release
from network.privacy import queries as privacy
from tests.network.board.test_views import NOON, QUESTION, member, morning, thirty, tier  # noqa: F401 -- fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.capability("B8")]
NAMED = "佐々木さんの家賃のことで、どこまで一緒に動くか迷っています。"
RIGHTED = "Aさんの家賃のことで、どこまで一緒に動くか迷っています。"
TOGETHER = "音威子府村で、元消防士の方が双子を一人で育てています。どこへつなぎますか。"


@pytest.fixture(autouse=True)
def check(check):
    """The real check, not a marker."""
    check.check = privacy.check
    return check


def asks(client, **fields):
    return client.post(reverse("board:ask"), {"topics": ["housing"], **fields})


def test_a_name_is_marked_and_a_neutral_wording_stands_ready(member):  # noqa: F811
    page = asks(member, text=NAMED)

    assert HeldAct.objects.count() == 0
    assert "</span>佐々木<span" in page.text
    assert page.text.count("<mark") == 1
    assert "「A」と書き換える" in page.text or "「Aさん」と書き換える" in page.text
    assert page.context["put_right"]["do_0"].initial == "replace"


def test_one_press_writes_it_otherwise_and_sends_nothing(member):  # noqa: F811
    page = asks(member, text=NAMED, put_right="yes", do_0="replace")

    assert HeldAct.objects.count() == 0
    assert page.context["form"].initial["text"] == RIGHTED
    assert page.context["form"].initial["topics"] == ["housing"]

    asks(member, text=RIGHTED)

    assert HeldAct.objects.get().stage == Stage.APPROVED


@pytest.mark.parametrize("why", ["", "guessed", "together"])
def test_what_stays_needs_a_reason(member, why):  # noqa: F811
    page = asks(member, text=NAMED, put_right="yes", do_0="keep", why=why)

    assert page.context["put_right"].errors.keys() == {"why"}
    assert NAMED in page.text
    assert HeldAct.objects.count() == 0


def test_what_stays_for_a_reason_is_read_by_a_person(member):  # noqa: F811
    page = asks(member, text=NAMED, put_right="yes", do_0="keep", why="body")
    assert page.context["form"].initial["because"] == "body"
    assert page.context["form"].initial["text"] == NAMED

    asks(member, text=NAMED, because="body")

    held = HeldAct.objects.get()
    assert held.stage == Stage.HELD
    assert "because:body" in held.why


def test_a_reason_nobody_offers_sends_nothing(member):  # noqa: F811
    page = asks(member, text=NAMED, because="guessed")

    assert "because" in page.context["form"].errors
    assert HeldAct.objects.count() == 0


def test_details_that_identify_together_are_shown_and_always_read(member):  # noqa: F811
    page = asks(member, text=TOGETHER)
    rows = page.context["put_right"]
    assert len(rows.found) >= 3
    assert rows.named == 0
    assert HeldAct.objects.count() == 0

    answers = {f"do_{number}": "keep" for number in range(len(rows.found))}
    kept = asks(member, text=TOGETHER, put_right="yes", **answers)
    asks(member, text=TOGETHER, because=kept.context["form"].initial["because"])

    assert HeldAct.objects.get().stage == Stage.HELD


def test_answers_that_do_not_fit_the_text_show_the_questions_again(member):  # noqa: F811
    page = asks(member, text=NAMED, put_right="yes", do_0="something")

    assert page.context["put_right"].errors.keys() == {"do_0"}
    assert HeldAct.objects.count() == 0


def test_an_answer_is_put_right_in_its_conversation(member):  # noqa: F811
    asks(member, text=QUESTION)
    release(now=NOON)
    url = reverse("board:answer", args=[Thread.objects.get().pk])

    found = member.post(url, {"text": NAMED})
    righted = member.post(url, {"text": NAMED, "put_right": "yes", "do_0": "replace"})

    assert found.context["put_right"]
    assert righted.context["form"].initial["text"] == RIGHTED


def test_nothing_of_the_text_is_logged(member, caplog):  # noqa: F811
    with caplog.at_level(logging.DEBUG):
        asks(member, text=NAMED)
        asks(member, text=NAMED, put_right="yes", do_0="replace")
        asks(member, text=RIGHTED)

    logged = "".join(f"{record.getMessage()}{record.__dict__}" for record in caplog.records)
    assert "佐々木" not in logged
    assert "一緒に動く" not in logged
