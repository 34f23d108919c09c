"""Whom a choice reaches, worked out by hand; the counts; the log."""

from datetime import date, timedelta

import pytest

from network.broadcasts import actions
from network.broadcasts.models import Broadcast
from network.broadcasts.queries import (
    Audience,
    Reach,
    first_reader,
    log_page,
    mailboxes_in,
    people_in,
    reach_of,
    whole_log,
)
from network.mail.actions import choose_letters, record_event
from network.mail.choices import MailKind
from network.mail.models import OutboxMessage, Suppression
from network.organisations.choices import OrganisationKind
from network.people.choices import Job
from network.regions.models import Bureau, Municipality
from tests.factories.events import EventFactory, PoolFactory, RegistrationFactory
from tests.factories.membership import MembershipFactory
from tests.factories.network import (
    AffiliationFactory,
    BroadcastFactory,
    ContactAddressFactory,
    OrganisationFactory,
    PersonFactory,
)
from tests.network.broadcasts.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.capability("E16")]


@pytest.fixture
def places():
    """A municipality in each of two bureaus."""
    bureaus = list(Bureau.objects.order_by("code")[:2])
    return [Municipality.objects.filter(bureau=bureau).first() for bureau in bureaus]


@pytest.fixture
def staff(places):
    """Four people at work, all members: by place, kind of organisation and occupation."""

    def at_work(name, place, kind, job):
        organisation = OrganisationFactory(municipality=places[place], kind=kind)
        person = AffiliationFactory(person__name=name, organisation=organisation, job=job).person
        MembershipFactory(person=person)
        return person

    town, council = OrganisationKind.MUNICIPALITY, OrganisationKind.COUNCIL
    return {
        "officer": at_work("officer", 0, town, Job.MUNICIPAL_OFFICER),
        "counsellor": at_work("counsellor", 0, council, Job.CONSULTATION),
        "far counsellor": at_work("far counsellor", 1, council, Job.CONSULTATION),
        "far chief": at_work("far chief", 1, council, Job.CHIEF_CONSULTATION),
    }


def names(event, **choice):
    broadcast = Broadcast(about="event", about_id=event.pk, kind=MailKind.EVENTS)
    broadcast.audience = Audience(**choice).stored()
    return sorted(people_in(broadcast, now=NOW).values_list("name", flat=True))


@pytest.mark.parametrize(
    ("narrowed", "reached"),
    [
        pytest.param({}, ["counsellor", "far chief", "far counsellor", "officer"], id="all members"),
        pytest.param({"bureaus": [0]}, ["counsellor", "officer"], id="of one bureau"),
        pytest.param({"kinds": ["council"]}, ["counsellor", "far chief", "far counsellor"], id="of one kind"),
        pytest.param({"jobs": ["consultation"]}, ["counsellor", "far counsellor"], id="of one occupation"),
        pytest.param(
            {"bureaus": [1], "kinds": ["council"], "jobs": ["chief_consultation"]},
            ["far chief"],
            id="all three",
        ),
        pytest.param({"bureaus": [0], "kinds": ["npo"]}, [], id="nobody"),
    ],
)
def test_people_in_when_narrowed(event, staff, places, narrowed, reached):
    PersonFactory(name="no member")
    chosen = dict(narrowed)
    if "bureaus" in chosen:
        chosen["bureaus"] = [places[number].bureau_id for number in chosen["bureaus"]]

    assert names(event, circles=["members"], **chosen) == reached


def test_people_in_when_place_and_occupation_are_of_different_jobs(event, places):
    """Somebody who counsels there and is an officer here is no officer there."""
    person = MembershipFactory(person__name="two jobs").person
    for place, job in enumerate((Job.CONSULTATION, Job.MUNICIPAL_OFFICER)):
        organisation = OrganisationFactory(municipality=places[place])
        AffiliationFactory(person=person, organisation=organisation, job=job)

    chosen = {"circles": ["members"], "bureaus": [places[0].bureau_id]}
    assert names(event, **chosen, jobs=[Job.MUNICIPAL_OFFICER]) == []
    assert names(event, **chosen, jobs=[Job.CONSULTATION]) == ["two jobs"]


