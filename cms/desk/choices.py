"""The lines of the desk's front page: something to do, and a number."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Task:
    """One line of "to do now": how many, of what, and one button."""

    name: str
    count: int
    text: str
    url: str
    button: str


@dataclass(frozen=True)
class Figure:
    """One number: `note` is its denominator or its time."""

    name: str
    label: str
    number: int
    note: str
    url: str
    is_money: bool = False
