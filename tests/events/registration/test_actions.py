"""What registering, confirming, cancelling and changing do, letters and jobs included."""

from datetime import timedelta

import pytest

from events.programme.actions import EventActionError
from events.programme.choices import Audience, EventFormat, EventStatus
from events.registration import actions, queries
from events.registration.actions import Guest, RegistrationRefusedError, Wish
from events.registration.choices import CancelledBy, Letter, PoolKind, Refusal, RegistrationState
from events.registration.models import PartPlace, Pool, Registration
from network.audit.models import AuditEntry
from network.jobs.models import Job
from network.mail.models import OutboxMessage
from network.people.models import Person
from tests.events.registration.letters import letter, letters
from tests.factories.events import (
    NOW,
    STARTS,
    EventFactory,
    EventPartFactory,
    PoolFactory,
    RegistrationFactory,
    meeting,
)
from tests.factories.membership import MembershipFactory
from tests.factories.network import AccountFactory, AffiliationFactory, OrganisationFactory, PersonFactory

CONFIRMED, WAITING = RegistrationState.CONFIRMED, RegistrationState.WAITING
CANCELLED, LAPSED = RegistrationState.CANCELLED, RegistrationState.LAPSED
GUEST = Guest(
    name="髙橋 見本", kana="タカハシ ミホン", email="takahashi@office.example", organisation="見本社協"
)
HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db


def register(pool, person=None, **options):
    """Somebody with an account registers."""
    person = person or AccountFactory().person
    return actions.register(
        pool.event_id, person=person, wish=options.pop("wish", Wish()), now=NOW, **options
    )


def register_guest(pool, guest=GUEST, *, now=NOW):
    """A visitor fills in the form."""
    return actions.register_guest(pool.event_id, guest=guest, wish=Wish(), now=now)


def states(pool):
    """The states of a pool's registrations by arrival."""
    return list(Registration.objects.filter(pool=pool).order_by("number").values_list("state", flat=True))


def deeds():
    """What the audit log says, oldest first."""
    return list(AuditEntry.objects.order_by("pk").values_list("verb", "subject"))


def gathering(event, *, seats=5):
    """A pool for an optional part."""
    return PoolFactory(
        event=event, kind=PoolKind.PART, part_key=EventPartFactory(event=event).key, capacity=seats
    )


# --- register ---------------------------------------------------------------------------------


@pytest.mark.capability("E17")
def test_register_confirms_and_writes_one_invitation():
    pool = meeting()
    person = AccountFactory(person__language="en").person
    place = AffiliationFactory(person=person)

    row = register(pool, person)

    row.refresh_from_db()
    assert (row.state, row.number, row.registered_at, row.language) == (CONFIRMED, 1, NOW, "en")
    assert (row.organisation, row.organisation_text, row.hold_until) == (place.organisation, "", None)
    assert letters() == ["confirmed REQUEST"]
    assert (letter("confirmed").to_address, letter("confirmed").language) == (person.email, "en")


def test_register_lets_wait_when_all_seats_are_taken_and_says_so_without_an_invitation():
    pool = meeting(seats=1)
    register(pool)

    row = register(pool)

    assert (row.state, row.number) == (WAITING, 2)
    assert letters() == ["confirmed REQUEST", "waiting PUBLISH"]


def test_register_writes_nothing_to_somebody_without_an_address():
    person = PersonFactory(email="")

    assert register(meeting(), person).state == CONFIRMED
    assert letters() == []


@pytest.mark.capability("E7")
def test_register_twice_is_one_registration_and_one_letter():
    pool = meeting()
    person = AccountFactory().person

    first, second = register(pool, person), register(pool, person)

    assert first == second
    assert (states(pool), letters()) == ([CONFIRMED], ["confirmed REQUEST"])


