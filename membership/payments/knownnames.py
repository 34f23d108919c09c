"""A named trade: whom a payer's name may mean, and how surely. Pure."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import lru_cache
from itertools import islice

from membership.payments.kana import LEAST_CUT, LEAST_CUT_WITH_FORM, Folding, PayerName, fold_payer

# Parts of a name shorter than this are found everywhere.
LEAST_PART = 4
ALIKE = 0.55
MOST_ALIKE = 5
# So many of one family name are proposed when a relative seems to pay.
MOST_RELATIVES = 12
# What speaks for one of several, in points.
SAME_ORIGIN, SAME_FORM, SAME_NUMBER, ONE_LETTER, SAME_FAMILY = 5, 3, 4, 12, 10


class Source(StrEnum):
    """Where a name comes from."""

    REGISTRY = "registry"
    DECLARED = "declared"
    CONFIRMED = "confirmed"
    PAST = "past"
    OTHER = "other"


class Evidence(Enum):
    """How a name was recognised: a code and its weight in points."""

    DECLARED = ("declared", 100)
    CONFIRMED = ("confirmed", 98)
    PAST = ("past", 90)
    WHOLE = ("whole", 80)
    WEAK = ("weak", 70)
    CUT = ("cut", 64)
    PART = ("part", 50)
    ALIKE = ("alike", 30)
    SURNAME = ("surname", 38)

    @property
    def code(self) -> str:
        return self.value[0]

    @property
    def weight(self) -> int:
        return self.value[1]

    @property
    def is_whole(self) -> bool:
        """Whether the whole name is somebody's."""
        return self.weight >= Evidence.WEAK.weight


BY_SOURCE = {
    Source.DECLARED: Evidence.DECLARED,
    Source.CONFIRMED: Evidence.CONFIRMED,
    Source.PAST: Evidence.PAST,
    Source.REGISTRY: Evidence.WHOLE,
    Source.OTHER: Evidence.WHOLE,
}
ALIASES = (Source.DECLARED, Source.CONFIRMED, Source.PAST)


@dataclass(frozen=True)
class KnownName:
    """A name somebody has, has declared or has paid under; `origin` is the bank it came from then."""

    party: str
    name: str
    source: Source = Source.REGISTRY
    origin: str = ""


@dataclass(frozen=True)
class Seen:
    """Somebody a payer's name may mean. `may_post`: confirmed or declared, and nobody else's."""

    party: str
    evidence: Evidence
    name: str
    bonus: int = 0
    may_post: bool = False


