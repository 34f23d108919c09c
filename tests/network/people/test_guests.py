"""People who come without an account: found again, written down provisionally, let go."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from network.people import guests
from network.people.models import Person
from tests.factories.network import AccountFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("E17")]


def come(name="髙橋 見本", email="soudan@office.example"):
    return guests.known_or_provisional(name=name, kana="タカハシ", email=email, language="ja")


def test_somebody_new_is_written_down_provisionally():
    person = come()

    assert (person.name, person.kana, person.email, person.is_provisional) == (
        "髙橋 見本",
        "タカハシ",
        "soudan@office.example",
        True,
    )


@pytest.mark.parametrize(
    ("name", "email"),
    [
        pytest.param("高橋　見本", "soudan@office.example", id="another spelling of the name"),
        pytest.param("髙橋見本", "SOUDAN@office.example", id="capital letters in the address"),
    ],
)
def test_somebody_is_found_again_however_it_is_typed_and_nothing_is_overwritten(name, email):
    known = PersonFactory(name="髙橋 見本", kana="タカハシ ミホン", email="soudan@office.example")

    person = come(name, email)

    person.refresh_from_db()
    assert (person, person.name, person.kana) == (known, "髙橋 見本", "タカハシ ミホン")


def test_a_colleague_at_the_same_mailbox_is_another_person():
    PersonFactory(name="斎藤 見本", email="soudan@office.example")

    assert come().is_provisional


def test_somebody_known_comes_before_a_provisional_namesake():
    PersonFactory(name="髙橋 見本", email="soudan@office.example", is_provisional=True)
    known = PersonFactory(name="髙橋 見本", email="soudan@office.example")

    assert come() == known


def test_settle_in_makes_a_provisional_person_known():
    person = come()

    guests.settle_in(person)
    guests.settle_in(person)

    person.refresh_from_db()
    assert person.is_provisional is False


def test_let_go_deletes_provisional_people_only():
    provisional, known = come(), PersonFactory()
    with_account = AccountFactory(person__is_provisional=True).person

    gone = guests.let_go([provisional.pk, known.pk, with_account.pk])

    assert gone == 1
    assert set(Person.objects.all()) == {known, with_account}


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one connection write at a time")
@pytest.mark.django_db(transaction=True)
def test_two_forms_sent_at_the_same_moment_are_of_one_person():
    start = Barrier(4)

    def send() -> int:
        start.wait()
        try:
            return come().pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        found = {future.result() for future in [threads.submit(send) for _ in range(4)]}

    assert found == set(Person.objects.values_list("pk", flat=True))
    assert len(found) == 1