@pytest.mark.capability("E7")
@pytest.mark.parametrize("change", [{"deadline": NOW}, {"audience": Audience.MEMBERS}])
def test_register_again_after_the_door_has_closed_shows_the_registration_there_is(change):
    pool = meeting()
    person = AccountFactory().person
    first = register(pool, person)
    for field, value in change.items():
        setattr(pool.event, field, value)
    pool.event.save()

    assert register(pool, person) == first


@pytest.mark.capability("E7")
def test_register_after_cancelling_is_a_new_registration_with_letters_of_its_own():
    pool = meeting()
    person = AccountFactory().person
    actions.cancel(register(pool, person), by=CancelledBy.SELF, now=NOW)

    again = register(pool, person)

    assert (again.state, again.number) == (CONFIRMED, 2)
    assert letters() == ["confirmed REQUEST", "cancelled CANCEL", "confirmed REQUEST"]


def test_register_makes_a_place_held_under_the_same_address_one_s_own():
    pool = meeting()
    account = AccountFactory(person__name=GUEST.name, email=GUEST.email)
    held = register_guest(pool)

    row = register(pool, account.person)

    row.refresh_from_db()
    assert (row, row.hold_until, row.state) == (held, None, CONFIRMED)
    assert letters() == ["address", "confirmed REQUEST"]


@pytest.mark.capability("E12")
@pytest.mark.parametrize(
    ("event", "code"),
    [
        pytest.param({"live": False}, Refusal.NOT_PUBLISHED, id="a draft"),
        pytest.param({"state__status": EventStatus.CANCELLED}, Refusal.CANCELLED, id="cancelled"),
        pytest.param({"starts_at": NOW}, Refusal.OVER, id="begun"),
        pytest.param({"deadline": NOW}, Refusal.DEADLINE, id="too late"),
        pytest.param({"audience": Audience.MEMBERS}, Refusal.MEMBERS_ONLY, id="not a member"),
        pytest.param({"audience": Audience.PRACTITIONERS}, Refusal.PRACTITIONERS_ONLY, id="works nowhere"),
    ],
)
def test_register_is_refused_with_the_reason_and_leaves_nothing(event, code):
    pool = meeting(seats=0, **event)

    with pytest.raises(RegistrationRefusedError) as caught:
        register(pool)

    assert caught.value.code == code
    assert (states(pool), letters()) == ([], [])


@pytest.mark.capability("E12")
def test_register_lets_members_into_a_members_meeting():
    person = AccountFactory().person
    MembershipFactory(person=person)

    assert register(meeting(audience=Audience.MEMBERS), person).state == CONFIRMED


def test_register_asks_only_for_what_somebody_typed_where_no_organisation_is_known():
    row = register(meeting(audience=Audience.PRACTITIONERS), typed_organisation="見本市役所")

    assert (row.state, row.organisation, row.organisation_text) == (CONFIRMED, None, "見本市役所")


def test_register_refuses_a_way_of_taking_part_that_is_not_offered():
    pool = meeting()

    with pytest.raises(RegistrationRefusedError) as caught:
        register(pool, wish=Wish(kind=PoolKind.ONLINE))

    assert caught.value.code == Refusal.NO_SUCH_POOL


def test_register_takes_the_pool_and_the_parts_one_wishes():
    venue = meeting(seats=0, format=EventFormat.HYBRID)
    online = PoolFactory(event=venue.event, kind=PoolKind.ONLINE, capacity=1)
    party = gathering(venue.event)

    row = register(venue, wish=Wish(kind=PoolKind.ONLINE, part_keys=frozenset([party.part_key])))

    assert (row.pool, row.state) == (online, CONFIRMED)
    assert list(row.part_places.values_list("pool", "state")) == [(party.pk, CONFIRMED)]


