"""A named trade: the organiser's roll, as rows of a page and as a file. Reads only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from events.programme.models import Event
from events.registration.choices import PoolKind, RegistrationState
from events.registration.models import Registration
from events.registration.queries import KindCount, counts_by_kind
from network.organisations.choices import OrganisationKind
from network.worklists.sheet import SheetColumn

# Tabs of the roll; the first is what an organiser wants to see.
STATES = [
    (RegistrationState.CONFIRMED, pgettext_lazy("roll", "Coming")),
    (RegistrationState.WAITING, pgettext_lazy("roll", "Waiting")),
    (RegistrationState.CANCELLED, pgettext_lazy("roll", "Gave up their place")),
]

# The columns of the roll as a file, in the reader's language.
COLUMNS = (
    SheetColumn(gettext_lazy("Number"), attrgetter("number")),
    SheetColumn(gettext_lazy("State"), attrgetter("state_label")),
    SheetColumn(gettext_lazy("Place in line"), attrgetter("position")),
    SheetColumn(gettext_lazy("Name"), attrgetter("name")),
    SheetColumn(gettext_lazy("Reading"), attrgetter("kana")),
    SheetColumn(gettext_lazy("Organisation"), attrgetter("organisation")),
    SheetColumn(gettext_lazy("Kind of organisation"), attrgetter("kind_label")),
    SheetColumn(gettext_lazy("E-mail"), attrgetter("email")),
    SheetColumn(gettext_lazy("Phone"), attrgetter("phone")),
    SheetColumn(gettext_lazy("Takes part"), attrgetter("way")),
    SheetColumn(gettext_lazy("Parts"), attrgetter("parts")),
    SheetColumn(gettext_lazy("Registered"), attrgetter("registered_at")),
    SheetColumn(gettext_lazy("Gave up"), attrgetter("ended_at")),
)


@dataclass(frozen=True)
class RollRow:
    """One registration. `position` counts from 1 while waiting."""

    id: int
    number: int
    position: int | None
    state: str
    state_label: str
    name: str
    kana: str
    email: str
    phone: str
    organisation: str
    kind_label: str
    way: str
    parts: str
    registered_at: datetime
    ended_at: datetime | None


def rows_of(
    registrations: Iterable[Registration], event: Event, waiting: Mapping[int, list[Registration]]
) -> list[RollRow]:
    """Rows in the order given; `registrations` come from `queries.roll`."""
    titles = {part.key: part.title for part in event.parts.all()}
    positions = {
        registration.pk: place
        for line in waiting.values()
        for place, registration in enumerate(line, start=1)
    }
    return [_row(registration, titles, positions.get(registration.pk)) for registration in registrations]


def _row(registration: Registration, titles: Mapping[UUID, str], position: int | None) -> RollRow:
    person, organisation = registration.person, registration.organisation
    return RollRow(
        id=registration.pk,
        number=registration.number,
        position=position,
        state=registration.state,
        state_label=registration.get_state_display(),
        name=person.name,
        kana=person.kana,
        email=person.email,
        phone=person.phone,
        organisation=organisation.name if organisation else registration.organisation_text,
        kind_label=organisation.get_kind_display() if organisation else "",
        way=registration.pool.get_kind_display(),
        parts="、".join(_part_words(registration, titles)),
        registered_at=registration.registered_at,
        ended_at=registration.ended_at,
    )


def _part_words(registration: Registration, titles: Mapping[UUID, str]) -> list[str]:
    """Titles of the optional parts, with a word where somebody waits for one."""
    words = []
    for place in registration.part_places.all():
        title = titles.get(place.pool.part_key)
        if title and place.state == RegistrationState.CONFIRMED:
            words.append(title)
        elif title and place.state == RegistrationState.WAITING:
            words.append(_("%(part)s (waiting)") % {"part": title})
    return words


@dataclass(frozen=True)
class KindBar:
    """People of one organisation kind; `share` in percent of all who come."""

    label: str
    people: int
    organisations: int
    share: int


def bars_of(event: Event) -> list[KindBar]:
    """Who comes, by kind of organisation, in the order the network reports kinds. One query."""
    counts = {count.kind: count for count in counts_by_kind(event)}
    whole = sum(count.people for count in counts.values())
    named = [(kind.value, kind.label) for kind in OrganisationKind] + [("", _("not known"))]
    return [_bar(counts[kind], str(label), whole) for kind, label in named if kind in counts]


def _bar(count: KindCount, label: str, whole: int) -> KindBar:
    return KindBar(label, count.people, count.organisations, round(100 * count.people / whole))


def pool_label(kind: str, part_title: str = "") -> str:
    """What a number of seats is for, as a label."""
    return part_title if kind == PoolKind.PART else str(PoolKind(kind).label)
