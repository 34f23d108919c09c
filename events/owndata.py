"""What this wing keeps of a person, and which places end with an erasure."""

import hashlib
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.calendar.models import CalendarSequence, FeedToken
from events.cash.models import CashSheet, CashTaking
from events.fees.models import SeatCharge
from events.programme.models import Event, EventPart
from events.registration.actions import cancel
from events.registration.choices import CancelledBy
from events.registration.models import LIVE, Registration
from network.mail.choices import LinkPurpose
from network.mail.models import MailedLink
from network.owndata.choices import Fate
from network.owndata.registry import Elsewhere, Part, Subject, deed, of_person

CALENDAR = _("To bring changes of meetings into your own calendar.")
BOOKS = _("Books of the association: sums and numbers stay, no name stands with them.")
PURPOSES = (LinkPurpose.REGISTRATION_CONFIRM, LinkPurpose.REGISTRATION_MANAGE)


def events_parts() -> list[Part]:
    """Places at meetings and one's own calendar."""
    return [
        Part(
            Registration,
            of_person("person"),
            keys=("person", "organisation_text"),
            why=_("To keep your place at a meeting, and to know how many came."),
            fate=Fate.NUMBER,
            columns=("event", "number", "state", "organisation_text", "registered_at", "ended_at"),
            blank={"organisation_text": ""},
        ),
        Part(
            FeedToken,
            of_person("person"),
            keys=("person", "token"),
            why=CALENDAR,
            fate=Fate.GOES,
            columns=("created_at",),
            called=_("address of your own calendar"),
        ),
        Part(
            CalendarSequence,
            _sequences,
            keys=("recipient_key",),
            why=CALENDAR,
            fate=Fate.GOES,
            columns=("event", "sequence"),
            called=_("how often a meeting was sent to your calendar"),
        ),
        Part(
            MailedLink,
            _links,
            keys=("subject_id",),
            why=_("So that a link in a letter opens your registration."),
            fate=Fate.GOES,
            columns=("purpose", "created_at", "expires_at"),
        ),
        Part(
            SeatCharge,
            of_person("registration__person"),
            keys=(),
            why=BOOKS,
            fate=Fate.NUMBER,
            columns=("pk", "way", "returned_at"),
        ),
        Part(
            CashTaking,
            of_person("registration__person"),
            keys=(),
            why=BOOKS,
            fate=Fate.NUMBER,
            columns=("amount", "taken_at", "returned_at"),
        ),
        deed(Registration, "ended_by"),
        deed(CashTaking, "taken_by", at="taken_at"),
        deed(CashSheet, "counted_by", "signed_by", at="counted_at"),
        deed(Event, "locked_by"),
    ]


def events_elsewhere() -> list[Elsewhere]:
    """What organisers write over their meetings."""
    words = _("Words of the programme, which organisers write and correct by hand.")
    return [Elsewhere(Event, ("contact",), words), Elsewhere(EventPart, ("speaker",), words)]


def give_places_up(person_id: int, *, by_id: int | None, now: datetime) -> int:
    """Cancel every place at a meeting that is not over, so that whoever waits moves up; says how many."""
    ahead = Registration.objects.filter(person=person_id, state__in=LIVE, event__ends_at__gt=now)
    return sum(
        cancel(registration, by=CancelledBy.DESK, now=now, actor_id=by_id)
        for registration in ahead.order_by("event_id")
    )


def _sequences(subject: Subject) -> Q:
    """Numbers kept under the hash of a mailbox that nobody else reads."""
    keys = [hashlib.sha256(address.strip().lower().encode()).hexdigest() for address in subject.addresses]
    return Q(recipient_key__in=keys)


def _links(subject: Subject) -> Q:
    own = Registration.objects.filter(person=subject.person_id).values_list("pk", flat=True)
    return Q(purpose__in=PURPOSES, subject_id__in=[str(pk) for pk in own])