@pytest.mark.capability("E3")
def test_register_gives_a_seat_the_clock_has_freed_to_who_waited_longest():
    pool = meeting(seats=1)
    register_guest(pool, now=NOW - 2 * HOUR)
    waited = RegistrationFactory(pool=pool, state=WAITING, number=2)

    newcomer = register(pool)

    waited.refresh_from_db()
    assert (waited.state, newcomer.state) == (CONFIRMED, WAITING)
    assert letters(waited.person.email) == ["promoted REQUEST"]
    assert letters(newcomer.person.email) == ["waiting PUBLISH"]


def test_register_tells_once_when_the_newcomer_gets_the_freed_seat_at_once():
    pool = meeting(seats=1)
    RegistrationFactory(pool=pool, state=WAITING, number=1, hold_until=NOW + HOUR)

    newcomer = register(pool)

    assert newcomer.state == CONFIRMED
    assert letters() == ["promoted REQUEST"]


# --- guests -----------------------------------------------------------------------------------


@pytest.mark.capability("E17")
def test_register_guest_holds_a_place_for_an_hour_and_sends_a_link_and_a_code():
    pool = meeting()

    row = register_guest(pool)

    assert (row.state, row.hold_until, row.organisation_text) == (CONFIRMED, NOW + HOUR, "見本社協")
    assert (row.person.name, row.person.kana, row.person.email) == (GUEST.name, GUEST.kana, GUEST.email)
    assert row.person.is_provisional
    assert letters() == ["address"]
    assert set(letter("address").context) >= {"link", "code"}


@pytest.mark.capability("E17")
def test_register_guest_recognises_an_organisation_by_its_name_unless_there_are_two():
    known = OrganisationFactory(name="見本社協")

    assert register_guest(meeting()).organisation == known
    OrganisationFactory(name="見本社協")
    assert register_guest(meeting()).organisation is None


@pytest.mark.capability("E12", "E17")
@pytest.mark.parametrize(
    ("audience", "guest", "code"),
    [
        pytest.param(Audience.MEMBERS, GUEST, Refusal.SIGN_IN_FIRST, id="members only"),
        pytest.param(
            Audience.PRACTITIONERS,
            Guest(name="見本", email="a@b.example"),
            Refusal.PRACTITIONERS_ONLY,
            id="names no organisation",
        ),
    ],
)
def test_register_guest_is_refused_with_the_reason_and_leaves_nobody(audience, guest, code):
    pool = meeting(audience=audience)

    with pytest.raises(RegistrationRefusedError) as caught:
        register_guest(pool, guest)

    assert caught.value.code == code
    assert (states(pool), Person.objects.count()) == ([], 0)


@pytest.mark.capability("E7", "E17")
def test_register_guest_twice_is_one_registration_and_one_letter_a_minute():
    pool = meeting()

    rows = {register_guest(pool, now=NOW + timedelta(seconds=second)).pk for second in (0, 1, 2, 61, 62)}

    assert len(rows) == 1
    assert (states(pool), letters()) == ([CONFIRMED], ["address", "address"])


@pytest.mark.capability("E7", "E17")
def test_register_guest_who_is_registered_gets_a_letter_that_says_so():
    pool = meeting()
    row = actions.confirm_address(register_guest(pool), now=NOW)

    assert register_guest(pool) == row
    assert letters()[-1] == "already"


@pytest.mark.capability("E17")
def test_two_colleagues_share_one_mailbox_and_are_two_people():
    pool = meeting()

    register_guest(pool)
    register_guest(pool, Guest(name="斎藤 見本", email=GUEST.email))

    assert states(pool) == [CONFIRMED, CONFIRMED]


@pytest.mark.capability("E17")
def test_confirm_address_makes_the_place_and_the_person_real():
    row = register_guest(meeting())

    row = actions.confirm_address(row, now=NOW + HOUR / 2)

    row.refresh_from_db()
    assert (row.state, row.number, row.hold_until, row.person.is_provisional) == (CONFIRMED, 1, None, False)
    assert letters() == ["address", "confirmed REQUEST"]


