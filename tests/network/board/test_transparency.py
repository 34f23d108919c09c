"""B17: the report's figures come from the log alone, small ones are not told, one can't be worked out from others."""

from collections import Counter
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from network.board import chain
from network.board.choices import Reason
from network.board.models import BoardDecision
from network.board.queries import log_for_report
from network.board.transparency import DEEDS, Decided, Quarter, finished, report, told

pytestmark = pytest.mark.capability("B17")
SUMMER = Quarter(2026, 3)


@pytest.mark.parametrize(
    ("day", "quarter", "first", "last"),
    [
        pytest.param(
            date(2026, 1, 1), "2026-1", date(2026, 1, 1), date(2026, 3, 31), id="the year's first day"
        ),
        pytest.param(date(2026, 6, 30), "2026-2", date(2026, 4, 1), date(2026, 6, 30), id="a last day"),
        pytest.param(
            date(2026, 12, 31), "2026-4", date(2026, 10, 1), date(2026, 12, 31), id="the year's last"
        ),
    ],
)
def test_quarter(day, quarter, first, last):
    found = Quarter.of(day)

    assert (str(found), found.first_day, found.last_day) == (quarter, first, last)


def test_finished_quarters_begin_with_the_first_entry():
    assert [str(one) for one in finished(date(2026, 2, 3), date(2026, 10, 1))] == [
        "2026-3",
        "2026-2",
        "2026-1",
    ]
    assert finished(date(2026, 9, 1), date(2026, 9, 30)) == []
    assert finished(None, date(2026, 9, 30)) == []


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        pytest.param({"a": 0, "b": 5}, {"a": 0, "b": 5}, id="nothing is small"),
        pytest.param({"a": 2, "b": 4, "c": 9}, {"a": None, "b": None, "c": 9}, id="two hide each other"),
        pytest.param(
            {"a": 3, "b": 20, "c": 9}, {"a": None, "b": 20, "c": None}, id="one takes the next with it"
        ),
        pytest.param({"a": 3, "b": 0}, {"a": None, "b": 0}, id="one that has no other"),
    ],
)
def test_small_numbers_are_not_told(numbers, shown):
    assert told(numbers) == shown


@pytest.mark.capability("B4")
def test_the_sum_of_the_reasons_gives_no_small_number_away():
    """Reasons: 12. Were "reject" told beside a hidden "redact", what is left would be 2."""
    day = date(2026, 7, 1)
    entries = [
        *[Decided(day, "approve", by_clock=False)] * 6,
        *[Decided(day, "reject", by_clock=False, reason="person")] * 10,
        *[Decided(day, "redact", by_clock=False, reason="defamation")] * 2,
        *[Decided(day, "reject", by_clock=False, reason="defamation")] * 5,
    ]

    found = report(entries, SUMMER, reasons=Reason.values)

    deeds = {cell.key: cell.number for cell in found.deeds if cell.number != 0}
    assert deeds == {"approve": 6, "reject": None, "redact": None}


def test_report_counts_what_falls_in_the_quarter():
    entries = [
        *[Decided(date(2026, 7, 1), "approve", by_clock=False)] * 6,
        *[Decided(date(2026, 9, 30), "reject", by_clock=False, reason="person")] * 10,
        *[Decided(date(2026, 8, 3), "hide", by_clock=True)] * 5,
        *[Decided(date(2026, 8, 3), "hide", by_clock=False, reason="defamation")] * 7,
        Decided(date(2026, 6, 30), "approve", by_clock=False),
        Decided(date(2026, 10, 1), "approve", by_clock=False),
    ]

    found = report(entries, SUMMER, reasons=Reason.values)

    deeds = {cell.key: cell.number for cell in found.deeds if cell.number}
    assert deeds == {"approve": 6, "reject": 10, "hide_by_flag": 5, "hide": 7}
    assert {cell.key: cell.number for cell in found.reasons if cell.number} == {"person": 10, "defamation": 7}
    assert [cell.share for cell in found.deeds if cell.key == "hide_by_flag"] == [50]
    assert [cell.key for cell in found.deeds] == list(DEEDS)


# --- the page ---------------------------------------------------------------------------------------


@pytest.fixture
def log(db):
    """Decisions of a summer and of a day after it."""
    kinds = [
        ("approve", 7, {}, 12),
        ("reject", 8, {"reason": "advertising"}, 6),
        ("redact", 7, {"reason": "person", "PERSON": 2}, 8),
        ("hide", None, {"flag": "personal"}, 3),
        ("restore", 8, {}, 2),
    ]
    for verb, actor, details, amount in kinds:
        for number in range(amount):
            chain.add(verb, f"{verb}{number}", on=date(2026, 8, 3), actor_id=actor, details=details)
    chain.add("approve", "later", on=date(2026, 10, 1), actor_id=7)


def shown(response):
    """Numbers of the page by what they count."""
    return {words: number for table in response.context["tables"] for words, number, _share in table["rows"]}


@time_machine.travel(date(2026, 11, 25))
def test_page_is_recomputed_from_the_log(client, log, prove_figure):
    response = client.get(reverse("board:report"))

    raw = Counter(
        row.verb for row in BoardDecision.objects.filter(on__range=(SUMMER.first_day, SUMMER.last_day))
    )
    assert raw == {"approve": 12, "reject": 6, "redact": 8, "hide": 3, "restore": 2}
    page = shown(response)
    assert {words: number for words, number in page.items() if number} == {
        "公開": 12,
        "公開しない": 6,
        "置き換えて公開": 8,
        str(Reason.ADVERTISING.label): 6,
        str(Reason.PERSON.label): 8,
    }
    assert [words for words, number in page.items() if number is None] == [
        "読んだ方の知らせによる非表示",
        "再び表示",
    ]
    assert chain.verify() == []
    prove_figure("31 entries of the log counted anew give the page's figures; two small ones are not told")


@time_machine.travel(date(2026, 11, 25))
@pytest.mark.parametrize("asked", ["2026-4", "2026-2", "guessed"])
def test_page_of_another_quarter(client, log, asked):
    assert client.get(reverse("board:report"), {"quarter": asked}).status_code == 404


@pytest.mark.django_db
def test_page_before_the_first_report(client):
    assert "最初の四半期が終わると" in client.get(reverse("board:report")).text


@time_machine.travel(date(2026, 11, 25))
@pytest.mark.parametrize("more", [0, 50])
def test_page_takes_as_many_queries_for_a_long_log(client, log, more, django_assert_num_queries):
    for number in range(more):
        chain.add("approve", f"more{number}", on=date(2026, 8, 4), actor_id=7)
    client.get(reverse("board:report"))

    with django_assert_num_queries(2):
        client.get(reverse("board:report"))


def test_log_for_the_report_holds_no_post(log):
    assert log_for_report()[0] == Decided(date(2026, 8, 3), "approve", by_clock=False, reason="")
