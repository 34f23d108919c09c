"""Decisions about texts: which stretches of them are personal data, and how to say the same without."""

from dataclasses import dataclass

from network.privacy import numbers
from network.privacy.addresses import addresses
from network.privacy.birthdates import birth_dates
from network.privacy.choices import Kind
from network.privacy.cutting import Word, words_of
from network.privacy.facilities import facilities
from network.privacy.folding import Folded, fold
from network.privacy.persons import persons
from network.privacy.wording import DEFAULT, Words

Place = tuple[int, int]


@dataclass(frozen=True, order=True)
class Span:
    """Personal data in a text: characters `start` to `end` (as in a slice) of the text as given."""

    start: int
    end: int
    kind: Kind


class NameCheckOffError(Exception):
    """Sudachi is missing, so names were not looked for. `spans` holds what the patterns found without it."""

    code = "name_check_off"

    def __init__(self, spans: tuple[Span, ...]) -> None:
        super().__init__(self.code)
        self.spans = spans


def find(text: str, *, words: Words = DEFAULT) -> tuple[Span, ...]:
    """Personal data in a text, by place; spans of different kinds may overlap.

    `words` is what moderators taught. Raises NameCheckOffError where Sudachi is missing: such a text is never clean.
    """
    folded = fold(text)
    try:
        cut = words_of(folded.text)
    except ImportError as missing:
        raise NameCheckOffError(_spans(folded, _by_pattern(folded.text, []))) from missing
    return _spans(folded, _by_pattern(folded.text, cut) | _by_words(folded.text, cut, words), words.allowed)


def _by_pattern(text: str, cut: list[Word]) -> dict[Kind, list[Place]]:
    """What can be found without knowing Japanese words, or with little of them."""
    my_numbers, phones = numbers.my_numbers(text), numbers.phones(text)
    phones = [place for place in phones if not _within(place, my_numbers)]
    return {
        Kind.MYNUMBER: my_numbers,
        Kind.PHONE: phones,
        Kind.POSTAL: numbers.postal_codes(text, [*phones, *my_numbers]),
        Kind.EMAIL: numbers.mails(text),
        Kind.ADDRESS: addresses(text, cut),
        Kind.BIRTHDATE: birth_dates(text, []),
    }


def _by_words(text: str, cut: list[Word], words: Words) -> dict[Kind, list[Place]]:
    """Facilities, then the names that belong to none of them, then the dates behind these names."""
    houses = facilities(text, cut, words.facilities)
    elsewhere = [*houses, *addresses(text, cut), *numbers.mails(text)]
    names = [
        place for place in persons(text, cut, allowed=words.allowed, extra=words.names) if not _within(place, elsewhere)
    ]
    return {Kind.FACILITY: houses, Kind.PERSON: names, Kind.BIRTHDATE: birth_dates(text, names)}


def _within(place: Place, others: list[Place]) -> bool:
    return any(start <= place[0] and place[1] <= end for start, end in others)


def _spans(folded: Folded, found: dict[Kind, list[Place]], allowed: frozenset[str] = frozenset()) -> tuple[Span, ...]:
    """Places of the folded text as spans of the given one, without the phrases that moderators allowed."""
    return tuple(
        sorted(
            Span(*folded.given(*place), kind)
            for kind, places in found.items()
            for place in places
            if folded.text[slice(*place)] not in allowed
        )
    )