@pytest.mark.capability("E7", "E17")
def test_confirm_address_twice_changes_and_writes_nothing():
    row = actions.confirm_address(register_guest(meeting()), now=NOW)

    assert actions.confirm_address(row, now=NOW).state == CONFIRMED
    assert letters() == ["address", "confirmed REQUEST"]


@pytest.mark.capability("E17")
def test_confirm_address_of_who_waits_says_that_one_waits():
    pool = meeting(seats=1)
    register(pool)

    row = actions.confirm_address(register_guest(pool), now=NOW)

    assert row.state == WAITING
    assert letters(GUEST.email) == ["address", "waiting PUBLISH"]


@pytest.mark.capability("E17")
def test_confirm_address_gives_a_seat_that_came_free_meanwhile():
    pool = meeting(seats=1)
    other = register(pool)
    held = register_guest(pool)
    actions.cancel(other, by=CancelledBy.SELF, now=NOW)

    row = actions.confirm_address(held, now=NOW)

    assert row.state == CONFIRMED
    assert letters(GUEST.email) == ["address", "promoted REQUEST"]


@pytest.mark.capability("E17")
def test_confirm_address_an_hour_later_takes_a_place_anew_behind_the_others():
    pool = meeting(seats=1)
    held = register_guest(pool)
    other = actions.register(pool.event_id, person=AccountFactory().person, wish=Wish(), now=NOW + HOUR)

    row = actions.confirm_address(held, now=NOW + HOUR)

    assert (other.state, row.state, row.number) == (CONFIRMED, WAITING, 3)
    assert letters(GUEST.email) == ["address", "waiting PUBLISH"]


@pytest.mark.capability("E17")
def test_confirm_address_of_a_place_let_go_takes_one_anew():
    pool = meeting()
    held = register_guest(pool)
    actions.release_lapsed(now=NOW + HOUR)

    row = actions.confirm_address(held, now=NOW + HOUR)

    assert (row.state, row.number) == (CONFIRMED, 2)
    assert letters(GUEST.email) == ["address", "confirmed REQUEST"]


@pytest.mark.capability("E12", "E17")
def test_confirm_address_too_late_is_refused_when_registration_is_over():
    held = register_guest(meeting(deadline=NOW + HOUR))

    with pytest.raises(RegistrationRefusedError) as caught:
        actions.confirm_address(held, now=NOW + HOUR)

    assert caught.value.code == Refusal.DEADLINE


@pytest.mark.capability("E7", "E17")
def test_confirm_address_too_late_is_refused_to_who_has_registered_again():
    pool = meeting()
    held = register_guest(pool)
    actions.release_lapsed(now=NOW + HOUR)
    actions.confirm_address(register_guest(pool, now=NOW + HOUR), now=NOW + HOUR)

    with pytest.raises(RegistrationRefusedError) as caught:
        actions.confirm_address(held, now=NOW + HOUR)

    assert caught.value.code == Refusal.ALREADY_REGISTERED


# --- what the clock lets go -------------------------------------------------------------------


@pytest.mark.capability("E17")
def test_release_lapsed_lets_go_what_nobody_confirmed_and_moves_the_next_up():
    pool = meeting(seats=1)
    held = register_guest(pool)
    waits = register(pool)

    assert actions.release_lapsed(now=NOW + HOUR) == 1

    held.refresh_from_db()
    waits.refresh_from_db()
    assert (held.state, waits.state) == (LAPSED, CONFIRMED)
    assert letters(waits.person.email) == ["waiting PUBLISH", "promoted REQUEST"]
    assert actions.release_lapsed(now=NOW + HOUR) == 0


def test_release_lapsed_keeps_what_is_still_held():
    register_guest(meeting())

    assert actions.release_lapsed(now=NOW + HOUR - timedelta(seconds=1)) == 0