@dataclass
class Names:
    """Every known name, sorted for looking up."""

    names: Iterable[KnownName]
    folding: Folding
    uses_aliases: bool = True
    _exact: dict[str, list[KnownName]] = field(init=False, default_factory=lambda: defaultdict(list))
    _weak: dict[str, list[KnownName]] = field(init=False, default_factory=lambda: defaultdict(list))
    _sorted: list[str] = field(init=False, default_factory=list)
    _surname: dict[str, list[KnownName]] = field(init=False, default_factory=lambda: defaultdict(list))
    _pairs: dict[str, list[str]] = field(init=False, default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for known in sorted(set(self.names), key=lambda one: (one.party, one.source, one.name, one.origin)):
            if known.source in ALIASES and not self.uses_aliases:
                continue
            self._add(known, fold_payer(known.name, self.folding))
        self._sorted = sorted(self._exact)
        for bare in self._exact:
            for pair in _pairs(bare):
                self._pairs[pair].append(bare)

    def _add(self, known: KnownName, name: PayerName) -> None:
        if not name.bare:
            return
        self._exact[name.bare].append(known)
        self._weak[name.weak].append(known)
        if known.source == Source.REGISTRY and (surname := self._surname_in(known.name)):
            self._surname[surname].append(known)

    def _surname_in(self, name: str) -> str:
        """The family name of somebody written as family and given name."""
        words = name.split()
        surname = fold_payer(words[0], self.folding).bare if len(words) >= 2 else ""
        return surname if len(surname) >= 2 else ""

    def seen(self, payer: str, origin: str = "") -> tuple[Seen, ...]:
        """Whom a payer's name may mean, the surest first; the same for the same names on every day."""
        name = fold_payer(payer, self.folding)
        if not name.bare:
            return ()
        look = _Look(name, origin, self.folding)
        for known in self._exact.get(name.bare, []):
            look.note(known, BY_SOURCE[known.source], may_post=self._may_post(known, name))
        for known in self._weak.get(name.weak, []):
            look.note(known, Evidence.WEAK)
        if name.is_cut and len(name.bare) >= (LEAST_CUT_WITH_FORM if name.form else LEAST_CUT):
            for known in self._beginning_with(name.bare):
                look.note(known, Evidence.CUT)
        if not look.found:
            self._note_parts(look)
        if not any(one.evidence.weight >= Evidence.PART.weight for one in look.found.values()):
            surname = self._surname_in(payer)
            self._note_alike(look, surname)
            self._note_relatives(look, surname)
        return look.in_order()

    def families(self, payer: str) -> frozenset[str]:
        """Everybody known by the family name in front of a payer's name."""
        return frozenset(known.party for known in self._surname.get(self._surname_in(payer), ()))

    def is_own(self, party: str, payer: str) -> bool:
        """Whether a payer's name is the one somebody has, not only one they pay under."""
        bare = fold_payer(payer, self.folding).bare
        return any(
            known.party == party and known.source == Source.REGISTRY for known in self._exact.get(bare, ())
        )

    def _may_post(self, known: KnownName, name: PayerName) -> bool:
        """Whether a name was confirmed or declared and is nobody else's, be it as the beginning of a longer one."""
        holders = {other.party for other in self._exact[name.bare]}
        if name.is_cut:
            holders |= {other.party for other in self._beginning_with(name.bare)}
        # A number in the name that was told is part of it; one that only the bank printed is not.
        digits = fold_payer(known.name, self.folding).digits
        is_told = known.source in (Source.DECLARED, Source.CONFIRMED) and digits in ((), name.digits)
        return is_told and len(holders) == 1

    def _note_parts(self, look: "_Look") -> None:
        """Names that stand within the payer's: a body's and the person who sent it, a section behind the town."""
        bare = look.name.bare
        for length in range(len(bare) - 1, LEAST_PART - 1, -1):
            for start in range(len(bare) - length + 1):
                for known in self._exact.get(bare[start : start + length], []):
                    look.note(known, Evidence.PART)
            if look.found:
                return
        for known in self._beginning_with(bare) if len(bare) >= LEAST_PART else []:
            look.note(known, Evidence.PART)

    def _beginning_with(self, bare: str) -> list[KnownName]:
        """Longer names that begin with these letters."""
        found = []
        for longer in islice(self._sorted, bisect_right(self._sorted, bare), None):
            if not longer.startswith(bare):
                break
            found += self._exact[longer]
        return found

    def _note_alike(self, look: "_Look", surname: str) -> None:
        bare = look.name.bare
        mine = _pairs(bare)
        common: Counter[str] = Counter()
        for pair in mine:
            common.update(self._pairs.get(pair, ()))
        alike = [
            (2 * count / (len(mine) + len(_pairs(other))), other)
            for other, count in common.items()
            if count > 1
        ]
        likely = sorted((pair for pair in alike if pair[0] >= ALIKE), key=lambda pair: (-pair[0], pair[1]))
        for _likeness, other in likely[:MOST_ALIKE]:
            bonus = ONE_LETTER if _is_one_letter_off(bare, other) else 0
            bonus += SAME_FAMILY if surname and other.startswith(surname) else 0
            for known in self._exact[other]:
                look.note(known, Evidence.ALIKE, bonus)

    def _note_relatives(self, look: "_Look", surname: str) -> None:
        same = self._surname.get(surname, []) if surname else []
        if len({known.party for known in same}) <= MOST_RELATIVES:
            for known in same:
                look.note(known, Evidence.SURNAME)


@dataclass
class _Look:
    """Whom one name was found to mean so far; of each the best evidence."""

    name: PayerName
    origin: str
    folding: Folding
    found: dict[str, Seen] = field(default_factory=dict)

    def note(self, known: KnownName, evidence: Evidence, bonus: int = 0, *, may_post: bool = False) -> None:
        """One more way in which the name may mean somebody."""
        theirs = fold_payer(known.name, self.folding)
        bonus += SAME_ORIGIN if self.origin and known.origin == self.origin else 0
        bonus += SAME_FORM if self.name.form and self.name.form == theirs.form else 0
        bonus += SAME_NUMBER if self.name.digits and self.name.digits == theirs.digits else 0
        before = self.found.get(known.party)
        if before is None or before.evidence.weight + before.bonus < evidence.weight + bonus:
            may_post = may_post or (before is not None and before.may_post)
            self.found[known.party] = Seen(known.party, evidence, known.name, bonus, may_post)

    def in_order(self) -> tuple[Seen, ...]:
        """The surest first."""
        found = self.found.values()
        return tuple(sorted(found, key=lambda one: (-one.evidence.weight - one.bonus, one.party)))


@lru_cache(maxsize=50_000)
def _pairs(bare: str) -> frozenset[str]:
    ended = f"^{bare}$"
    return frozenset(ended[place : place + 2] for place in range(len(ended) - 1))


def _is_one_letter_off(one: str, other: str) -> bool:
    """Whether one letter was left out, added or mistaken."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    place = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    return short[place + (len(short) == len(long)) :] == long[place + 1 :]
