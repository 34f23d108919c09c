"""Decisions about a list of members: which column is which, who is whom, what may be done with a row."""

import hashlib
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from membership.roster.choices import Column, Decision, Verdict
from network.people.rules import fold_name

HEADINGS: dict[Column, tuple[str, ...]] = {
    Column.NAME: ("氏名", "名前", "お名前", "会員名", "担当者名", "担当者氏名", "担当者", "name", "fullname"),
    Column.SURNAME: ("姓", "苗字", "名字", "氏", "surname", "lastname", "familyname"),
    Column.GIVEN: ("名", "given", "givenname", "firstname"),
    Column.KANA: (
        "カナ",
        "かな",
        "フリガナ",
        "ふりがな",
        "氏名カナ",
        "氏名かな",
        "氏名フリガナ",
        "氏名ふりがな",
        "読み",
        "よみがな",
        "ヨミガナ",
        "kana",
        "reading",
    ),
    Column.SURNAME_KANA: ("セイ", "姓カナ", "姓かな", "姓フリガナ", "姓ふりがな", "せい"),
    Column.GIVEN_KANA: ("メイ", "名カナ", "名かな", "名フリガナ", "名ふりがな", "めい"),
    Column.ORGANISATION: (
        "所属",
        "団体",
        "団体名",
        "所属団体",
        "所属先",
        "機関名",
        "所属機関",
        "事業所",
        "事業所名",
        "法人名",
        "勤務先",
        "organisation",
        "organization",
    ),
    Column.KIND: ("団体種別", "種別", "団体区分", "機関種別", "kind"),
    Column.MUNICIPALITY: (
        "市町村コード",
        "自治体コード",
        "団体コード",
        "全国地方公共団体コード",
        "市町村",
        "市町村名",
        "自治体",
        "自治体名",
        "municipality",
    ),
    Column.SECTION: ("部署", "部署名", "課", "担当課", "所属部署", "係", "section", "department"),
    Column.JOB: ("職種", "役職", "職名", "担当業務", "職務", "job", "occupation"),
    Column.EMAIL: (
        "メール",
        "メールアドレス",
        "Eメール",
        "E-mail",
        "電子メール",
        "アドレス",
        "連絡先メール",
        "mail",
        "email",
        "mailaddress",
    ),
    Column.PHONE: (
        "電話",
        "電話番号",
        "TEL",
        "連絡先電話",
        "連絡先",
        "携帯",
        "携帯電話",
        "phone",
        "telephone",
    ),
    Column.TIER: ("会員区分", "会員種別", "会員種類", "区分", "tier", "membership"),
    Column.SINCE: ("入会日", "入会年月日", "入会年月", "加入日", "会員開始日", "since", "joined"),
}
HEADER_WITHIN = 15
# What of a person may be filled or replaced from a list.
DETAILS = ("kana", "email", "phone")


def _plain(heading: str) -> str:
    text = unicodedata.normalize("NFKC", heading).casefold()
    return "".join(letter for letter in text if not letter.isspace() and letter not in "*※()・_-:.必須任意")


_BY_HEADING = {_plain(word): column for column, words in HEADINGS.items() for word in words}


def guess_columns(header: Sequence[str]) -> dict[str, int]:
    """Which column of the list holds what, by its heading; the first of two equal ones."""
    found: dict[str, int] = {}
    for place, heading in enumerate(header):
        column = _BY_HEADING.get(_plain(heading))
        if column is not None:
            found.setdefault(column.value, place)
    return found


def find_header(rows: Sequence[Sequence[str]]) -> int | None:
    """Which of the first rows holds the headings: the one where most are recognised, at least two (or the only one)."""
    scores = [(len(guess_columns(row)), -place) for place, row in enumerate(rows[:HEADER_WITHIN])]
    score, place = max(scores, default=(0, 0))
    is_enough = score >= 2 or (score == 1 and max((len(row) for row in rows), default=0) == 1)
    return -place if is_enough else None


def columns_missing(columns: Collection[str]) -> bool:
    """Whether nobody could be named: neither a full name nor surname and given name."""
    return Column.NAME not in columns and not {Column.SURNAME, Column.GIVEN} <= set(columns)


@dataclass(frozen=True)
class Candidate:
    """Somebody in the register, as a row is compared with them."""

    person_id: int
    name: str
    kana: str = ""
    email: str = ""
    phone: str = ""
    organisations: frozenset[str] = frozenset()  # folded names
    tiers: frozenset[str] = frozenset()  # codes of own memberships that hold
    named_by: frozenset[str] = frozenset()  # folded names of organisations that have named them


@dataclass(frozen=True)
class Finding:
    """What is proposed for a row, whom it may be, and why. `changes`: what would be added; `differs`: what is kept."""

    verdict: Verdict
    person_id: int | None = None
    reason: str = ""
    detail: str = ""
    changes: tuple[str, ...] = ()
    differs: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Register:
    """The register as rows are compared with it; it grows while rows are entered."""

    by_name: dict[str, list[Candidate]] = field(default_factory=dict)
    organisation_tiers: dict[str, set[str]] = field(default_factory=dict)  # folded name -> tier codes
    organisations: dict[str, list[tuple[int, str]]] = field(
        default_factory=dict
    )  # folded name -> id, municipality
    entered_before: dict[str, int] = field(default_factory=dict)  # fingerprint -> person
    coverage: Mapping[str, str] = field(default_factory=dict)  # tier code -> coverage

    def add(self, candidate: Candidate) -> None:
        """Somebody more, or somebody as they are now."""
        key = fold_name(candidate.name)
        others = [known for known in self.by_name.get(key, []) if known.person_id != candidate.person_id]
        self.by_name[key] = [*others, candidate]

    def candidate(self, person_id: int, name: str) -> Candidate | None:
        """Somebody by number and name."""
        group = self.by_name.get(fold_name(name), [])
        return next((known for known in group if known.person_id == person_id), None)

    def organisation_id(self, name: str, municipality: str) -> int | None:
        """The organisation of this name in any spelling; where several share it, the one in the municipality."""
        same = self.organisations.get(fold_name(name), [])
        at_place = [pk for pk, place in same if place == municipality]
        return next(iter(at_place or [pk for pk, _place in same]), None)


