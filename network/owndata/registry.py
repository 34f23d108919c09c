"""A named trade: every table that knows a person, declared once: what it is for, what one gets to see, what becomes of it.

Each wing declares its own tables when it is ready; this room knows only those below it. Erasure deletes and blanks by
these declarations (ADR 54); what has rules of its own is ended by whoever hears `person_erased`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.owndata.choices import Fate
from network.owndata.rules import erased_name, masked, names_somebody

NOBODY = Q(pk__in=[])
DEEDS = _("what you did at the desk")
DEED = _("To know who did something at the desk. Only the number of the account is kept with it.")


@dataclass(frozen=True)
class Subject:
    """Somebody as tables may know them. `addresses` are those that nobody else reads; `email` may be a shared one."""

    person_id: int
    account_id: int | None = None
    name: str = ""
    email: str = ""
    addresses: tuple[str, ...] = ()
    login: str = ""

    @property
    def words(self) -> list[str]:
        """What names nobody else but them, as far as words can: the longest first, so that none hides in another."""
        login = self.login if names_somebody(self.login) else ""
        found = {word for word in (self.name, login, *self.addresses) if len(word) > 1}
        return sorted(found, key=len, reverse=True)

    @property
    def instead(self) -> str:
        """What stands in place of these words afterwards."""
        return erased_name(self.person_id)


About = Callable[[Subject], Q]


@dataclass(frozen=True)
class Part:
    """What one table keeps about somebody, and why.

    `keys` are the columns that hold a person, an account, or words about one (a test finds those that nobody declared);
    `columns` are what one gets to see; `about` finds the rows. At an erasure, `blank` says what its columns become,
    `erase` does what a value can't say, and `scrub` names columns in which the name may stand in anybody's row; it
    leaves alone what `spares` finds: rows of somebody else who has the same name.
    `let_go` is what happens to kept words of people erased before, once the law's years are over: it takes the moment
    and tells how many rows it changed.
    """

    model: type[Model]
    about: About
    keys: tuple[str, ...]
    why: str | Promise
    fate: Fate
    columns: tuple[str, ...] = ("pk",)
    blank: Mapping[str, Any] = field(default_factory=dict)
    erase: Callable[["Part", Subject, datetime], None] | None = None
    scrub: tuple[str, ...] = ()
    spares: About = lambda subject: NOBODY
    let_go: Callable[[datetime], int] | None = None
    is_deed: bool = False
    called: str | Promise = ""

    @property
    def title(self) -> str:
        """The table's name in the reader's language; `called` where the table has none that people know."""
        name = str(self.called or self.model._meta.verbose_name_plural)
        return f"{name} ({DEEDS})" if self.is_deed else name

    def rows(self, subject: Subject) -> QuerySet:
        """The rows about somebody, in the order they were made."""
        found = self.model._base_manager.filter(self.about(subject)).values("pk")
        return self.model._base_manager.filter(pk__in=found).order_by("pk")


@dataclass(frozen=True)
class Elsewhere:
    """Columns that may hold people's names or addresses, but are words of an association, an organisation or the site."""

    model: type[Model]
    columns: tuple[str, ...]
    why: str | Promise


_parts: dict[int, Sequence[Part]] = {}
_elsewhere: dict[int, Sequence[Elsewhere]] = {}


def register(position: int, own: Sequence[Part], others: Sequence[Elsewhere] = ()) -> None:
    """Say what a wing's tables keep about people, and which columns speak of others; shown by position."""
    _parts[position], _elsewhere[position] = own, others


def parts() -> list[Part]:
    """Everything that was declared, wing by wing."""
    return [part for position in sorted(_parts) for part in _parts[position]]


def elsewhere() -> list[Elsewhere]:
    """Columns that are nobody's own data."""
    return [entry for position in sorted(_elsewhere) for entry in _elsewhere[position]]


def of_person(*paths: str) -> About:
    """Rows that hold the person in one of these columns (or along a path to one)."""
    return lambda subject: reduce(or_, (Q(**{path: subject.person_id}) for path in paths))


def of_account(*paths: str) -> About:
    """Rows that hold the account in one of these columns; none for somebody without one."""

    def about(subject: Subject) -> Q:
        if subject.account_id is None:
            return NOBODY
        return reduce(or_, (Q(**{path: subject.account_id}) for path in paths))

    return about


def deed(model: type[Model], *columns: str, at: str = "", called: str | Promise = "") -> Part:
    """That an account did something with a row: the number stays, the account behind it has no name any more."""
    return Part(
        model=model,
        about=of_account(*columns),
        keys=columns,
        why=DEED,
        fate=Fate.NUMBER,
        columns=("pk", at) if at else ("pk",),
        is_deed=True,
        called=called,
    )


def instead_in(row: Model, columns: Sequence[str], subject: Subject) -> dict[str, Any]:
    """These columns of a row without the person's words."""
    return {column: masked(getattr(row, column), subject.words, subject.instead) for column in columns}
