"""Inviting people, and what an accepted invitation makes."""

from datetime import UTC, datetime, timedelta

import pytest

from network.audit.models import AuditEntry
from network.mail.models import MailedLink, OutboxMessage
from network.people.actions import (
    PeopleError,
    accept_invitation,
    affiliate,
    create_person,
    fold_names,
    invite,
)
from network.people.choices import Job
from network.people.models import Account, Invitation, Person
from network.people.queries import affiliation_of, people_named
from tests.factories.network import (
    PASSWORD,
    AccountFactory,
    ContactAddressFactory,
    OrganisationFactory,
    PersonFactory,
)

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def secret_for(person, now=NOW):
    """The token in the mail of a fresh invitation."""
    invite(person, invited_by=None, now=now)
    message = OutboxMessage.objects.filter(person=person).latest("pk")
    return message.context["action_url"].rstrip("/").rpartition("/")[2]


def test_invite_when_never_invited():
    secretary = AccountFactory()
    person = PersonFactory(email="taro@person.example", language="en")

    invitation = invite(person, invited_by=secretary, now=NOW)

    assert invitation.expires_at == NOW + timedelta(days=14)
    mail = OutboxMessage.objects.get()
    assert (mail.to_address, mail.to_name, mail.language) == ("taro@person.example", person.name, "en")
    assert "/en/l/" in mail.context["action_url"]
    entry = AuditEntry.objects.get()
    assert (entry.actor_id, entry.verb, entry.subject_id) == (secretary.pk, "invite", str(person.pk))


def test_invite_when_invited_before():
    person = PersonFactory()
    old = secret_for(person)
    new = secret_for(person, now=NOW + timedelta(days=1))

    with pytest.raises(PeopleError) as refusal:
        accept_invitation(old, login_name=None, password=PASSWORD, now=NOW + timedelta(days=2))

    assert refusal.value.code == "over"
    assert accept_invitation(new, login_name=None, password=PASSWORD, now=NOW + timedelta(days=2))


@pytest.mark.parametrize(
    ("person", "reason"),
    [
        pytest.param(lambda: PersonFactory(email=""), "no_address", id="nowhere to write to"),
        pytest.param(lambda: PersonFactory(erased_at=NOW), "erased", id="erased"),
        pytest.param(lambda: AccountFactory().person, "has_account", id="with an account of their own"),
    ],
)
def test_invite_when_refused(person, reason):
    with pytest.raises(PeopleError) as refusal:
        invite(person(), invited_by=None, now=NOW)

    assert refusal.value.code == reason
    assert not OutboxMessage.objects.exists()
    assert not Invitation.objects.exists()


def test_accept_invitation_when_the_mailbox_is_their_own():
    person = PersonFactory(email="Taro@person.example", is_provisional=True)

    account = accept_invitation(secret_for(person), login_name=None, password=PASSWORD, now=NOW)

    person.refresh_from_db()
    assert (account.username, account.email, account.person) == (
        "taro@person.example",
        "taro@person.example",
        person,
    )
    assert account.check_password(PASSWORD)
    assert person.is_provisional is False
    assert MailedLink.objects.get().used_at == NOW


@pytest.mark.parametrize(
    "shared_by",
    [
        pytest.param(lambda email: PersonFactory(email=email, name="見本 次郎"), id="a colleague"),
        pytest.param(lambda email: ContactAddressFactory(email=email), id="a section"),
        pytest.param(lambda email: AccountFactory(email=email, person=None), id="an account"),
    ],
)
def test_accept_invitation_when_the_mailbox_is_shared(shared_by):
    person = PersonFactory(email="fukushi@town.example", name="見本 花子")
    shared_by("fukushi@town.example")
    secret = secret_for(person)

    with pytest.raises(PeopleError) as refusal:
        accept_invitation(secret, login_name=None, password=PASSWORD, now=NOW)
    account = accept_invitation(secret, login_name="hanako.m", password=PASSWORD, now=NOW)

    assert refusal.value.code == "login_missing"
    assert (account.username, account.email) == ("hanako.m", None)


def test_accept_invitation_when_the_same_person_is_known_twice():
    person = PersonFactory(email="taro@person.example", name="髙橋 太郎")
    PersonFactory(email="taro@person.example", name="高橋太郎", is_provisional=True)

    account = accept_invitation(secret_for(person), login_name=None, password=PASSWORD, now=NOW)

    assert account.email == "taro@person.example"


def test_accept_invitation_when_an_account_on_a_shared_mailbox_forgot_its_password():
    account = AccountFactory(username="hanako.m", email=None)
    secret = secret_for(account.person)

    renewed = accept_invitation(secret, login_name="other", password="atarashii-densha-8", now=NOW)

    assert (renewed.pk, renewed.username) == (account.pk, "hanako.m")
    assert renewed.check_password("atarashii-densha-8")
    assert Account.objects.count() == 1


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(timedelta(days=14), id="on the fifteenth day"),
        pytest.param(timedelta(days=400), id="a year later"),
    ],
)
def test_accept_invitation_when_too_late(later):
    secret = secret_for(PersonFactory())

    with pytest.raises(PeopleError) as refusal:
        accept_invitation(secret, login_name=None, password=PASSWORD, now=NOW + later)

    assert refusal.value.code == "over"
    assert not Account.objects.exists()


def test_accept_invitation_when_used():
    secret = secret_for(PersonFactory())
    accept_invitation(secret, login_name=None, password=PASSWORD, now=NOW)

    with pytest.raises(PeopleError):
        accept_invitation(secret, login_name=None, password="another-densha-9", now=NOW)

    assert Account.objects.get().check_password(PASSWORD)


def test_accept_invitation_when_the_login_name_was_taken_meanwhile():
    person = PersonFactory(email="fukushi@town.example")
    ContactAddressFactory(email="fukushi@town.example")
    secret = secret_for(person)
    AccountFactory(username="hanako.m")

    with pytest.raises(PeopleError) as refusal:
        accept_invitation(secret, login_name="hanako.m", password=PASSWORD, now=NOW)

    assert refusal.value.code == "login_taken"
    assert accept_invitation(secret, login_name="hanako.n", password=PASSWORD, now=NOW)


def test_accept_invitation_when_unknown():
    with pytest.raises(PeopleError) as refusal:
        accept_invitation("guessed", login_name=None, password=PASSWORD, now=NOW)

    assert refusal.value.code == "over"


def test_affiliate_when_somebody_changes_work():
    person = create_person(name="見本 花子", email=" hanako@person.example ", kana="ミホン ハナコ")
    first, second = OrganisationFactory(), OrganisationFactory()
    affiliate(person, organisation=first, since=NOW.date() - timedelta(days=400))
    affiliate(person, organisation=second, since=NOW.date(), job=Job.LEARNING)

    work = affiliation_of(person, NOW.date())

    assert (work.organisation, work.job) == (second, Job.LEARNING)
    assert person.email == "hanako@person.example"


def test_fold_names_writes_again_only_what_is_folded_otherwise():
    stale, fresh = PersonFactory(name="髙橋 例美", kana="タカハシ レイミ"), PersonFactory()
    Person.objects.filter(pk=stale.pk).update(folded="")

    assert list(people_named("高橋")) == []
    assert fold_names() == 1
    assert list(people_named("高橋")) == [stale]
    assert fold_names() == 0
    assert fresh in people_named(fresh.name)


def test_a_name_never_answers_across_name_and_reading():
    person = PersonFactory(name="見本 花子", kana="ミホン ハナコ")

    assert list(people_named("子ミ")) == []
    assert list(people_named("ﾐﾎﾝ")) == [person]