def test_forget_unconfirmed_deletes_registration_and_person_a_day_later():
    pool = meeting()
    party = gathering(pool.event)
    wish = Wish(part_keys=frozenset([party.part_key]))
    actions.register_guest(pool.event_id, guest=GUEST, wish=wish, now=NOW)
    actions.release_lapsed(now=NOW + HOUR)

    early = actions.forget_unconfirmed(now=NOW + HOUR)
    late = actions.forget_unconfirmed(now=NOW + 25 * HOUR)

    assert (early, late) == (0, 1)
    assert (Registration.objects.count(), Person.objects.count(), PartPlace.objects.count()) == (0, 0, 0)


def test_forget_unconfirmed_keeps_people_the_network_knows():
    account = AccountFactory(person__name=GUEST.name, email=GUEST.email)
    register_guest(meeting())
    actions.release_lapsed(now=NOW + HOUR)

    actions.forget_unconfirmed(now=NOW + 25 * HOUR)

    assert list(Person.objects.all()) == [account.person]


# --- cancelling -------------------------------------------------------------------------------


@pytest.mark.capability("E3")
def test_cancel_gives_the_seat_to_the_next_in_the_same_step_and_tells_both():
    pool = meeting(seats=1)
    leaves, next_one, last = register(pool), register(pool), register(pool)

    assert actions.cancel(leaves, by=CancelledBy.SELF, now=NOW) is True

    assert states(pool) == [CANCELLED, CONFIRMED, WAITING]
    assert letters(leaves.person.email) == ["confirmed REQUEST", "cancelled CANCEL"]
    assert letters(next_one.person.email) == ["waiting PUBLISH", "promoted REQUEST"]
    assert letters(last.person.email) == ["waiting PUBLISH"]


@pytest.mark.capability("E7")
def test_cancel_twice_tells_once():
    row = register(meeting())
    actions.cancel(row, by=CancelledBy.SELF, now=NOW)

    assert actions.cancel(row, by=CancelledBy.SELF, now=NOW) is False
    assert letters() == ["confirmed REQUEST", "cancelled CANCEL"]


@pytest.mark.capability("C1")
def test_cancel_leaves_the_entry_in_a_calendar_that_a_colleague_shares():
    pool = meeting(seats=3)
    first, second = (
        register(pool, person=PersonFactory(email=mail)) for mail in ("ka@mihon.example", "KA@mihon.example")
    )

    actions.cancel(first, by=CancelledBy.SELF, now=NOW)
    actions.cancel(second, by=CancelledBy.SELF, now=NOW)

    assert letters()[-2:] == ["cancelled", "cancelled CANCEL"]


def test_cancel_of_who_waits_takes_nothing_out_of_the_calendar():
    pool = meeting(seats=0)
    row = register(pool)

    actions.cancel(row, by=CancelledBy.SELF, now=NOW)

    assert letters() == ["waiting PUBLISH", "cancelled"]


def test_cancel_by_the_desk_is_audited():
    row = register(meeting())
    account = AccountFactory()

    actions.cancel(row, by=CancelledBy.DESK, now=NOW, actor_id=account.pk)

    assert deeds() == [("cancelled", "registration")]


def test_cancel_after_the_start_moves_nobody_up():
    pool = meeting(seats=1)
    row = register(pool)
    register(pool)

    actions.cancel(row, by=CancelledBy.DESK, now=STARTS)

    assert states(pool) == [CANCELLED, WAITING]


@pytest.mark.capability("E3")
def test_cancel_gives_the_place_at_a_part_to_the_next_who_is_told():
    pool = meeting(seats=5)
    party = gathering(pool.event, seats=1)
    wish = Wish(part_keys=frozenset([party.part_key]))
    leaves, stays = register(pool, wish=wish), register(pool, wish=wish)

    actions.cancel(leaves, by=CancelledBy.SELF, now=NOW)

    assert stays.part_places.get().state == CONFIRMED
    assert letters(stays.person.email) == ["confirmed REQUEST", "part_promoted"]
    assert letter("part_promoted").context["part_title"] == "情報交換会"


