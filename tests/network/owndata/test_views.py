"""My data: what is kept, as a page and as files; asking for erasure takes the password; nobody does it to others."""

import csv
import io
import json
import zipfile

import pytest
from django.urls import reverse

from network.audit.models import AuditEntry
from network.owndata.models import ErasureRequest
from network.owndata.registry import parts
from tests.factories.events import RegistrationFactory
from tests.factories.membership import MembershipFactory
from tests.factories.network import PASSWORD, AccountFactory, AffiliationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("M13", "T14")]


@pytest.fixture
def member(client):
    account = AccountFactory(person=AffiliationFactory().person)
    client.force_login(account)
    return account


def test_page_says_what_is_kept_and_why(client, member):
    MembershipFactory(person=member.person)

    page = client.get(reverse("network:own_data")).content.decode()

    assert "わたしの情報" in page
    assert "会員資格" in page
    assert "どなたが、どの資格で、いつから会員なのかを把握するためです。" in page


def test_page_when_the_account_is_nobodys(client):
    client.force_login(AccountFactory(person=None))

    assert "名簿のどなたにも結び付いていません" in client.get(reverse("network:own_data")).content.decode()
    assert client.get(reverse("network:ask_erasure")).status_code == 404
    assert client.post(reverse("network:own_file"), {"kind": "json"}).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_page_asks_as_often_however_much_there_is(client, member, rows, django_assert_num_queries):
    for _row in range(rows):
        RegistrationFactory(person=member.person)
    client.get(reverse("network:own_data"))

    with django_assert_num_queries(99):
        client.get(reverse("network:own_data"))


def test_json_lists_every_table(client, member):
    place = RegistrationFactory(person=member.person, organisation_text="見本の会社")

    response = client.post(reverse("network:own_file"), {"kind": "json"})

    told = json.loads(response.content)
    tables = {table["table"]: table for table in reversed(told["tables"])}
    assert set(tables) == {part.model._meta.label_lower for part in parts()}
    assert tables["network.person"]["rows"][0]["氏名"] == member.person.name
    assert [row["所属（入力のまま）"] for row in tables["events.registration"]["rows"]] == [
        place.organisation_text
    ]
    assert response.headers["Content-Disposition"].startswith('attachment; filename="my-data-')


def test_zip_holds_tables_that_spreadsheet_programs_open(client, member):
    member.person.phone = "=1+1"
    member.person.save()

    response = client.post(reverse("network:own_file"), {"kind": "csv"})

    archive = zipfile.ZipFile(io.BytesIO(response.content))
    name = next(name for name in archive.namelist() if name.endswith("network.person.csv"))
    content = archive.read(name).decode("utf-8")
    assert content.startswith("\ufeff")
    [heading, row] = csv.reader(io.StringIO(content.lstrip("\ufeff")))
    assert dict(zip(heading, row, strict=True))["電話番号"] == "'=1+1"
    index = archive.read("000-index.csv").decode("utf-8")
    assert index.count("\n") == 1 + len(parts())


def test_file_holds_nothing_of_others(client, member):
    other = AccountFactory(person=AffiliationFactory().person)
    RegistrationFactory(person=other.person)

    told = client.post(reverse("network:own_file"), {"kind": "json", "person": other.person_id})

    assert other.person.name not in told.content.decode()


def test_taking_the_file_is_noted(client, member):
    client.post(reverse("network:own_file"), {"kind": "json"})

    [entry] = AuditEntry.objects.all()
    assert (entry.verb, entry.actor_id, entry.subject_id) == (
        "took_own_data",
        member.pk,
        str(member.person_id),
    )


def test_file_of_an_unknown_kind(client, member):
    assert client.post(reverse("network:own_file"), {"kind": "exe"}).status_code == 404


def test_file_when_taken_too_often(client, member):
    answers = [client.post(reverse("network:own_file"), {"kind": "json"}).status_code for _time in range(21)]

    assert answers == [200] * 20 + [429]


def test_asking_takes_the_password(client, member):
    wrong = client.post(reverse("network:ask_erasure"), {"password": "densha"})
    assert (wrong.status_code, ErasureRequest.objects.count()) == (422, 0)

    right = client.post(reverse("network:ask_erasure"), {"password": PASSWORD})

    assert right.url == reverse("network:own_data")
    [request] = ErasureRequest.objects.all()
    assert (request.person_id, request.state) == (member.person_id, "waiting")


def test_asking_page_tells_what_goes_and_what_stays(client, member):
    MembershipFactory(person=member.person)

    page = client.get(reverse("network:ask_erasure")).content.decode()

    assert "お名前を消し、番号だけを残すもの" in page
    assert ErasureRequest.objects.count() == 0


def test_guessing_the_password_is_limited(client, member):
    answers = [
        client.post(reverse("network:ask_erasure"), {"password": "?"}).status_code for _time in range(11)
    ]

    assert answers == [422] * 10 + [429]


def test_a_request_is_taken_back(client, member):
    client.post(reverse("network:ask_erasure"), {"password": PASSWORD})
    assert "依頼を取り消す" in client.get(reverse("network:own_data")).content.decode()

    client.post(reverse("network:take_back_erasure"))

    assert ErasureRequest.objects.get().state == "taken_back"
    assert "依頼を取り消す" not in client.get(reverse("network:own_data")).content.decode()


@pytest.mark.parametrize("address", ["own_data", "ask_erasure"])
def test_visitors_sign_in_first(client, address):
    assert client.get(reverse(f"network:{address}")).status_code == 302
