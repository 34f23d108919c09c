"""The treasurer's pages: numbers that open their lines, one button per proposal, no query more for more lines."""

import re
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from membership.ledger.queries import account, balances, open_of
from membership.payments import actions
from membership.payments.choices import LineState
from membership.payments.models import StatementFile, StatementLine
from membership.payments.reading import MOST_BYTES
from membership.payments.writing import write_zengin
from network.people.choices import Role
from tests.factories.membership import StatementFileFactory, StatementLineFactory
from tests.factories.network import account_with_role
from tests.membership.payments.statements import plain_statement
from tests.membership.payments.test_actions import owing

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 15, 3, 0, tzinfo=UTC)


@pytest.fixture
def treasurer(client):
    made = account_with_role(Role.TREASURER)
    client.force_login(made)
    return made


def proposed():
    """A line with a proposal, and the charge it is about."""
    charge, _slip = owing()
    line = StatementLineFactory()
    actions.match_lines(today=date(2026, 6, 15), now=NOW)
    return line, charge


def test_lines_show_what_each_probably_is(client, treasurer):
    _line, charge = proposed()

    page = client.get(reverse("payments:lines"))

    assert page.status_code == 200
    assert charge.person.name in page.content.decode()
    assert 'data-key="1"' in page.content.decode()


def test_proposal_when_accepted_by_its_button(client, treasurer):
    line, charge = proposed()

    answer = client.post(
        reverse("payments:decide", args=[line.pk]),
        {"do": "accept", "charges": str(charge.pk), "fee": "0", "back": "open"},
    )

    assert answer.url == f"{reverse('payments:lines')}?show=open#lines"
    assert open_of([charge.pk]) == {charge.pk: 0}


def test_proposal_when_accepted_twice_books_once_and_says_so(client, treasurer):
    line, charge = proposed()
    told = {"do": "accept", "charges": str(charge.pk), "fee": "0", "back": "open"}
    client.post(reverse("payments:decide", args=[line.pk]), told)

    client.post(reverse("payments:decide", args=[line.pk]), told)

    assert balances(2026)["bank"] == 2000
    assert StatementLine.objects.get().state == LineState.MATCHED


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ({"do": "later"}, LineState.LATER),
        ({"do": "accept"}, LineState.OPEN),
        ({"do": "accept", "charges": "x"}, LineState.OPEN),
        ({"do": "close"}, LineState.OPEN),
        ({"do": "void"}, LineState.OPEN),
        ({"do": "undo"}, LineState.OPEN),
        ({"do": "x"}, LineState.OPEN),
        ({}, LineState.OPEN),
    ],
)
def test_line_when_decided_without_what_it_needs(client, treasurer, told, state):
    line = StatementLineFactory()

    answer = client.post(reverse("payments:decide", args=[line.pk]), told)

    line.refresh_from_db()
    assert answer.status_code == 302
    assert line.state == state


def test_line_when_kept_closed_and_undone(client, treasurer):
    line, charge = proposed()
    url = reverse("payments:decide", args=[line.pk])

    client.post(url, {"do": "keep", "charges": str(charge.pk)})
    assert balances(2026)["deposits"] == -2000
    client.post(url, {"do": "undo"})
    client.post(url, {"do": "close", "against": account("donations").pk})

    assert balances(2026)["donations"] == -2000
    assert open_of([charge.pk]) == {charge.pk: 2000}


def test_line_finds_open_charges_by_name_and_reference(client, treasurer):
    charge, slip = owing()
    line = StatementLineFactory(payer="ﾖｿﾉ ｶﾀ")

    for sought in ("ミホン", slip.reference):
        page = client.get(reverse("payments:line", args=[line.pk]), {"q": sought})
        assert [found.pk for found in page.context["charges"]] == [charge.pk]


@pytest.mark.parametrize("count", [1, 3])
def test_lines_ask_as_often_for_one_as_for_three(client, treasurer, count):
    for _number in range(count):
        owing()
        StatementLineFactory()
    actions.match_lines(today=date(2026, 6, 15), now=NOW)
    client.get(reverse("payments:lines"))

    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(reverse("payments:lines"))

    assert len([query for query in asked if "membership_" in query["sql"]]) == 4