def fingerprint(values: Mapping[str, str]) -> str:
    """The same for the same person's row, whatever else the list around it says."""
    told = [
        fold_name(values.get("name", "")),
        fold_name(values.get("kana", "")),
        values.get("email", "").lower(),
    ]
    told += [values.get("phone", ""), fold_name(values.get("organisation", ""))]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def judge(values: Mapping[str, str], register: Register) -> Finding:
    """Who a row is about: nobody known, somebody for sure, or somebody perhaps."""
    tier = values.get("tier", "")
    if tier and register.coverage.get(tier) != "self" and not values.get("organisation"):
        return Finding(Verdict.REFUSED, reason="tier_needs_organisation")
    candidates = register.by_name.get(fold_name(values["name"]), [])
    before = register.entered_before.get(fingerprint(values))
    sure = [known for known in candidates if known.person_id == before] or [
        known for known in candidates if _is_surely(values, known)
    ]
    if len(sure) == 1:
        return _finding_about(values, sure[0], register)
    if sure or candidates:
        first = (sure or candidates)[0]
        return Finding(
            Verdict.ASK, first.person_id, "several" if len(sure or candidates) > 1 else "same_name"
        )
    return Finding(Verdict.NEW)


def _is_surely(values: Mapping[str, str], known: Candidate) -> bool:
    """The name is the same already; an equal address settles it, else a common organisation without two addresses."""
    mine, theirs = values.get("email", "").lower(), known.email.lower()
    if mine and theirs:
        return mine == theirs
    return bool(values.get("organisation")) and fold_name(values["organisation"]) in known.organisations


def _finding_about(values: Mapping[str, str], known: Candidate, register: Register) -> Finding:
    changes = [name for name in DETAILS if values.get(name) and not getattr(known, name)]
    differs = {
        name: getattr(known, name)
        for name in DETAILS
        if values.get(name)
        and getattr(known, name)
        and fold_name(values[name]) != fold_name(getattr(known, name))
    }
    organisation = fold_name(values.get("organisation", ""))
    if organisation and organisation not in known.organisations:
        changes.append("organisation")
    if values.get("tier") and lacks_membership(values, known, register):
        changes.append("tier")
    verdict = Verdict.DIFFERS if differs else Verdict.JOIN if changes else Verdict.SAME
    return Finding(verdict, known.person_id, "", "", tuple(changes), differs)


def lacks_membership(values: Mapping[str, str], known: Candidate | None, register: Register) -> bool:
    """Whether the membership of a row is not there yet. Who is a member by another tier stays that."""
    tier, organisation = values["tier"], fold_name(values.get("organisation", ""))
    coverage = register.coverage.get(tier)
    if coverage == "self":
        return known is None or not known.tiers
    if tier not in register.organisation_tiers.get(organisation, set()):
        return True
    return coverage == "named" and (known is None or organisation not in known.named_by)


def within_list(rows: Iterable[tuple[int, Mapping[str, str]]]) -> dict[int, int]:
    """Rows that say again what an earlier one says: line -> earlier line. Another organisation makes another row."""
    seen: dict[tuple[str, ...], int] = {}
    again: dict[int, int] = {}
    for line, values in rows:
        key = (
            fold_name(values.get("name", "")),
            values.get("email", "").lower(),
            fold_name(values.get("organisation", "")),
            values.get("phone", "") if not values.get("email") else "",
        )
        if key in seen:
            again[line] = seen[key]
        else:
            seen[key] = line
    return again


def shared_addresses(rows: Iterable[Mapping[str, str]]) -> frozenset[str]:
    """Addresses that stand beside different names in one list: mailboxes of a section."""
    names: dict[str, set[str]] = {}
    for values in rows:
        if values.get("email"):
            names.setdefault(values["email"].lower(), set()).add(fold_name(values.get("name", "")))
    return frozenset(address for address, people in names.items() if len(people) > 1)


CHOICES: dict[Verdict, tuple[Decision, ...]] = {
    Verdict.NEW: (Decision.NEW, Decision.SKIP),
    Verdict.JOIN: (Decision.SAME, Decision.NEW, Decision.SKIP),
    Verdict.DIFFERS: (Decision.SAME, Decision.UPDATE, Decision.NEW, Decision.SKIP),
    Verdict.ASK: (Decision.SAME, Decision.UPDATE, Decision.NEW, Decision.SKIP),
    Verdict.SAME: (),
    Verdict.DUPLICATE: (),
    Verdict.REFUSED: (),
}
# What happens to a row about which nobody decides: what adds and harms nothing. Doubt is left out.
PROPOSED = {Verdict.NEW: Decision.NEW, Verdict.JOIN: Decision.SAME, Verdict.DIFFERS: Decision.SAME}


def may_decide(verdict: str, decision: str) -> bool:
    """Whether a decision fits what was found about a row."""
    return decision in CHOICES[Verdict(verdict)]
