"""Who may register, who gets a seat, who is next: tables of cases."""

from datetime import UTC, datetime, timedelta

import pytest

from events.registration.choices import Refusal, RegistrationState
from events.registration.rules import (
    Candidate,
    Line,
    Occasion,
    Waiting,
    decide,
    hold_is_over,
    may_promote,
    may_register,
    next_in_line,
    position,
)

STARTS = datetime(2026, 12, 3, 5, tzinfo=UTC)
DEADLINE = STARTS - timedelta(days=2)
EARLY = STARTS - timedelta(days=9)


def occasion(**changes) -> Occasion:
    """A published meeting for anybody, planned, with a deadline two days before."""
    fields = {
        "is_live": True,
        "status": "planned",
        "audience": "public",
        "starts_at": STARTS,
        "registers_until": DEADLINE,
    }
    return Occasion(**(fields | changes))


VISITOR = Candidate(is_known=False, is_member=False, names_organisation=False)
VISITOR_FROM_OFFICE = Candidate(is_known=False, is_member=False, names_organisation=True)
FRIEND = Candidate(is_known=True, is_member=False, names_organisation=False)
COLLEAGUE = Candidate(is_known=True, is_member=False, names_organisation=True)
MEMBER = Candidate(is_known=True, is_member=True, names_organisation=True)
REGISTERED = Candidate(is_known=True, is_member=True, names_organisation=True, is_registered=True)


@pytest.mark.capability("E12", "E17")
@pytest.mark.parametrize(
    ("event", "candidate", "now", "expected"),
    [
        pytest.param(occasion(), VISITOR, EARLY, None, id="anybody may come to a public meeting"),
        pytest.param(
            occasion(status="moved"), VISITOR, EARLY, None, id="a meeting moved to another day takes people"
        ),
        pytest.param(
            occasion(audience="practitioners"),
            VISITOR_FROM_OFFICE,
            EARLY,
            None,
            id="a visitor who names an organisation may come to practitioners' meetings",
        ),
        pytest.param(
            occasion(audience="practitioners"),
            COLLEAGUE,
            EARLY,
            None,
            id="who works somewhere may come to practitioners' meetings",
        ),
        pytest.param(
            occasion(audience="members"), MEMBER, EARLY, None, id="a member may come to members' meetings"
        ),
        pytest.param(
            occasion(),
            VISITOR,
            DEADLINE - timedelta(seconds=1),
            None,
            id="the last second before the deadline is in time",
        ),
        pytest.param(
            occasion(is_live=False), MEMBER, EARLY, Refusal.NOT_PUBLISHED, id="a draft takes nobody"
        ),
        pytest.param(
            occasion(status="cancelled"),
            MEMBER,
            EARLY,
            Refusal.CANCELLED,
            id="a cancelled meeting says that it is cancelled",
        ),
        pytest.param(
            occasion(status="cancelled"),
            MEMBER,
            STARTS + timedelta(days=1),
            Refusal.CANCELLED,
            id="a cancelled meeting stays cancelled when its day is over",
        ),
        pytest.param(occasion(), MEMBER, STARTS, Refusal.OVER, id="at the start it is over"),
        pytest.param(
            occasion(registers_until=STARTS + timedelta(days=1)),
            MEMBER,
            STARTS,
            Refusal.OVER,
            id="a deadline after the start does not keep it open",
        ),
        pytest.param(occasion(status="held"), MEMBER, EARLY, Refusal.OVER, id="a meeting held is over"),
        pytest.param(
            occasion(status="archived"), MEMBER, EARLY, Refusal.OVER, id="an archived meeting is over"
        ),
        pytest.param(
            occasion(),
            MEMBER,
            DEADLINE,
            Refusal.DEADLINE,
            id="at the deadline it is too late, even with seats",
        ),
        pytest.param(
            occasion(),
            REGISTERED,
            EARLY,
            Refusal.ALREADY_REGISTERED,
            id="one registration per person and event is enough",
        ),
        pytest.param(
            occasion(audience="members"),
            VISITOR_FROM_OFFICE,
            EARLY,
            Refusal.SIGN_IN_FIRST,
            id="a visitor at a members' meeting is asked to sign in",
        ),
        pytest.param(
            occasion(audience="members"),
            COLLEAGUE,
            EARLY,
            Refusal.MEMBERS_ONLY,
            id="an account without membership is told so",
        ),
        pytest.param(
            occasion(audience="practitioners"),
            VISITOR,
            EARLY,
            Refusal.PRACTITIONERS_ONLY,
            id="a visitor at a practitioners' meeting must name an organisation",
        ),
        pytest.param(
            occasion(audience="practitioners"),
            FRIEND,
            EARLY,
            Refusal.PRACTITIONERS_ONLY,
            id="an account that works nowhere must name an organisation",
        ),
        pytest.param(
            occasion(audience="members"),
            VISITOR,
            DEADLINE,
            Refusal.DEADLINE,
            id="the deadline is said before the audience",
        ),
    ],
)
def test_may_register(event, candidate, now, expected):
    assert may_register(event, candidate, now=now) == expected


