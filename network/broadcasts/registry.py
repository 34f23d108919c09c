"""A named trade: what upper wings tell of themselves: what can be announced, and circles of people to write to.

Each wing registers when it is ready; this room asks by name and knows none of them.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db.models import QuerySet

from network.broadcasts.choices import Hindrance
from network.mail.choices import MailKind


@dataclass(frozen=True)
class Candidate:
    """Something one might announce now, and when it takes place or was written."""

    pk: int
    title: str
    day: datetime


class Subject(Protocol):
    """Something that can be announced; every method takes its number. Words come in the language of the moment."""

    kind: MailKind
    template: str

    def candidates(self, *, now: datetime) -> Sequence[Candidate]:
        """What one would announce now, the next first."""

    def facts(self, pk: int) -> dict[str, Any]:
        """What the letter's template needs, as plain values."""

    def hindrance(self, pk: int, *, now: datetime) -> Hindrance | None:
        """Why it can't be announced at this moment."""

    def titles(self, pks: Collection[int]) -> Mapping[int, str]:
        """What they are called, those that are there."""

    def own_among(self, account: Any, pks: Collection[int]) -> set[int]:
        """Which of them are this account's own affair."""

    def people_who_answered(self, pk: int) -> QuerySet:
        """Numbers of people who need no (second) letter."""

    def organisations_that_answered(self, pk: int) -> QuerySet:
        """Numbers of organisations that need no (second) letter."""

    def desk_url(self, pk: int) -> str: ...


@dataclass(frozen=True)
class Circle:
    """People one may write to. Keys are `name` or `name:detail`.

    `options` lists keys with labels for the desk, `label` names one key in a letter, `people` gives their numbers.
    """

    name: str
    position: int
    options: Callable[[datetime], Sequence[tuple[str, str]]]
    label: Callable[[str], str]
    people: Callable[[str, datetime], QuerySet]


_subjects: dict[str, Subject] = {}
_circles: dict[str, Circle] = {}


def register_subject(name: str, subject: Subject) -> None:
    """Say that something can be announced."""
    _subjects[name] = subject


def register_circle(circle: Circle) -> None:
    """Say that a circle of people can be written to; the desk shows circles by their position."""
    _circles[circle.name] = circle


def subject_named(name: str) -> Subject | None:
    """What upper wings said of this kind of subject."""
    return _subjects.get(name)


def subjects() -> Mapping[str, Subject]:
    """Everything that can be announced, by name."""
    return dict(_subjects)


def circles() -> Sequence[Circle]:
    """All circles, by position."""
    return sorted(_circles.values(), key=lambda circle: circle.position)


def circle_of(key: str) -> Circle | None:
    """The circle to which a key belongs."""
    return _circles.get(key.partition(":")[0])
