"""A named trade: what can be done to many rows at once. Rooms describe their deeds; this room previews and does them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.db.models import Model, QuerySet

from network.people.models import Account

# The row may be changed.
FINE = ""


@dataclass(frozen=True)
class Line:
    """What became of one row: `reason` is empty when it was changed; `before` is what it takes to take it back."""

    subject_id: int
    reason: str = FINE
    before: Mapping[str, Any] = field(default_factory=dict)


class Deed:
    """One deed. `reasons` says in words why a row is left as it is; `consequence` what happens to the others.

    A deed with a `form_class` asks for something first, the same for all rows.
    """

    name: str
    label: Any
    consequence: Any
    right: str
    model: type[Model]
    can_be_taken_back = False
    form_class: type[forms.Form] | None = None
    reasons: ClassVar[Mapping[str, Any]] = {}

    def may(self, user: Any) -> bool:
        """Whether an account may do it at all."""
        return user.has_perm(self.right)

    def rows(self, ids: Iterable[int], *, user: Any) -> QuerySet:
        """The rows as they are, with what `why_not` looks at; constant queries."""
        return self.model._default_manager.filter(pk__in=list(ids)).order_by("pk")

    def name_of(self, row: Any) -> str:
        """How the preview calls a row."""
        return str(row)

    def why_not(self, row: Any, wanted: Mapping[str, Any], *, now: datetime) -> str:
        """A key of `reasons`, or nothing when the row will change."""
        return FINE

    def change(self, row: Any, wanted: Mapping[str, Any], *, by: Account, now: datetime) -> Mapping[str, Any]:
        """Change one row; returns what it takes to take that back."""
        raise NotImplementedError

    def take_back(self, row: Any, before: Mapping[str, Any], *, by: Account, now: datetime) -> bool:
        """Put one row back; False when somebody has changed it since."""
        raise NotImplementedError

    def do(
        self, rows: Sequence[Any], wanted: Mapping[str, Any], *, key: UUID, by: Account, now: datetime
    ) -> list[Line]:
        """Do it to every row that may be changed, in the caller's transaction."""
        lines = []
        for row in rows:
            reason = self.why_not(row, wanted, now=now)
            before = {} if reason else self.change(row, wanted, by=by, now=now)
            lines.append(Line(row.pk, reason, before))
        return lines

    def leads_to(self, key: UUID) -> str:
        """Where one goes on after the deed, if anywhere."""
        return ""


_deeds: dict[str, Deed] = {}
_lists: dict[str, tuple[Any, str]] = {}


def offered(*deeds: Deed) -> tuple[Deed, ...]:
    """Deeds of a list, made known so that a run finds the deed it was."""
    _deeds.update({deed.name: deed for deed in deeds})
    return deeds


def deed_named(name: str) -> Deed | None:
    """The deed of this name, if it (still) exists."""
    return _deeds.get(name)


def name_list(key: str, title: Any, address: str) -> str:
    """Make known what a list is called and under which name its address stands; returns its key."""
    _lists[key] = (title, address)
    return key


def title_of(key: str) -> str:
    """What a list is called; its key when it is gone."""
    return str(_lists[key][0]) if key in _lists else key


def address_of(key: str) -> str:
    """The name of a list's address; empty when it is gone."""
    return _lists[key][1] if key in _lists else ""
