"""A named trade: the list of those who have not arrived, as rows of a page and as a file. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from network.arrivals.choices import Arrival
from network.arrivals.queries import arrival_of
from network.people.models import Person
from network.spreadsheets import csv_bytes


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


def phone_file(rows: Iterable[PhoneRow]) -> bytes:
    """The list as a CSV file in the reader's language."""
    header = [
        _("Name"),
        _("Reading"),
        _("Organisation"),
        _("Phone"),
        _("Whose phone"),
        _("E-mail"),
        _("State"),
        _("Invited on"),
        _("Why no letter arrives"),
        _("Called on"),
        _("Result"),
    ]
    return csv_bytes(header, map(_cells, rows))


def _cells(row: PhoneRow) -> list[object]:
    owner = "" if not row.phone else _("organisation") if row.is_organisations_phone else _("own")
    return [
        row.name,
        row.kana,
        row.organisation,
        row.phone,
        owner,
        row.email,
        row.arrival_label,
        f"{timezone.localtime(row.invited_at):%Y-%m-%d}" if row.invited_at else "",
        row.reason,
        row.last_called_on,
        row.last_call,
    ]
