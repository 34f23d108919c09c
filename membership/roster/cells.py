"""A named trade: what each cell of a list becomes. Pure: text in, a value with a note out.

A note is a code; a refused cell refuses its row, so that nothing half-read is stored.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from membership.roster.choices import Column
from network.organisations.choices import OrganisationKind
from network.people.choices import Job
from network.people.rules import fold_name
from network.regions.rules import WrongCodeError, repair_code

# Runs whose width is a matter of the keyboard; other compatibility letters (髙, ㈱) stay as they are.
WIDTH = re.compile("[\uff01-\uff5e\uff61-\uff9f\u3000]+")
DASHES = re.compile("[‐‑‒–—―−ーｰ]")
HONORIFIC = re.compile(r"\s*(?:様|さま|殿)$")
KANA = re.compile(r"[ァ-ヶー・ ]+")
PHONE = re.compile(r"\+?[\d()\- ]+")
SECTION_MAILBOX = re.compile(
    r"(?:info|office|soudan|sodan|fukushi|hukushi|hogo|seikatsu|shien|jimukyoku|soumu|somu|madoguchi|jiritsu|shakyo"
    r"|welfare|contact|kyufu|chiiki|hoken)(?:[._-]?(?:ka|kakari|center|senta|bu|shitsu|\d+))?"
    r"|[a-z.-]+[._-](?:ka|kakari|g|center|bu|shitsu|tantou)",
)
ERAS = {"令和": 2018, "r": 2018, "平成": 1988, "h": 1988, "昭和": 1925, "s": 1925}
PLAIN_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?(?: 00:00(?::00)?)?")
ERA_DAY = re.compile(
    r"(令和|平成|昭和|[rhs])\.?(\d{1,2}|元)[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?", re.I
)
EXCEL_EPOCH = date(1899, 12, 30)
FIRST_DAY = date(1950, 1, 1)
LIMITS = {
    Column.NAME: 100,
    Column.KANA: 100,
    Column.ORGANISATION: 120,
    Column.SECTION: 80,
    Column.EMAIL: 254,
    Column.PHONE: 30,
}
JOBS = {
    "主任相談支援員": Job.CHIEF_CONSULTATION,
    "主任": Job.CHIEF_CONSULTATION,
    "相談支援員": Job.CONSULTATION,
    "就労支援員": Job.EMPLOYMENT,
    "就労準備支援員": Job.EMPLOYMENT,
    "家計改善支援員": Job.HOUSEHOLD_BUDGET,
    "家計相談支援員": Job.HOUSEHOLD_BUDGET,
    "学習支援員": Job.LEARNING,
    "学習支援": Job.LEARNING,
    "自治体職員": Job.MUNICIPAL_OFFICER,
    "自治体担当者": Job.MUNICIPAL_OFFICER,
    "行政職員": Job.MUNICIPAL_OFFICER,
    "その他": Job.OTHER,
}
KINDS = {
    "自治体": OrganisationKind.MUNICIPALITY,
    "市町村": OrganisationKind.MUNICIPALITY,
    "社会福祉協議会": OrganisationKind.COUNCIL,
    "社協": OrganisationKind.COUNCIL,
    "NPO": OrganisationKind.NPO,
    "NPO等": OrganisationKind.NPO,
    "企業": OrganisationKind.COMPANY,
    "株式会社": OrganisationKind.COMPANY,
    "国": OrganisationKind.STATE,
    "都道府県": OrganisationKind.PREFECTURE,
    "道": OrganisationKind.PREFECTURE,
    "その他": OrganisationKind.OTHER,
}
# Which kind an organisation's name tells of; the first that fits.
TELLING = (
    (re.compile(r"社会福祉協議会|社協"), OrganisationKind.COUNCIL),
    (re.compile(r"NPO|特定非営利|社会福祉法人|一般社団|公益|一般財団|協同組合"), OrganisationKind.NPO),
    (re.compile(r"株式会社|有限会社|合同会社|㈱|㈲|\(株\)"), OrganisationKind.COMPANY),
    (re.compile(r"厚生労働省|労働局|ハローワーク|公共職業安定所"), OrganisationKind.STATE),
    (re.compile(r"道庁|県庁|府庁|都庁|振興局|北海道$"), OrganisationKind.PREFECTURE),
    (re.compile(r"市役所|町役場|村役場|役場|[市町村](?:$| |　)|福祉事務所"), OrganisationKind.MUNICIPALITY),
)


@dataclass(frozen=True)
class Cell:
    """One cell: what was typed, what it became, and a note where the two differ. `is_refused`: it can't be stored."""

    column: str
    typed: str
    value: str
    note: str = ""
    detail: str = ""
    is_refused: bool = False