@pytest.mark.capability("E3")
def test_cancel_tells_who_gets_seat_and_part_together_once():
    pool = meeting(seats=1)
    party = gathering(pool.event, seats=1)
    wish = Wish(part_keys=frozenset([party.part_key]))
    leaves, stays = register(pool, wish=wish), register(pool, wish=wish)

    actions.cancel(leaves, by=CancelledBy.SELF, now=NOW)

    assert stays.part_places.get().state == CONFIRMED
    assert letters(stays.person.email) == ["waiting PUBLISH", "promoted REQUEST"]


# --- capacity ---------------------------------------------------------------------------------


@pytest.mark.capability("E3")
def test_set_capacity_up_moves_as_many_up_and_tells_them():
    pool = meeting(seats=1)
    rows = [register(pool) for _ in range(4)]

    settled = actions.set_capacity(pool, 3, now=NOW, actor_id=None)

    assert settled.promoted == rows[1:3]
    assert states(pool) == [CONFIRMED, CONFIRMED, CONFIRMED, WAITING]
    assert letters()[-2:] == ["promoted REQUEST", "promoted REQUEST"]
    assert deeds() == [("set_capacity", "pool")]


def test_set_capacity_down_removes_nobody():
    pool = meeting(seats=3)
    for _ in range(3):
        register(pool)

    actions.set_capacity(pool, 1, now=NOW, actor_id=None)

    assert states(pool) == [CONFIRMED] * 3
    assert Pool.objects.get().capacity == 1


def test_set_capacity_to_no_limit_moves_everybody_up():
    pool = meeting(seats=0)
    register(pool)
    register(pool)

    actions.set_capacity(pool, None, now=NOW, actor_id=None)

    assert states(pool) == [CONFIRMED, CONFIRMED]


@pytest.mark.parametrize(
    ("event_format", "kinds"),
    [
        (EventFormat.VENUE, ["venue"]),
        (EventFormat.ONLINE, ["online"]),
        (EventFormat.HYBRID, ["venue", "online"]),
    ],
)
def test_lay_pools_follows_the_format(event_format, kinds):
    event = EventFactory(format=event_format)

    pools = actions.lay_pools(event, capacities={"venue": 30})

    assert [pool.kind for pool in pools] == kinds
    assert [pool.capacity for pool in pools] == [30 if kind == "venue" else None for kind in kinds]


def test_lay_pools_again_keeps_capacities_and_pools_in_use():
    pool = meeting(seats=7)
    register(pool)
    EventPartFactory(event=pool.event)
    EventPartFactory(event=pool.event, is_optional=False)
    pool.event.format = EventFormat.ONLINE

    pools = actions.lay_pools(pool.event)

    assert [(row.kind, row.capacity) for row in pools] == [("venue", 7), ("online", None), ("part", None)]


def test_lay_pools_keeps_what_the_words_no_longer_ask_for_and_does_not_offer_it():
    venue = meeting(seats=7)
    gathering(venue.event)
    venue.event.parts.all().delete()
    venue.event.format = EventFormat.ONLINE
    venue.event.save()

    pools = actions.lay_pools(venue.event, capacities={"venue": 3, "online": 5})

    assert [(row.kind, row.capacity) for row in pools] == [("venue", 7), ("part", 5), ("online", 5)]
    assert [row.kind for row in queries.pools_of(venue.event)] == ["part", "online"]


# --- the event itself -------------------------------------------------------------------------


