"""How a membership stands: dated stories, told to the rule and, through tables, to the nightly note."""

from datetime import UTC, date, datetime

import pytest

from membership.ledger import actions as ledger
from membership.ledger.queries import account, credit_of
from membership.ledger.rules import Payer, Share
from membership.members.actions import DecisionError, decide_membership, note_statuses
from membership.members.queries import members_on, standing_of, statuses
from membership.members.rules import Decided, Due, may_be_lost, may_decide, status_of, years_in_arrears
from network.audit.models import AuditEntry
from tests.factories.membership import MembershipFactory, dues

NOW = datetime(2027, 5, 1, tzinfo=UTC)
SINCE = date(2024, 4, 1)
BY = {"made_by": 7, "now": NOW}


def day(text):
    return date.fromisoformat(text)


def story(*, decided=(), owed=(), until=None):
    """Decisions as (kind, day), dues as (year, due day, day settled or None)."""
    return {
        "since": SINCE,
        "until": until and day(until),
        "decisions": [Decided(kind, day(on)) for kind, on in decided],
        "dues": [Due(year, day(due), settled and day(settled)) for year, due, settled in owed],
    }


NOTHING = story()
PAID = story(owed=[(2024, "2024-06-30", "2024-05-10"), (2025, "2025-06-30", "2025-06-30")])
LATE = story(owed=[(2024, "2024-06-30", "2024-08-15")])
OWING = story(owed=[(2024, "2024-06-30", None), (2025, "2025-06-30", None)])
LEFT = story(decided=[("left", "2025-04-01")], owed=[(2024, "2024-06-30", None)])
LOST = story(decided=[("lost", "2026-04-01")], owed=[(2024, "2024-06-30", None), (2025, "2025-06-30", None)])
EXPELLED = story(decided=[("expelled", "2025-02-01")])
LEAVE = story(decided=[("on_leave", "2025-04-01"), ("back", "2026-04-01")], owed=[(2024, "2024-06-30", None)])
LEFT_ON_LEAVE = story(decided=[("on_leave", "2025-04-01"), ("left", "2025-10-01")])
BACK_AGAIN = story(
    decided=[("lost", "2026-04-01"), ("reinstated", "2026-09-01")],
    owed=[(2024, "2024-06-30", "2026-08-20"), (2026, "2026-10-01", None)],
)
TWICE = story(decided=[("left", "2025-01-01"), ("reinstated", "2025-06-01"), ("expelled", "2026-01-01")])
BY_HAND = story(until="2025-03-31")
BY_HAND_AND_BACK = story(until="2025-03-31", decided=[("reinstated", "2025-06-01")])
NONSENSE = story(
    decided=[
        ("back", "2024-05-01"),
        ("expelled", "2025-02-01"),
        ("left", "2025-03-01"),
        ("on_leave", "2025-04-01"),
    ]
)
SCENARIOS = [
    (name, told, on, status)
    for name, told, said in [
        ("nothing owed", NOTHING, [("2024-03-31", "not_yet"), ("2024-04-01", "member"), ("2034-04-01", "member")]),
        ("paid in time", PAID, [("2024-04-01", "member"), ("2024-06-30", "member"), ("2024-07-01", "member"),
                                ("2025-06-30", "member"), ("2025-07-01", "member"), ("2026-03-31", "member")]),
        ("paid late", LATE, [("2024-06-30", "member"), ("2024-07-01", "in_arrears"), ("2024-08-14", "in_arrears"),
                             ("2024-08-15", "member"), ("2025-04-01", "member")]),
        ("never paid", OWING, [("2024-06-30", "member"), ("2024-07-01", "in_arrears"), ("2025-03-31", "in_arrears"),
                               ("2025-07-01", "in_arrears"), ("2026-04-01", "in_arrears"), ("2030-04-01", "in_arrears")]),
        ("left owing", LEFT, [("2024-06-30", "member"), ("2024-07-01", "in_arrears"), ("2025-03-31", "in_arrears"),
                              ("2025-04-01", "left"), ("2026-04-01", "left")]),
        ("lost by decision", LOST, [("2024-06-30", "member"), ("2025-07-01", "in_arrears"), ("2026-03-31", "in_arrears"),
                                    ("2026-04-01", "lost"), ("2028-04-01", "lost")]),
        ("expelled", EXPELLED, [("2025-01-31", "member"), ("2025-02-01", "expelled"), ("2026-02-01", "expelled")]),
        ("on leave and back", LEAVE, [("2024-06-30", "member"), ("2024-07-01", "in_arrears"), ("2025-03-31", "in_arrears"),
                                      ("2025-04-01", "on_leave"), ("2026-03-31", "on_leave"), ("2026-04-01", "in_arrears")]),
        ("left while on leave", LEFT_ON_LEAVE, [("2025-03-31", "member"), ("2025-04-01", "on_leave"),
                                                ("2025-09-30", "on_leave"), ("2025-10-01", "left")]),
        ("lost and reinstated", BACK_AGAIN, [("2024-06-30", "member"), ("2024-07-01", "in_arrears"), ("2026-03-31", "in_arrears"),
                                             ("2026-04-01", "lost"), ("2026-08-31", "lost"), ("2026-09-01", "member"),
                                             ("2026-10-01", "member"), ("2026-10-02", "in_arrears")]),
        ("left, back, expelled", TWICE, [("2024-12-31", "member"), ("2025-01-01", "left"), ("2025-05-31", "left"),
                                         ("2025-06-01", "member"), ("2025-12-31", "member"), ("2026-01-01", "expelled")]),
        ("last day by hand", BY_HAND, [("2025-03-31", "member"), ("2025-04-01", "left"), ("2026-04-01", "left")]),
        ("last day by hand, then back", BY_HAND_AND_BACK, [("2025-03-31", "member"), ("2025-04-01", "left"),
                                                            ("2025-05-31", "left"), ("2025-06-01", "member")]),
        ("what does not fit is passed over", NONSENSE, [("2024-05-01", "member"), ("2025-01-31", "member"),
                                                         ("2025-02-01", "expelled"), ("2025-03-01", "expelled"),
                                                         ("2025-04-01", "expelled")]),
    ]
    for on, status in said
]  # fmt: skip
ids = [f"{name} on {on}" for name, _told, on, _status in SCENARIOS]


