"""Rounds of invitations and the list of those who have not arrived."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from network.arrivals.actions import start_round, work_round_off
from network.arrivals.choices import Arrival, LineOutcome
from network.arrivals.models import CallNote, InvitationRound
from network.arrivals.queries import arrival_of, counts, travellers
from network.mail.choices import MailState
from network.mail.models import OutboxMessage
from network.people.actions import invite
from network.people.choices import Role
from network.people.models import Invitation, Person
from network.worklists.models import TakenFile
from tests.factories.network import (
    AccountFactory,
    AffiliationFactory,
    ContactAddressFactory,
    PersonFactory,
    account_with_role,
)

pytestmark = pytest.mark.django_db
LIST_QUERIES = 11


@pytest.fixture
def secretary(client):
    account = account_with_role(Role.SECRETARIAT, person=None)
    client.force_login(account)
    return account


def begin(people, key=None):
    return start_round(
        key=key or uuid.uuid4(), person_ids=[person.pk for person in people], made_by=None, now=timezone.now()
    )


def test_round_when_worked_off():
    ready, arrived = PersonFactory(), AccountFactory().person
    without = PersonFactory(email="")
    rested = PersonFactory()
    invite(rested, invited_by=None, now=timezone.now() - timedelta(hours=1))
    chosen = begin([ready, arrived, without, rested])

    work_round_off(chosen.pk)

    outcomes = dict(chosen.lines.values_list("person_id", "outcome"))
    assert outcomes == {
        ready.pk: LineOutcome.INVITED,
        arrived.pk: LineOutcome.ARRIVED,
        without.pk: LineOutcome.NO_ADDRESS,
        rested.pk: LineOutcome.RESTING,
    }
    assert Invitation.objects.filter(person=ready).count() == 1
    assert Invitation.objects.filter(person=rested).count() == 1


def test_round_when_worked_off_twice():
    chosen = begin([PersonFactory(), PersonFactory()])

    work_round_off(chosen.pk)
    work_round_off(chosen.pk)

    assert Invitation.objects.count() == OutboxMessage.objects.count() == 2


def test_round_when_another_one_follows_at_once():
    people = [PersonFactory()]

    for chosen in (begin(people), begin(people)):
        work_round_off(chosen.pk)

    assert Invitation.objects.count() == 1


def test_round_when_several_share_a_mailbox(django_capture_on_commit_callbacks):
    one = PersonFactory(name="見本 花子", kana="ミホン ハナコ", email="fukushi@mihon.example")
    two = PersonFactory(name="見本 華子", kana="ミホン ハナコ", email="fukushi@mihon.example")

    with django_capture_on_commit_callbacks(execute=True):
        work_round_off(begin([one, two]).pk)

    names = dict(Invitation.objects.values_list("person_id", "login_name"))
    assert names == {one.pk: "mihon.hanako", two.pk: "mihon.hanako2"}
    letters = {letter.body for letter in mail.outbox}
    assert any(
        "見本 花子" in body and "mihon.hanako\n" not in body and "mihon.hanako" in body for body in letters
    )
    assert any("見本 華子" in body and "mihon.hanako2" in body for body in letters)


@pytest.mark.parametrize(
    ("state", "arrival"),
    [
        (MailState.SENT, Arrival.INVITED),
        (MailState.BOUNCED, Arrival.BOUNCED),
        (MailState.FAILED, Arrival.BOUNCED),
        (MailState.SUPPRESSED, Arrival.BOUNCED),
    ],
)
def test_arrival_when_the_letter_went(state, arrival):
    person = PersonFactory()
    invite(person, invited_by=None, now=timezone.now())
    OutboxMessage.objects.update(state=state)

    assert arrival_of(travellers(on=timezone.localdate()).get(pk=person.pk)) == arrival
    assert counts(on=timezone.localdate())[arrival.value] == 1


def test_arrival_when_a_later_letter_went():
    person = PersonFactory()
    invite(person, invited_by=None, now=timezone.now() - timedelta(days=3))
    OutboxMessage.objects.update(state=MailState.BOUNCED)
    invite(person, invited_by=None, now=timezone.now())

    assert arrival_of(travellers(on=timezone.localdate()).get(pk=person.pk)) == Arrival.INVITED


def test_counts_leave_out_who_is_erased_or_unconfirmed():
    PersonFactory(erased_at=timezone.now())
    PersonFactory(is_provisional=True)
    PersonFactory()
    AccountFactory()

    assert counts(on=timezone.localdate()) == {"not_invited": 1, "invited": 0, "bounced": 0, "arrived": 1}


def test_list_when_longer(client, secretary, django_assert_num_queries):
    AffiliationFactory()
    client.get(reverse("arrivals:list"))
    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("arrivals:list"))
    for work in AffiliationFactory.create_batch(3):
        CallNote.objects.create(person=work.person, called_on=timezone.localdate(), result="留守")

    with django_assert_num_queries(LIST_QUERIES):
        page = client.get(reverse("arrivals:list"))

    assert len(page.context["page"].object_list) == 4


def test_list_names_the_phone_to_call(client, secretary):
    work = AffiliationFactory()
    ContactAddressFactory(organisation=work.organisation, phone="011-222-3333")
    own = PersonFactory(phone="090-1111-2222")

    page = client.get(reverse("arrivals:list"))

    rows = {row.id: row for row in page.context["page"].object_list}
    assert (rows[work.person_id].phone, rows[work.person_id].is_organisations_phone) == ("011-222-3333", True)
    assert (rows[own.pk].phone, rows[own.pk].is_organisations_phone) == ("090-1111-2222", False)


def test_list_when_searched_in_another_spelling(client, secretary):
    PersonFactory(name="髙橋 一")
    PersonFactory(name="見本 二")

    page = client.get(reverse("arrivals:list"), {"q": "高橋", "who": "not_invited"})

    assert [row.name for row in page.context["page"].object_list] == ["髙橋 一"]


def test_file_tells_why_a_letter_came_back(client, secretary):
    person = PersonFactory(name="=見本", phone="09011112222")
    invite(person, invited_by=None, now=timezone.now())
    OutboxMessage.objects.update(state=MailState.BOUNCED, error="550 5.1.1 no such user")

    asked = {"kind": "csv", "purpose": "電話での確認", "receiver": "事務局のみ"}
    text = client.post(f"{reverse('arrivals:file')}?who=bounced", asked).content.decode("utf-8-sig")

    assert "550 5.1.1 no such user" in text
    assert '"\'=見本"' in text
    assert '"09011112222"' in text
    taken = TakenFile.objects.get()
    assert (taken.list_key, taken.rows, taken.purpose) == ("phone_list", 1, "電話での確認")


def test_file_keeps_the_list_as_it_was_narrowed(client, secretary):
    PersonFactory(name="髙橋 一")
    PersonFactory(name="見本 二")

    page = client.get(reverse("arrivals:file"), {"q": "高橋", "who": "not_invited"})
    asked = {"kind": "csv", "purpose": "電話", "receiver": "事務局"}
    text = client.post(page.context["address"], asked).content.decode("utf-8-sig")

    assert page.context["rows_count"] == 1
    assert "髙橋 一" in text
    assert "見本 二" not in text


def test_print_holds_everybody(client, secretary):
    PersonFactory.create_batch(60)

    assert len(client.get(reverse("arrivals:print")).context["rows"]) == 60


def test_call_when_noted(client, secretary):
    person = PersonFactory(name="見本 花子")
    url = reverse("arrivals:call", args=[person.pk])
    today = timezone.localdate()

    client.post(url, {"called_on": today.isoformat(), "result": "明日見るとのこと"})

    note = CallNote.objects.get()
    assert (note.person, note.result, note.noted_by) == (person, "明日見るとのこと", secretary)
    assert "明日見るとのこと" in client.get(reverse("arrivals:list")).content.decode()
    assert "明日見るとのこと" in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"result": ""}, "result"),
        ({"called_on": "2999-01-01"}, "called_on"),
        ({"called_on": "昨日"}, "called_on"),
    ],
)
def test_call_when_refused(client, secretary, changes, field):
    typed = {"called_on": timezone.localdate().isoformat(), "result": "留守"} | changes

    page = client.post(reverse("arrivals:call", args=[PersonFactory().pk]), typed)

    assert field in page.context["form"].errors
    assert not CallNote.objects.exists()


def test_preview_shows_the_letter_of_one_real_person_and_sends_nothing(client, secretary):
    person, arrived = PersonFactory(name="見本 花子"), AccountFactory().person

    page = client.post(reverse("arrivals:preview"), {"person": [person.pk, arrived.pk]})

    assert page.context["count"] == 1
    assert "見本 花子" in page.context["letter"].text
    assert page.context["left_out"] == [(LineOutcome.ARRIVED.label, 1)]
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("chosen", [{}, {"people": "1,x"}, {"person": ["-1"]}, {"people": "1;DROP"}])
def test_preview_when_nobody_was_chosen(client, secretary, chosen):
    assert client.post(reverse("arrivals:preview"), chosen).url == reverse("arrivals:list")


def test_preview_of_a_whole_group(client, secretary):
    PersonFactory.create_batch(55)

    page = client.post(reverse("arrivals:preview"), {"group": "yes", "who": "not_invited"})

    assert page.context["count"] == 55


def test_send_when_clicked_twice(client, secretary, django_capture_on_commit_callbacks):
    people = ",".join(str(person.pk) for person in PersonFactory.create_batch(3))
    typed = {"people": people, "key": str(uuid.uuid4())}

    with django_capture_on_commit_callbacks(execute=True):
        first = client.post(reverse("arrivals:send"), typed)
    with django_capture_on_commit_callbacks(execute=True):
        second = client.post(reverse("arrivals:send"), typed)

    assert first.url == second.url
    assert InvitationRound.objects.count() == 1
    assert Invitation.objects.count() == len(mail.outbox) == 3
    page = client.get(first.url)
    assert not page.context["is_running"]
    assert page.context["outcomes"] == [(LineOutcome.INVITED.label, 3)]


def test_send_when_the_form_is_broken(client, secretary):
    assert client.post(reverse("arrivals:send"), {"people": "1", "key": "x"}).url == reverse("arrivals:list")
    assert not InvitationRound.objects.exists()


def test_invitation_page_proposes_the_login_name(client):
    person = PersonFactory(kana="ミホン ハナコ", email="soudan@mihon.example")
    PersonFactory(email="soudan@mihon.example")
    work_round_off(begin([person]).pk)
    letter = OutboxMessage.objects.get()

    page = client.get(letter.context["action_url"].removeprefix("http://testserver"), follow=True)

    assert 'value="mihon.hanako"' in page.content.decode()
    assert Person.objects.count() == 2