@pytest.mark.capability("E12")
def test_cancel_event_keeps_the_list_and_writes_to_everybody_concerned_by_a_job():
    pool = meeting(seats=1)
    confirmed, waits = register(pool), register(pool)
    gone = register(pool)
    actions.cancel(gone, by=CancelledBy.SELF, now=NOW)
    register_guest(pool)
    OutboxMessage.objects.all().delete()

    actions.cancel_event(pool.event, reason="大雪のため", actor_id=None)

    job = Job.objects.get()
    assert (job.name, job.arguments) == (
        "events.tell_registered",
        {"event_id": pool.event_id, "letter": "event_cancelled"},
    )
    assert letters() == []
    assert actions.tell_registered(pool.event_id, letter=Letter.EVENT_CANCELLED, now=NOW) == 2
    assert letters(confirmed.person.email) == ["event_cancelled CANCEL"]
    assert letters(waits.person.email) == ["event_cancelled PUBLISH"]
    assert states(pool) == [CONFIRMED, WAITING, CANCELLED, WAITING]


def test_tell_registered_twice_writes_once():
    pool = meeting()
    register(pool)
    actions.cancel_event(pool.event, reason="", actor_id=None)
    actions.tell_registered(pool.event_id, letter=Letter.EVENT_CANCELLED, now=NOW)

    actions.tell_registered(pool.event_id, letter=Letter.EVENT_CANCELLED, now=NOW)

    assert letters() == ["confirmed REQUEST", "event_cancelled CANCEL"]


def test_cancel_event_twice_is_refused():
    event = EventFactory()
    actions.cancel_event(event, reason="", actor_id=None)

    with pytest.raises(EventActionError, match="already_cancelled"):
        actions.cancel_event(event, reason="", actor_id=None)


@pytest.mark.capability("E12")
def test_nobody_registers_or_moves_up_at_a_cancelled_event():
    pool = meeting(seats=1)
    leaves = register(pool)
    register(pool)
    actions.cancel_event(pool.event, reason="", actor_id=None)

    actions.cancel(leaves, by=CancelledBy.SELF, now=NOW)
    with pytest.raises(RegistrationRefusedError):
        register(pool)

    assert states(pool) == [CANCELLED, WAITING]


def test_a_moved_event_tells_everybody_when_the_desk_says_so():
    pool = meeting()
    row = register(pool)
    actions.follow_publication(pool.event, actor_id=None)
    pool.event.state.refresh_from_db()
    pool.event.starts_at += timedelta(days=7)
    pool.event.ends_at += timedelta(days=7)
    pool.event.save()

    actions.follow_publication(pool.event, actor_id=None)
    actions.tell_change(pool.event, actor_id=None)
    actions.tell_registered(pool.event_id, letter=Letter.EVENT_CHANGED, now=NOW)

    assert Job.objects.get().arguments["letter"] == "event_changed"
    assert letters(row.person.email) == ["confirmed REQUEST", "event_changed REQUEST"]


def test_tell_change_without_a_change_is_refused():
    pool = meeting()
    register(pool)

    with pytest.raises(EventActionError, match="nothing_to_tell"):
        actions.tell_change(pool.event, actor_id=None)


# --- claiming ---------------------------------------------------------------------------------


@pytest.mark.capability("E17")
def test_claim_moves_a_visitor_s_registration_to_the_account_s_person():
    row = actions.confirm_address(register_guest(meeting()), now=NOW)
    person = AccountFactory().person

    actions.claim(row, person=person, now=NOW)

    row.refresh_from_db()
    assert (row.person, row.number, row.state) == (person, 1, CONFIRMED)
    assert actions.claim(row, person=person, now=NOW) == row


@pytest.mark.capability("E7", "E17")
def test_claim_is_refused_to_who_has_an_own_place():
    pool = meeting()
    row = actions.confirm_address(register_guest(pool), now=NOW)
    own = register(pool)

    with pytest.raises(RegistrationRefusedError) as caught:
        actions.claim(row, person=own.person, now=NOW)

    assert caught.value.code == Refusal.ALREADY_REGISTERED


def test_claim_of_what_was_cancelled_is_history_beside_an_own_place():
    pool = meeting()
    row = actions.confirm_address(register_guest(pool), now=NOW)
    actions.cancel(row, by=CancelledBy.SELF, now=NOW)
    own = register(pool)

    assert actions.claim(row, person=own.person, now=NOW).person == own.person
