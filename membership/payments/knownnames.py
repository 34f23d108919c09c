"""A named trade: whom a payer's name may mean, and how surely. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import lru_cache

from membership.payments.kana import LEAST_CUT, Folding, PayerName, fold_payer

# Parts of a name shorter than this are found everywhere.
LEAST_PART = 4
ALIKE = 0.6
MOST_ALIKE = 5


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
    SURNAME = ("surname", 12)

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
    _cut: dict[str, list[KnownName]] = field(init=False, default_factory=lambda: defaultdict(list))
    _surname: dict[str, list[KnownName]] = field(init=False, default_factory=lambda: defaultdict(list))
    _pairs: dict[str, list[str]] = field(init=False, default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for known in sorted(set(self.names), key=lambda one: (one.party, one.source, one.name, one.origin)):
            if known.source in ALIASES and not self.uses_aliases:
                continue
            self._add(known, fold_payer(known.name, self.folding))
        for bare in self._exact:
            for pair in _pairs(bare):
                self._pairs[pair].append(bare)

    def _add(self, known: KnownName, name: PayerName) -> None:
        if not name.bare:
            return
        self._exact[name.bare].append(known)
        self._weak[name.weak].append(known)
        for length in range(LEAST_CUT, len(name.bare)):
            self._cut[name.bare[:length]].append(known)
        words = known.name.split()
        if known.source == Source.REGISTRY and len(words) == 2:
            surname = fold_payer(words[0], self.folding).bare
            if len(surname) >= 2:
                self._surname[surname].append(known)

    def seen(self, payer: str, origin: str = "") -> tuple[Seen, ...]:
        """Whom a payer's name may mean, the surest first; the same for the same names on every day."""
        name = fold_payer(payer, self.folding)
        if not name.bare:
            return ()
        found: dict[str, Seen] = {}
        whole = self._exact.get(name.bare, [])
        holders = {known.party for known in whole}
        for known in whole:
            self._note(found, known, BY_SOURCE[known.source], origin, is_only=len(holders) == 1)
        for known in self._weak.get(name.weak, []):
            self._note(found, known, Evidence.WEAK, origin)
        if name.is_cut and len(name.bare) >= LEAST_CUT:
            for known in self._cut.get(name.bare, []):
                self._note(found, known, Evidence.CUT, origin)
        if not found:
            self._note_parts(found, name.bare, origin)
        if not any(one.evidence.weight >= Evidence.PART.weight for one in found.values()):
            self._note_alike(found, name.bare, origin)
            self._note_surname(found, payer, origin)
        return tuple(sorted(found.values(), key=lambda one: (-one.evidence.weight - one.bonus, one.party)))

    def _note(
        self,
        found: dict[str, Seen],
        known: KnownName,
        evidence: Evidence,
        origin: str,
        *,
        is_only: bool = False,
    ) -> None:
        bonus = 5 if origin and known.origin == origin else 0
        may_post = is_only and known.source in (Source.DECLARED, Source.CONFIRMED)
        before = found.get(known.party)
        if before is None or before.evidence.weight + before.bonus < evidence.weight + bonus:
            may_post = may_post or (before is not None and before.may_post)
            found[known.party] = Seen(known.party, evidence, known.name, bonus, may_post)

    def _note_parts(self, found: dict[str, Seen], bare: str, origin: str) -> None:
        """Names that stand within the payer's: a body's and the person who sent it, a section behind the town."""
        for length in range(len(bare) - 1, LEAST_PART - 1, -1):
            for start in range(len(bare) - length + 1):
                for known in self._exact.get(bare[start : start + length], []):
                    self._note(found, known, Evidence.PART, origin)
            if found:
                return
        for known in self._cut.get(bare, []):
            self._note(found, known, Evidence.PART, origin)

    def _note_alike(self, found: dict[str, Seen], bare: str, origin: str) -> None:
        mine = _pairs(bare)
        common: Counter[str] = Counter()
        for pair in mine:
            common.update(self._pairs.get(pair, ()))
        alike = [
            (2 * count / (len(mine) + len(_pairs(other))), other)
            for other, count in common.items()
            if count > 1
        ]
        for _likeness, other in sorted(
            (pair for pair in alike if pair[0] >= ALIKE), key=lambda pair: (-pair[0], pair[1])
        )[:MOST_ALIKE]:
            for known in self._exact[other]:
                self._note(found, known, Evidence.ALIKE, origin)

    def _note_surname(self, found: dict[str, Seen], payer: str, origin: str) -> None:
        """Somebody of the same family, where only one is known."""
        words = payer.split()
        if len(words) < 2:
            return
        for word in words:
            same = self._surname.get(fold_payer(word, self.folding).bare, [])
            if len({known.party for known in same}) == 1:
                self._note(found, same[0], Evidence.SURNAME, origin)


@lru_cache(maxsize=50_000)
def _pairs(bare: str) -> frozenset[str]:
    ended = f"^{bare}$"
    return frozenset(ended[place : place + 2] for place in range(len(ended) - 1))
