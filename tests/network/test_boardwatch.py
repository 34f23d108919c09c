"""Letters about the board's queue: at fixed hours, numbers only, once."""

from datetime import datetime, timedelta

import pytest

from network.association.dates import TOKYO
from network.board import actions, queries, release
from network.board.models import HeldAct
from network.boardwatch import tell_what_waits
from network.mail.models import OutboxMessage
from network.people.choices import Role
from tests.factories.network import account_with_role
from tests.network.board.conftest import check, keys_folder, somebody  # noqa: F401 -- fixtures of the board

pytestmark = [pytest.mark.django_db, pytest.mark.capability("B10")]
POSTED = datetime(2026, 11, 25, 10, 5, tzinfo=TOKYO)  # Wednesday
MORNING = datetime(2026, 11, 26, 8, 30, tzinfo=TOKYO)
FRIDAY = datetime(2026, 11, 27, 16, 30, tzinfo=TOKYO)
SATURDAY = datetime(2026, 11, 28, 8, 30, tzinfo=TOKYO)
MONDAY_MORNING = datetime(2026, 11, 30, 8, 30, tzinfo=TOKYO)
MONDAY_AFTERNOON = datetime(2026, 11, 30, 16, 30, tzinfo=TOKYO)


@pytest.fixture
def staff():
    """A moderator and somebody of the secretariat."""
    return account_with_role(Role.MODERATOR), account_with_role(Role.SECRETARIAT)


@pytest.fixture
def waits():
    """A post that a person reads first."""
    text = "［PERSON：見本 太郎］さんの相談が続いています。"
    return HeldAct.objects.get(pk=actions.ask(somebody(), text=text, because="public", now=POSTED).held_id)


def letters():
    return list(OutboxMessage.objects.order_by("pk").values_list("person_id", "template", "context"))


def test_nobody_is_told_when_it_comes(staff, waits):
    assert OutboxMessage.objects.count() == 0


def test_moderators_are_told_at_the_hour_once(staff, waits):
    moderator = staff[0]

    assert (tell_what_waits(now=MORNING), tell_what_waits(now=MORNING + timedelta(minutes=5))) == (1, 0)

    [(person, template, context)] = letters()
    assert (person, template) == (moderator.person_id, "network/boardwatch/waits")
    assert (context["waiting"], context["days"], context["overdue"]) == (1, 1, 0)
    assert context["action_url"].endswith("/desk/peer-board/")
    assert "見本" not in str(context)


@pytest.mark.parametrize(
    ("now", "who"),
    [
        pytest.param(FRIDAY, ["moderator"], id="on the last day nobody else"),
        pytest.param(SATURDAY, [], id="nobody while offices are closed"),
        pytest.param(MONDAY_MORNING, ["moderator"], id="moderators first"),
        pytest.param(MONDAY_AFTERNOON, ["moderator", "secretariat"], id="the secretariat when it is overdue"),
    ],
)
def test_who_is_told(staff, waits, now, who):
    tell_what_waits(now=now)

    names = {staff[0].person_id: "moderator", staff[1].person_id: "secretariat"}
    assert [names[person] for person, _template, _context in letters()] == who


def test_secretariat_gets_no_way_to_the_queue(staff, waits):
    tell_what_waits(now=MONDAY_AFTERNOON)

    assert {template: context["action_url"][-17:] for _person, template, context in letters()} == {
        "network/boardwatch/waits": "/desk/peer-board/",
        "network/boardwatch/overdue": "",
    }


def test_nobody_is_told_when_nothing_waits(staff):
    assert tell_what_waits(now=MORNING) == 0


def test_question_without_an_answer_is_told(staff):
    actions.ask(somebody(), text="三者面談の進め方を教えてください。", now=POSTED)
    release.release(now=POSTED + timedelta(hours=2))
    assert queries.visible_posts().count() == 1

    tell_what_waits(now=datetime(2026, 12, 3, 8, 30, tzinfo=TOKYO))

    [(_person, _template, context)] = letters()
    assert (context["waiting"], context["unanswered"]) == (0, 1)