@pytest.mark.capability("E12")
def test_no_refusal_says_full():
    assert "full" not in {refusal.value for refusal in Refusal}


@pytest.mark.capability("E1")
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(Line(2, 1, 0), RegistrationState.CONFIRMED, id="the last seat is given"),
        pytest.param(Line(2, 2, 0), RegistrationState.WAITING, id="when all seats are taken one waits"),
        pytest.param(Line(2, 1, 1), RegistrationState.WAITING, id="a free seat belongs to who waits already"),
        pytest.param(Line(None, 9000, 0), RegistrationState.CONFIRMED, id="without a limit there is a seat"),
        pytest.param(Line(0, 0, 0), RegistrationState.WAITING, id="no seats at all: everybody waits"),
        pytest.param(Line(2, 3, 0), RegistrationState.WAITING, id="after a lowered capacity one waits"),
    ],
)
def test_decide(line, expected):
    assert decide(line) == expected


@pytest.mark.parametrize(
    ("line", "free", "over", "has_seat"),
    [
        pytest.param(Line(10, 4, 0), 6, 0, True, id="six of ten are left"),
        pytest.param(Line(10, 10, 3), 0, 0, False, id="nothing is left"),
        pytest.param(Line(10, 13, 0), 0, 3, False, id="over by three after the capacity was lowered"),
        pytest.param(Line(None, 13, 0), None, 0, True, id="no limit, never over"),
    ],
)
def test_line(line, free, over, has_seat):
    assert (line.free, line.over, line.has_seat()) == (free, over, has_seat)


@pytest.mark.capability("E3")
@pytest.mark.parametrize(
    ("event", "now", "expected"),
    [
        pytest.param(
            occasion(), STARTS - timedelta(seconds=1), True, id="until the last second before the start"
        ),
        pytest.param(occasion(status="moved"), EARLY, True, id="at a moved meeting too"),
        pytest.param(occasion(), DEADLINE, True, id="after the deadline of registration too"),
        pytest.param(occasion(), STARTS, False, id="nobody from the start on"),
        pytest.param(occasion(status="cancelled"), EARLY, False, id="nobody at a cancelled meeting"),
        pytest.param(occasion(status="held"), EARLY, False, id="nobody at a meeting that was held"),
    ],
)
def test_may_promote(event, now, expected):
    assert may_promote(event, now=now) == expected


FIRST, SECOND, EARLY_BIRD = Waiting(1, 5, 50), Waiting(1, 9, 20), Waiting(0, 12, 30)


@pytest.mark.capability("E3")
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(Line(3, 3, 3), [], id="no seat, nobody"),
        pytest.param(Line(3, 5, 3), [], id="over capacity, nobody"),
        pytest.param(Line(3, 2, 3), [EARLY_BIRD], id="the priority class comes before the number"),
        pytest.param(Line(3, 1, 3), [EARLY_BIRD, FIRST], id="then the lower number"),
        pytest.param(Line(9, 1, 3), [EARLY_BIRD, FIRST, SECOND], id="everybody when there is room"),
        pytest.param(Line(None, 1, 3), [EARLY_BIRD, FIRST, SECOND], id="everybody when the limit is lifted"),
    ],
)
def test_next_in_line(line, expected):
    assert list(next_in_line([SECOND, EARLY_BIRD, FIRST], line)) == expected


@pytest.mark.parametrize(
    ("number", "priority", "expected"),
    [
        pytest.param(12, 0, 1, id="the priority class is first"),
        pytest.param(5, 1, 2, id="then who came first"),
        pytest.param(9, 1, 3, id="then who came later"),
    ],
)
def test_position(number, priority, expected):
    assert position(number, priority, [SECOND, EARLY_BIRD, FIRST]) == expected


@pytest.mark.parametrize(
    ("hold_until", "now", "expected"),
    [
        pytest.param(None, EARLY, False, id="a confirmed address is never over"),
        pytest.param(EARLY + timedelta(seconds=1), EARLY, False, id="held for another second"),
        pytest.param(EARLY, EARLY, True, id="over at the very moment"),
        pytest.param(EARLY - timedelta(days=1), EARLY, True, id="over since yesterday"),
    ],
)
def test_hold_is_over(hold_until, now, expected):
    assert hold_is_over(hold_until, now=now) == expected