@dataclass(frozen=True)
class Known:
    """What cells are compared with: codes and names of municipalities, tiers, section mailboxes, and the day."""

    today: date
    municipalities: Mapping[str, str] = field(default_factory=dict)  # code -> name
    tiers: Mapping[str, str] = field(default_factory=dict)  # folded code or name -> code
    section_mailboxes: frozenset[str] = frozenset()


def read_cell(column: str, typed: str, known: Known) -> Cell:
    """What a cell becomes; an empty one stays empty."""
    if not typed.strip():
        return Cell(column, typed, "")
    reader = READERS.get(column)
    if reader:
        return reader(column, typed, known)
    return _plain(column, typed, known)


def tidy(typed: str) -> str:
    """One width, single spaces; letters that only look alike are left as they are."""
    return " ".join(WIDTH.sub(lambda run: unicodedata.normalize("NFKC", run[0]), typed).split())


def kind_of_name(name: str) -> OrganisationKind:
    """The kind of organisation that a name tells of."""
    plain = unicodedata.normalize("NFKC", name)
    return next((kind for pattern, kind in TELLING if pattern.search(plain)), OrganisationKind.OTHER)


def _plain(column: str, typed: str, known: Known) -> Cell:
    value = tidy(typed)
    if len(value) > LIMITS.get(column, 100):
        return Cell(column, typed, "", "too_long", str(LIMITS.get(column, 100)), is_refused=True)
    return Cell(column, typed, value, "tidied" if value != typed.strip() else "")


def _name(column: str, typed: str, known: Known) -> Cell:
    cell = _plain(column, typed, known)
    if cell.is_refused:
        return cell
    bare = HONORIFIC.sub("", cell.value) or cell.value
    if not any(unicodedata.category(letter).startswith("L") for letter in bare):
        return Cell(column, typed, "", "no_name", is_refused=True)
    return Cell(column, typed, bare, "honorific" if bare != cell.value else cell.note)


def _kana(column: str, typed: str, known: Known) -> Cell:
    value = "".join(chr(ord(letter) + 0x60) if "ぁ" <= letter <= "ゖ" else letter for letter in tidy(typed))
    if not KANA.fullmatch(value):
        return Cell(column, typed, "", "not_kana")
    if len(value) > LIMITS[Column.KANA]:
        return Cell(column, typed, "", "too_long", str(LIMITS[Column.KANA]), is_refused=True)
    return Cell(column, typed, value, "kana_folded" if value != typed.strip() else "")


def _email(column: str, typed: str, known: Known) -> Cell:
    plain = "".join(unicodedata.normalize("NFKC", typed).split()).removeprefix("mailto:").strip("<>")
    if plain.count("@") > 1:
        return Cell(column, typed, "", "several_addresses", is_refused=True)
    local, _at, domain = plain.rpartition("@")
    value = f"{local}@{domain.lower()}"
    try:
        validate_email(value)
    except ValidationError:
        return Cell(column, typed, "", "not_an_address", is_refused=True)
    if len(value) > LIMITS[Column.EMAIL]:
        return Cell(column, typed, "", "too_long", str(LIMITS[Column.EMAIL]), is_refused=True)
    if value.lower() in known.section_mailboxes or SECTION_MAILBOX.fullmatch(local.lower()):
        return Cell(column, typed, value, "section_mailbox")
    return Cell(column, typed, value, "address_tidied" if value != typed.strip() else "")


def _phone(column: str, typed: str, known: Known) -> Cell:
    plain = DASHES.sub("-", tidy(typed)).replace("（", "(").replace("）", ")")
    main, _word, extension = plain.partition("内線")
    main = main.strip(" (")
    if not PHONE.fullmatch(main):
        return Cell(column, typed, "", "not_a_phone", is_refused=True)
    number = re.sub(r"^\+81[- ]?(?:\(0\))?", "0", main)
    digits = re.sub(r"\D", "", number)
    is_short = len(digits) in (9, 10) and not digits.startswith("0")
    if is_short:
        number, digits = f"0{number}", f"0{digits}"
    if len(digits) not in (10, 11) or not digits.startswith("0"):
        return Cell(column, typed, "", "phone_length", is_refused=True)
    value = f"{number} 内線{extension.strip(' )')}" if extension else number
    if len(value) > LIMITS[Column.PHONE]:
        return Cell(column, typed, "", "too_long", str(LIMITS[Column.PHONE]), is_refused=True)
    note = "zero_restored" if is_short else "tidied" if value != typed.strip() else ""
    return Cell(column, typed, value, note)


