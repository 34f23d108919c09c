"""A named trade: the list of those who have not arrived, as rows of a page and as a file. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.arrivals.choices import Arrival
from network.arrivals.queries import arrival_of
from network.people.models import Person
from network.worklists.sheet import SheetColumn


@dataclass(frozen=True)
class PhoneRow:
    """One person to call; `phone` is their own or their organisation's."""

    id: int
    name: str
    kana: str
    organisation: str
    phone: str
    is_organisations_phone: bool
    email: str
    arrival: str
    arrival_label: str
    invited_at: datetime | None
    reason: str
    last_called_on: date | None
    last_call: str


def rows_of(travellers: Iterable[Person]) -> list[PhoneRow]:
    """Rows in the order given; the people come from `queries.wanted`."""
    return [_row(traveller) for traveller in travellers]


def _row(traveller: Person) -> PhoneRow:
    arrival = arrival_of(traveller)
    return PhoneRow(
        id=traveller.pk,
        name=traveller.name,
        kana=traveller.kana,
        organisation=traveller.work_name or "",
        phone=traveller.phone or traveller.work_phone,
        is_organisations_phone=not traveller.phone and bool(traveller.work_phone),
        email=traveller.email,
        arrival=arrival.value,
        arrival_label=str(arrival.label),
        invited_at=traveller.invited_at,
        reason=_reason(traveller, arrival),
        last_called_on=traveller.last_called_on,
        last_call=traveller.last_call or "",
    )


def _reason(traveller: Person, arrival: Arrival) -> str:
    """Why no letter reaches them, in words; what the mail server said follows."""
    if arrival is Arrival.BOUNCED:
        words = {
            "bounced": _("The mail came back."),
            "failed": _("The mail could not be sent."),
            "suppressed": _(
                "The address is suppressed: an earlier mail came back, or they asked us not to write."
            ),
        }[traveller.mail_state]
        detail = traveller.mail_error if traveller.mail_error != "Bounced" else ""
        return f"{words} {detail}".strip()
    return "" if traveller.email or arrival is Arrival.ARRIVED else _("No e-mail address is known.")


def _whose(row: PhoneRow) -> str:
    if not row.phone:
        return ""
    return _("organisation") if row.is_organisations_phone else _("own")


def _invited_on(row: PhoneRow) -> date | None:
    return timezone.localdate(row.invited_at) if row.invited_at else None


# The columns of the list as a file, in the reader's language.
COLUMNS = (
    SheetColumn(gettext_lazy("Name"), attrgetter("name")),
    SheetColumn(gettext_lazy("Reading"), attrgetter("kana")),
    SheetColumn(gettext_lazy("Organisation"), attrgetter("organisation")),
    SheetColumn(gettext_lazy("Phone"), attrgetter("phone")),
    SheetColumn(gettext_lazy("Whose phone"), _whose),
    SheetColumn(gettext_lazy("E-mail"), attrgetter("email")),
    SheetColumn(gettext_lazy("State"), attrgetter("arrival_label")),
    SheetColumn(gettext_lazy("Invited on"), _invited_on),
    SheetColumn(gettext_lazy("Why no letter arrives"), attrgetter("reason")),
    SheetColumn(gettext_lazy("Called on"), attrgetter("last_called_on")),
    SheetColumn(gettext_lazy("Result"), attrgetter("last_call")),
)