@pytest.mark.capability("M9")
@pytest.mark.parametrize(("told", "on", "status"), [row[1:] for row in SCENARIOS], ids=ids)
def test_status_of(told, on, status):
    assert status_of(**told, on=day(on)) == status


@pytest.mark.capability("M9")
def test_there_are_sixty_scenarios():
    assert len(SCENARIOS) >= 60
    assert {row[3] for row in SCENARIOS} == {
        "not_yet", "member", "on_leave", "in_arrears", "lost", "left", "expelled"
    }  # fmt: skip


@pytest.mark.parametrize(("on", "years"), [("2024-06-30", 0), ("2024-07-01", 1), ("2025-07-01", 2)])
def test_years_in_arrears(on, years):
    assert years_in_arrears(OWING["dues"], on=day(on)) == years
    assert may_be_lost(OWING["dues"], on=day(on), after_years=2) is (years == 2)


@pytest.mark.parametrize(
    ("kind", "told", "on", "fits"),
    [
        ("left", NOTHING, "2025-04-01", True),
        ("back", NOTHING, "2025-04-01", False),
        ("reinstated", NOTHING, "2025-04-01", False),
        ("reinstated", LOST, "2026-05-01", True),
        ("left", LOST, "2026-05-01", False),
        ("left", EXPELLED, "2025-01-01", False),
        ("back", LEFT_ON_LEAVE, "2025-05-01", False),
        ("reinstated", BY_HAND, "2025-05-01", True),
    ],
)
def test_may_decide(kind, told, on, fits):
    known = {"until": told["until"], "decisions": told["decisions"]}

    assert may_decide(kind, **known, on=day(on)) is fits


