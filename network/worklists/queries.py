"""Reads of kept filters and of deeds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from network.people.models import Account
from network.worklists.choices import LineState
from network.worklists.deeds import Deed
from network.worklists.models import DeedRun, KeptFilter


def filters_of(account: Account, list_key: str) -> list[KeptFilter]:
    """One's own filters of a list, and those shared with a role one holds, by name. One query."""
    roles = account.groups.values("name")
    mine = Q(owner=account) | Q(shared_with__in=roles)
    return list(KeptFilter.objects.filter(mine, list_key=list_key).order_by("name", "pk"))


@dataclass(frozen=True)
class ShownLine:
    """One row of a run for reading: its name now, what became of it, and why."""

    name: str
    state: str
    state_label: str
    reason: str


def shown_lines(run: DeedRun, deed: Deed, *, user: Any) -> list[ShownLine]:
    """Rows of a run with their names; a row that is gone is called by its number. Constant queries."""
    lines = list(run.lines.all())
    rows: Mapping[int, Any] = {
        row.pk: row for row in deed.rows([line.subject_id for line in lines], user=user)
    }
    return [
        ShownLine(
            name=deed.name_of(rows[line.subject_id]) if line.subject_id in rows else f"#{line.subject_id}",
            state=line.state,
            state_label=str(LineState(line.state).label),
            reason=str(deed.reasons.get(line.reason, "")),
        )
        for line in lines
    ]