@pytest.mark.capability("M11")
@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_eight_queries_of_its_own(client, treasurer, count):
    for _number in range(count):
        owing()
        StatementLineFactory()
    client.get(reverse("payments:desk"))

    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("payments:desk"), {"year": "2026"})

    assert len([query for query in asked if "membership_" in query["sql"]]) == 8


@pytest.mark.capability("M11")
@pytest.mark.parametrize("name", ["billed", "received", "recognised", "open", "advance"])
def test_number_when_opened_is_the_sum_of_its_lines(client, treasurer, name):
    line, charge = proposed()
    owing(5000)
    actions.accept(line, charge_ids=[charge.pk], made_by=treasurer.pk, now=NOW)
    page = client.get(reverse("payments:desk"), {"year": "2026"})

    behind = client.get(reverse("payments:figure", args=[name]), {"year": "2026"})

    found = behind.context["found"]
    assert sum(row.amount for row in found.rows) == found.total == getattr(page.context["figures"], name)
    assert found.total > 0 or name == "advance"


def test_number_when_there_is_none(client, treasurer):
    assert client.get(reverse("payments:figure", args=["nothing"])).status_code == 404


def test_open_when_of_one_age(client, treasurer):
    owing()

    late = client.get(reverse("payments:figure", args=["open"]), {"year": "2026", "age": "older"})

    assert late.context["found"].total == 0


@pytest.mark.parametrize("language", ["ja", "en"])
def test_page_when_empty_and_in_both_languages(client, treasurer, language):
    treasurer.person.language = language
    treasurer.person.save()

    page = client.get(reverse("payments:desk"), {"year": "x"})

    assert page.status_code == 200
    assert page.context["figures"].reference_rate is None


def test_file_when_given_is_kept_for_reading(client, treasurer):
    upload = SimpleUploadedFile("meisai.txt", write_zengin(plain_statement()))

    answer = client.post(reverse("payments:files"), {"account": account("bank").pk, "file": upload})

    file = StatementFile.objects.get()
    assert answer.url == reverse("payments:files")
    assert (file.state, file.made_by, bytes(file.content)) == (
        "waiting",
        treasurer.pk,
        write_zengin(plain_statement()),
    )


def test_file_when_too_large_is_not_kept(client, treasurer):
    upload = SimpleUploadedFile("noise.bin", b"0" * (MOST_BYTES + 1))

    page = client.post(reverse("payments:files"), {"account": account("bank").pk, "file": upload})

    assert page.context["form"].errors["file"]
    assert not StatementFile.objects.exists()


def test_files_say_why_one_was_refused(client, treasurer):
    StatementFileFactory(
        state="refused", refusal="utf8_resave", refused_line=2, refused_byte=82, made_at=timezone.now()
    )

    page = client.get(reverse("payments:files")).content.decode()

    assert "UTF-8" in page
    assert "82" in page


def test_desk_gives_no_two_figures_one_name(client, treasurer):
    page = client.get(reverse("payments:desk")).content.decode()

    names = re.findall(r"<dt>(.+?)</dt>", page)
    assert len(names) >= 8
    assert len(set(names)) == len(names)


@pytest.mark.capability("M16")
def test_deposit_when_paid_back_by_its_button(client, treasurer):
    charge, _slip = owing()
    actions.accept(StatementLineFactory(amount=5000), charge_ids=[charge.pk], made_by=treasurer.pk, now=NOW)
    line = StatementLineFactory(amount=-3000, on=date(2026, 5, 25))
    url = reverse("payments:line", args=[line.pk])
    [deposit] = client.get(url).context["deposits"]

    client.post(reverse("payments:decide", args=[line.pk]), {"do": "pay_back", "credit": "x"})
    assert client.get(url).context["is_undecided"]
    client.post(reverse("payments:decide", args=[line.pk]), {"do": "pay_back", "credit": str(deposit.pk)})

    line.refresh_from_db()
    assert line.state == LineState.CLOSED
    assert balances(2026)["deposits"] == 0