@pytest.mark.capability("M9")
@pytest.mark.django_db
def test_nightly_note_says_what_the_rule_says():
    stories = [
        (MembershipFactory(since=SINCE, until=told["until"]), told) for _n, told, _on, _s in SCENARIOS[::5]
    ]
    for membership, told in stories:
        _write(membership, told)
    whole = [row for row, _told in stories]

    for on in ("2024-03-31", "2024-07-01", "2025-04-01", "2026-04-01", "2026-10-02"):
        note_statuses(on=day(on))
        expected = {row.pk: status_of(**told, on=day(on)) for row, told in stories}
        for row in whole:
            row.refresh_from_db()
        assert {row.pk: row.status_noted for row in whole} == expected
        assert statuses(whole, on=day(on)) == expected
        assert note_statuses(on=day(on)) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_statuses_ask_as_often_for_three_as_for_one(django_assert_num_queries, number):
    rows = [MembershipFactory(since=SINCE) for _row in range(number)]
    for row in rows:
        _write(row, OWING)

    with django_assert_num_queries(5):
        statuses(rows, on=day("2026-04-01"))


@pytest.mark.django_db
def test_dues_taken_back_are_no_arrears():
    row = MembershipFactory(since=SINCE)
    cancelled, unbilled = (_owe(row, year, day("2024-06-30")) for year in (2024, 2023))
    on = day("2024-08-01")
    before = statuses([row], on=on)[row.pk]

    ledger.cancel(cancelled, on=day("2024-09-01"), code="mistake", **BY)
    ledger.reverse(unbilled.legs.first().entry, on=day("2024-09-01"), code="mistake", **BY)

    assert (before, statuses([row], on=on)[row.pk]) == ("in_arrears", "member")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kinds", "counts"),
    [
        ([], True),
        ([("on_leave", "2026-04-01")], False),
        ([("on_leave", "2026-04-01"), ("back", "2026-05-01")], True),
        ([("left", "2026-04-01")], False),
        ([("expelled", "2026-04-01"), ("reinstated", "2026-05-01")], True),
    ],
)
def test_standing_follows_decisions(kinds, counts):
    row = MembershipFactory(since=SINCE)
    for kind, on in kinds:
        decide_membership(row, kind=kind, on=day(on), **BY)

    assert standing_of(row.person, on=day("2026-06-01")).is_member is counts
    assert members_on(day("2026-06-01")).filter(pk=row.person_id).exists() is counts
    assert standing_of(row.person, on=day("2026-03-31")).is_member
    assert AuditEntry.objects.count() == len(kinds)


@pytest.mark.django_db
def test_reinstatement_keeps_number_and_gap():
    row = MembershipFactory(since=SINCE, until=day("2025-03-31"))

    decide_membership(row, kind="reinstated", on=day("2025-06-01"), **BY)

    row.refresh_from_db()
    said = [statuses([row], on=day(on))[row.pk] for on in ("2025-03-31", "2025-04-01", "2025-06-01")]
    assert (row.until, said) == (None, ["member", "left", "member"])
    assert not members_on(day("2025-05-01")).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "on"), [("back", "2025-04-01"), ("left", "2024-03-31")])
def test_decide_membership_when_it_does_not_fit(kind, on):
    row = MembershipFactory(since=SINCE)

    with pytest.raises(DecisionError):
        decide_membership(row, kind=kind, on=day(on), **BY)

    assert not row.decisions.exists()


def _write(membership, told):
    for decision in told["decisions"]:
        membership.decisions.create(kind=decision.kind, on=decision.on, made_at=NOW)
    for due in told["dues"]:
        charge = _owe(membership, due.fiscal_year, due.due_on)
        if due.settled_on:
            money = ledger.receive(
                account("bank"),
                amount=charge.amount,
                on=due.settled_on,
                payer=Payer(charge.person_id),
                key=f"line:{charge.pk}",
                **BY,
            )
            ledger.apply_credit(credit_of(money), shares=[Share(charge.pk, charge.amount)], **BY)


def _owe(membership, fiscal_year, due_on):
    new = dues(membership, fiscal_year=fiscal_year, due_on=due_on)
    return ledger.bill([new], on=date(fiscal_year, 4, 1), **BY)[0]
