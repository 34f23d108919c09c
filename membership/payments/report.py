"""A named trade: the treasurer's page in rows and words: what to do next, ages, months, and the lines behind a number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from membership.ledger.models import Charge, Entry, Leg
from membership.payments import queries
from membership.payments.choices import LineState
from membership.payments.models import StatementLine
from membership.payments.queries import Figures
from membership.payments.rules import age_of
from membership.payments.wording import age
from network.association.dates import FiscalYear, month_and_year

TASKS = 3
STALE = timedelta(days=31)


@dataclass(frozen=True)
class Task:
    """One thing to do next, with one button."""

    name: str
    count: int
    text: str
    url: str
    button: str


@dataclass(frozen=True)
class Row:
    """One line behind a number."""

    on: date
    who: str
    what: str
    amount: int
    url: str = ""


@dataclass(frozen=True)
class Behind:
    """The lines behind a number and their sum."""

    title: str
    explained: str
    rows: Sequence[Row]
    total: int
    is_count: bool = False


def next_tasks(figures: Figures, today: date) -> list[Task]:
    """The three things to do next: nothing that would do nothing."""
    to_decide = figures.unmatched_count - figures.later_count
    last = figures.last_line_on
    is_stale = today - last > STALE if last else figures.billed > 0
    lines_url, files_url = reverse("payments:lines"), reverse("payments:files")
    tasks = [
        Task(
            "lines",
            to_decide,
            ngettext("line of the bank waits for you", "lines of the bank wait for you", to_decide),
            lines_url,
            _("Decide about them"),
        ),
        Task(
            "refused",
            figures.refused_files,
            ngettext("file could not be read", "files could not be read", figures.refused_files),
            files_url,
            _("See why"),
        ),
        Task(
            "statement",
            int(is_stale),
            _("statement: the last line is more than a month old"),
            files_url,
            _("Give a file"),
        ),
        Task(
            "overdue",
            figures.overdue_count,
            ngettext("charge is past its due day", "charges are past their due day", figures.overdue_count),
            reverse("reminders:index"),
            _("See who is asked"),
        ),
        Task(
            "later",
            figures.later_count,
            ngettext("line was left open", "lines were left open", figures.later_count),
            f"{lines_url}?show=later",
            _("Look again"),
        ),
    ]
    return [task for task in tasks if task.count][:TASKS]


def tier_names(figures: Figures) -> list[str]:
    """The headings of tiers, in the order of their numbers."""
    return [
        _("event fees") if pk == queries.EVENTS else figures.tiers[pk] or _("other")
        for pk in sorted(figures.tiers)
    ]


def ages(figures: Figures) -> list[dict[str, Any]]:
    """What is open by age, and in each age by tier, with a bar's length in percent."""
    most = max((one.total for one in figures.ages), default=0)
    return [
        {
            "code": one.code,
            "label": age(one.code),
            "total": one.total,
            "tiers": [one.by_tier.get(pk, 0) for pk in sorted(figures.tiers)],
            "share": one.total * 100 // most if most else 0,
        }
        for one in figures.ages
    ]


def months(figures: Figures, language: str) -> list[dict[str, Any]]:
    """What came in by month, with a bar's length in percent of the best."""
    most = max((total for _first, total in figures.months), default=0)
    return [
        {
            "label": month_and_year(first, language),
            "total": total,
            "share": total * 100 // most if most else 0,
        }
        for first, total in figures.months
    ]


def tabs(shown: Mapping[str, Sequence[str]], numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    """The kinds of lines with how many there are of each."""
    labels = {
        "open": LineState.OPEN.label,
        "later": LineState.LATER.label,
        "matched": LineState.MATCHED.label,
        "kept": LineState.KEPT.label,
        "closed": LineState.CLOSED.label,
    }
    return [
        {"value": name, "label": labels[name], "count": sum(numbers.get(state, 0) for state in states)}
        for name, states in shown.items()
    ]


def lines_behind(name: str, year: FiscalYear, of_age: str, today: date) -> Behind | None:
    """The lines of a number and what they sum to; None when there is no such number."""
    if name == "billed":
        rows = [_charge(charge, charge.billed) for charge in queries.billed_of(year) if charge.billed]
        return _behind(_("Billed"), _("Dues of the year, less what was waived or cancelled."), rows)
    if name == "received":
        rows = [_entry(entry) for entry in queries.received_of(year)]
        return _behind(_("Received"), _("Money that came in during the year and was not undone."), rows)
    if name == "recognised":
        rows = [_leg(leg) for leg in queries.recognised_of(year)]
        return _behind(_("Income from dues"), _("Dues that became income in the year."), rows)
    if name == "advance":
        rows = [_leg(leg) for leg in queries.advance_legs(year)]
        return _behind(
            _("Received in advance"), _("Dues of a later year; they become income on its first day."), rows
        )
    if name == "event_fees":
        rows = [_leg(leg) for leg in queries.event_fees_of(year)]
        return _behind(
            _("Event fees"), _("Fees of events that were paid in the year, apart from dues."), rows
        )
    if name == "open":
        found = [
            charge
            for charge in queries.open_of_year(year)
            if not of_age or age_of(charge.due_on, today) == of_age
        ]
        return _behind(
            pgettext("money", "Open"),
            _("What is owed for this year and earlier ones."),
            [_charge(one, one.open_amount) for one in found],
        )
    if name == "references":
        rows = [_line(line) for line in queries.matched_lines(year) if line.has_reference]
        return Behind(
            _("Paid with a reference"), _("Lines that told their reference."), rows, len(rows), is_count=True
        )
    return None


def _behind(title: str, explained: str, rows: Sequence[Row]) -> Behind:
    return Behind(title, explained, rows, sum(row.amount for row in rows))


def _charge(charge: Charge, amount: int) -> Row:
    return Row(charge.due_on, str(charge.person or charge.organisation), charge.wording, amount)


def _entry(entry: Entry) -> Row:
    return Row(entry.on, "", entry.get_kind_display(), entry.money)


def _leg(leg: Leg) -> Row:
    who = str(leg.charge.person or leg.charge.organisation) if leg.charge else ""
    return Row(leg.entry.on, who, leg.entry.get_kind_display(), -leg.amount)


def _line(line: StatementLine) -> Row:
    return Row(
        line.on, line.payer, line.get_state_display(), line.amount, reverse("payments:line", args=[line.pk])
    )
