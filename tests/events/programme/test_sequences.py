"""E10 in full size: whatever the order of drafts, publications, cancellations and capacities, no draft brings state back."""

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from django.utils import timezone

from events.programme.actions import EventActionError
from events.programme.choices import EventStatus
from events.programme.models import Event
from events.registration.actions import cancel_event, set_capacity
from events.registration.models import Pool
from network.jobs.models import Job
from tests.factories.events import RegistrationFactory, meeting

pytestmark = [pytest.mark.django_db, pytest.mark.capability("E10")]

STARTS = datetime(2027, 3, 4, 5, 0, tzinfo=UTC)
DEEDS = ["edit", "publish", "publish_old", "cancel", "capacity", "hand_in", "approve"]
ALL_UP_TO = 3
RANDOM_LENGTHS = range(4, 9)
RANDOM_SEQUENCES = 500


@dataclass
class Expected:
    """What must hold, told without Wagtail: words follow publications, everything else follows its own deeds."""

    starts_at: datetime = STARTS
    drafts: list[datetime] = field(default_factory=lambda: [STARTS])
    handed_in: bool = False
    status: str = EventStatus.PLANNED
    reason: str = ""
    capacity: int = 30
    letters: int = 0

    def publish(self, starts_at):
        self.starts_at = starts_at
        if self.status != EventStatus.CANCELLED:
            self.status = EventStatus.PLANNED if starts_at == STARTS else EventStatus.MOVED
        self.handed_in = False

    @property
    def asks(self):
        """Nobody is told in these sequences: what is asked is whether the published day is the first one."""
        return self.status != EventStatus.CANCELLED and self.starts_at != STARTS


class Desk:
    """One event, done to as the desk does, and what is expected of it."""

    def __init__(self, organiser, drafter):
        self.organiser, self.drafter = organiser, drafter
        pool = meeting(seats=30, starts_at=STARTS, live=False)
        self.pk = pool.event_id
        pool.event.save_revision(user=organiser).publish(user=organiser)
        RegistrationFactory(pool=pool, event=pool.event)
        self.expected = Expected()

    @property
    def event(self):
        return Event.objects.select_related("state").get(pk=self.pk)

    def do(self, deed, number):
        getattr(self, deed)(number)

    def edit(self, number):
        starts_at = STARTS + timedelta(days=number + 1)
        draft = self.event.get_latest_revision_as_object()
        draft.starts_at, draft.ends_at = starts_at, starts_at + timedelta(hours=2, minutes=30)
        draft.save_revision(user=self.drafter)
        self.expected.drafts.append(starts_at)

    def publish(self, number):
        self.event.latest_revision.publish(user=self.organiser)
        self.expected.publish(self.expected.drafts[-1])

    def publish_old(self, number):
        self.event.revisions.order_by("pk").first().publish(user=self.organiser)
        self.expected.publish(self.expected.drafts[0])

    def cancel(self, number):
        reason = f"理由{number}"
        try:
            cancel_event(self.event, reason=reason, actor_id=self.organiser.pk)
        except EventActionError:
            assert self.expected.status == EventStatus.CANCELLED
            return
        self.expected = replace(
            self.expected,
            status=EventStatus.CANCELLED,
            reason=reason,
            letters=self.expected.letters + 1,
        )

    def capacity(self, number):
        set_capacity(
            Pool.objects.get(event_id=self.pk), number, now=timezone.now(), actor_id=self.organiser.pk
        )
        self.expected.capacity = number

    def hand_in(self, number):
        event = self.event
        if not event.workflow_in_progress:
            event.get_workflow().start(event.get_latest_revision_as_object(), self.drafter)
        self.expected.handed_in = True

    def approve(self, number):
        task_state = self.event.current_workflow_task_state
        assert (task_state is not None) == self.expected.handed_in
        if task_state is not None:
            # As the desk does it: what is approved is the latest draft.
            task_state.revision = self.event.latest_revision
            task_state.approve(user=self.organiser)
            self.expected.publish(self.expected.drafts[-1])

    def check(self):
        event, expected = self.event, self.expected
        assert event.live
        assert event.starts_at == expected.starts_at
        assert (event.state.status, event.state.reason) == (expected.status, expected.reason)
        assert list(Pool.objects.filter(event=event).values_list("capacity", flat=True)) == [
            expected.capacity
        ]
        assert event.state.notice_pending == expected.asks
        assert list(event.registrations.values_list("state", flat=True)) == ["confirmed"]
        letters = Job.objects.filter(name="events.tell_registered", arguments__event_id=self.pk)
        assert letters.count() == expected.letters


def run(sequence, organiser, drafter):
    desk = Desk(organiser, drafter)
    for number, deed in enumerate(sequence):
        desk.do(deed, number)
        desk.check()


@pytest.mark.parametrize(
    "sequence",
    [
        "edit cancel publish publish_old",
        "edit hand_in capacity cancel approve",
        "edit publish capacity publish_old publish",
        "cancel edit hand_in approve cancel publish_old",
    ],
)
def test_no_draft_brings_anything_back(sequence, organiser, drafter):
    run(sequence.split(), organiser, drafter)


@pytest.mark.full
def test_no_draft_brings_anything_back_in_any_order(organiser, drafter, prove_figure):
    seed = random.SystemRandom().randrange(10**6)
    chance = random.Random(seed)
    sequences = [sequence for length in range(1, ALL_UP_TO + 1) for sequence in product(DEEDS, repeat=length)]
    sequences += [chance.choices(DEEDS, k=chance.choice(RANDOM_LENGTHS)) for _ in range(RANDOM_SEQUENCES)]

    for sequence in sequences:
        try:
            run(sequence, organiser, drafter)
        except AssertionError as error:
            error.add_note(f"sequence {' '.join(sequence)}, seed {seed}")
            raise

    prove_figure(
        f"{len(sequences)} orders of seven deeds with one event, up to eight deeds long, seed {seed}: no draft brought state, seats or letters back"
    )