def _municipality(column: str, typed: str, known: Known) -> Cell:
    plain = tidy(typed)
    if any(letter.isdecimal() for letter in plain):
        return _municipality_code(column, typed, plain, known)
    codes = [code for code, name in known.municipalities.items() if fold_name(name) == fold_name(plain)]
    if len(codes) == 1:
        return Cell(column, typed, codes[0], "municipality_named", known.municipalities[codes[0]])
    note = "municipality_ambiguous" if codes else "municipality_unknown"
    return Cell(column, typed, "", note, "・".join(codes), is_refused=True)


def _municipality_code(column: str, typed: str, plain: str, known: Known) -> Cell:
    try:
        code = repair_code(plain, known.municipalities)
    except WrongCodeError as refusal:
        return Cell(column, typed, "", f"code_{refusal.code}", is_refused=True)
    note = "code_repaired" if code != typed.strip() else "municipality_named"
    return Cell(column, typed, code, note, known.municipalities.get(code, ""))


def _job(column: str, typed: str, known: Known) -> Cell:
    plain = tidy(typed).replace(" ", "")
    by_code = {job.value: job for job in Job}
    job = JOBS.get(plain) or by_code.get(plain.lower())
    if job is None:
        return Cell(column, typed, Job.OTHER.value, "unknown_job")
    return Cell(column, typed, job.value)


def _kind(column: str, typed: str, known: Known) -> Cell:
    plain = tidy(typed).replace(" ", "")
    by_code = {kind.value: kind for kind in OrganisationKind}
    kind = KINDS.get(plain.upper()) or by_code.get(plain.lower())
    if kind is None:
        return Cell(column, typed, "", "unknown_kind")
    return Cell(column, typed, kind.value)


def _tier(column: str, typed: str, known: Known) -> Cell:
    folded = fold_name(tidy(typed))
    code = known.tiers.get(folded) or known.tiers.get(folded + fold_name("会員"))
    if code is None:
        return Cell(column, typed, "", "unknown_tier", is_refused=True)
    return Cell(column, typed, code)


def _since(column: str, typed: str, known: Known) -> Cell:
    day = read_day(typed)
    if day is None:
        return Cell(column, typed, "", "not_a_day", is_refused=True)
    if not FIRST_DAY <= day <= known.today + timedelta(days=366):
        return Cell(column, typed, "", "day_out_of_range", day.isoformat(), is_refused=True)
    return Cell(column, typed, day.isoformat(), "" if day.isoformat() == typed.strip() else "day_read")


def read_day(typed: str) -> date | None:
    """The day behind 2024/4/1, 令和6年4月1日, R6.4.1, 20240401, a month (its first day) or a spreadsheet's number."""
    plain = "".join(unicodedata.normalize("NFKC", typed).split())
    plain = re.sub(r"\([月火水木金土日]\)", "", plain).removesuffix("00:00:00").removesuffix("00:00")
    if re.fullmatch(r"\d{8}", plain):
        return _day(int(plain[:4]), int(plain[4:6]), int(plain[6:]))
    if re.fullmatch(r"\d{5}", plain) and plain.isascii():
        return EXCEL_EPOCH + timedelta(days=int(plain))
    if found := PLAIN_DAY.fullmatch(plain):
        return _day(int(found[1]), int(found[2]), int(found[3] or 1))
    if found := ERA_DAY.fullmatch(plain):
        year = 1 if found[2] == "元" else int(found[2])
        return _day(ERAS[found[1].lower()] + year, int(found[3]), int(found[4] or 1))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


READERS = {
    Column.NAME: _name,
    Column.SURNAME: _name,
    Column.GIVEN: _name,
    Column.KANA: _kana,
    Column.SURNAME_KANA: _kana,
    Column.GIVEN_KANA: _kana,
    Column.EMAIL: _email,
    Column.PHONE: _phone,
    Column.MUNICIPALITY: _municipality,
    Column.JOB: _job,
    Column.KIND: _kind,
    Column.TIER: _tier,
    Column.SINCE: _since,
}