def test_people_in_when_the_work_has_ended(event, places):
    organisation = OrganisationFactory(municipality=places[0])
    person = AffiliationFactory(organisation=organisation, until=date(2026, 3, 31)).person
    MembershipFactory(person=person)

    assert names(event, circles=["members"], bureaus=[places[0].bureau_id]) == []


def test_people_in_when_circles_overlap(event):
    past = PoolFactory(event=EventFactory(starts_at=NOW - timedelta(days=30)))
    both = MembershipFactory(person__name="both").person
    RegistrationFactory(pool=past, person=both)
    RegistrationFactory(pool=past, person__name="guest")
    MembershipFactory(person__name="only member")

    assert names(event, circles=["members", "earlier"]) == ["both", "guest", "only member"]
    assert names(event, circles=["earlier"]) == ["both", "guest"]


def test_people_in_when_erased_or_not_confirmed(event):
    MembershipFactory(person__name="erased", person__erased_at=NOW)
    MembershipFactory(person__name="provisional", person__is_provisional=True)
    MembershipFactory(person__name="here")

    assert names(event, circles=["members", "register"]) == ["here"]


def test_people_in_when_a_circle_is_unknown(event):
    MembershipFactory()

    assert names(event, circles=["strangers"]) == []


def test_mailboxes_in(event, places):
    near = ContactAddressFactory(
        organisation=OrganisationFactory(municipality=places[0], kind=OrganisationKind.MUNICIPALITY)
    )
    ContactAddressFactory(organisation=OrganisationFactory(municipality=places[1]))
    ContactAddressFactory(organisation=near.organisation, email="")
    broadcast = BroadcastFactory.build(about_id=event.pk, written_by=None)

    def reached(**choice):
        broadcast.audience = Audience(**choice).stored()
        return list(mailboxes_in(broadcast, now=NOW))

    assert reached(circles=["members"]) == []
    assert len(reached(circles=["organisations"])) == 2
    assert reached(circles=["organisations"], bureaus=[places[0].bureau_id]) == [near]
    assert reached(circles=["organisations"], kinds=["municipality"], jobs=["learning"]) == [near]


def test_reach_of(event, broadcast, member):
    section = "fukushi@town.example"
    member(email=section)
    member(email=section.upper())
    member(email="")
    choose_letters([MailKind.EVENTS], person_id=member().pk, now=NOW)
    Suppression.objects.create(address=member().email, reason="bounce")
    ContactAddressFactory(email=section)
    contact = ContactAddressFactory()
    choose_letters([MailKind.EVENTS], contact_id=ContactAddressFactory().pk, now=NOW)
    broadcast.audience = Audience(circles=["members", "organisations"]).stored()

    assert reach_of(broadcast, now=NOW) == Reach(
        people=2, mailboxes=2, letters=2, without_address=1, declined=1, suppressed=1
    )
    assert contact.email


@pytest.mark.parametrize("size", [1, 3])
def test_queries_of_the_desk(broadcast, member, size, django_assert_num_queries):
    for _ in range(size):
        member()
    with django_assert_num_queries(2):
        reach_of(broadcast, now=NOW)
    with django_assert_num_queries(1):
        first_reader(broadcast, now=NOW)
    actions.schedule(broadcast, version=1, due_at=NOW, now=NOW, actor=broadcast.written_by)
    actions.send_due(now=NOW)
    with django_assert_num_queries(3):
        log_page(broadcast, 1)


def test_log_when_letters_fared_differently(broadcast, member, sink):
    arrived, bounced = member(name="見本 着子"), member(name="見本 戻子")
    actions.schedule(broadcast, version=1, due_at=NOW, now=NOW, actor=broadcast.written_by)
    actions.send_due(now=NOW)
    for person, kind in ((arrived, "delivered"), (bounced, "bounced")):
        record_event(OutboxMessage.objects.get(person=person).message_id, kind)
    broadcast.refresh_from_db()

    states = {row.name: row.state for row in whole_log(broadcast)}
    failed = log_page(broadcast, 1, only_failed=True).object_list

    assert states == {"見本 着子": "配達済み", "見本 戻子": "不達"}
    assert [row.name for row in failed] == ["見本 戻子"]
