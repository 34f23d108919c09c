"""Trade of dates: weekdays, eras, times and fiscal years, worded in Japanese and in English."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")
# First day of each era; a day belongs to the newest era that has begun.
ERAS = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
)
WEEKDAYS = {
    "ja": ("月", "火", "水", "木", "金", "土", "日"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def local(moment: datetime) -> datetime:
    """The moment as clocks in Japan show it."""
    return moment.astimezone(TOKYO)


def local_day(value: date) -> date:
    """The calendar day in Japan of a moment; a plain date is already one."""
    return local(value).date() if isinstance(value, datetime) else value


def era_year(value: date) -> str:
    """令和8年, and 令和元年 for an era's first year; empty before 昭和."""
    day = local_day(value)
    for first_day, name in ERAS:
        if day >= first_day:
            number = day.year - first_day.year + 1
            return f"{name}{'元' if number == 1 else number}年"
    return ""


def weekday(value: date, language: str) -> str:
    """木, or Thu."""
    return WEEKDAYS[_known(language)][local_day(value).weekday()]


def weekday_name(value: date, language: str) -> str:
    """木曜日, or Thursday."""
    if _known(language) == "ja":
        return f"{weekday(value, 'ja')}曜日"
    return WEEKDAY_NAMES[local_day(value).weekday()]


def month_name(value: date, language: str) -> str:
    """12月, or Dec."""
    day = local_day(value)
    return f"{day.month}月" if _known(language) == "ja" else MONTHS[day.month - 1]


def year_name(value: date, language: str) -> str:
    """2026年, or 2026."""
    day = local_day(value)
    return f"{day.year}年" if _known(language) == "ja" else str(day.year)


def month_and_year(value: date, language: str) -> str:
    """2026年12月, or Dec 2026."""
    day = local_day(value)
    name = month_name(day, language)
    return f"{day.year}年{name}" if _known(language) == "ja" else f"{name} {day.year}"


def long_date(value: date, language: str) -> str:
    """2026年12月3日(木), or Thu 3 Dec 2026."""
    day = local_day(value)
    if _known(language) == "ja":
        return f"{day.year}年{_month_and_day(day)}"
    return f"{_month_and_day_en(day)} {day.year}"


def era_date(value: date, language: str) -> str:
    """2026年(令和8年)12月3日(木); English has no use for eras."""
    day = local_day(value)
    era = era_year(day)
    if _known(language) == "en" or not era:
        return long_date(day, language)
    return f"{day.year}年({era}){_month_and_day(day)}"


def clock(moment: datetime) -> str:
    """14:00."""
    return f"{local(moment):%H:%M}"


@lru_cache(maxsize=2048)
def time_range(starts_at: datetime, ends_at: datetime | None, language: str) -> str:
    """14:00〜16:30; an end on another day is written with its day. From midnight to midnight: nothing, the day says it."""
    if ends_at is not None and is_whole_days(starts_at, ends_at):
        return ""
    dash = "〜" if _known(language) == "ja" else "–"
    if ends_at is None or ends_at == starts_at:
        return f"{clock(starts_at)}{dash}" if ends_at is None else clock(starts_at)
    if local_day(ends_at) == local_day(starts_at):
        return f"{clock(starts_at)}{dash}{clock(ends_at)}"
    if _known(language) == "ja":
        return f"{clock(starts_at)}{dash}{_month_and_day(local_day(ends_at))} {clock(ends_at)}"
    return f"{clock(starts_at)} {dash} {_month_and_day_en(local_day(ends_at))}, {clock(ends_at)}"


def when(starts_at: datetime, ends_at: datetime | None, language: str) -> str:
    """2026年12月3日(木) 14:00〜16:30, or Thu 3 Dec 2026, 14:00–16:30; whole days without times."""
    if ends_at is not None and is_whole_days(starts_at, ends_at):
        return _whole_days(starts_at, ends_at, language)
    joint = " " if _known(language) == "ja" else ", "
    return f"{long_date(starts_at, language)}{joint}{time_range(starts_at, ends_at, language)}"


def is_whole_days(starts_at: datetime, ends_at: datetime) -> bool:
    """Whether something lasts from midnight to a later midnight in Japan."""
    midnight = time()
    return local(starts_at).time() == local(ends_at).time() == midnight and ends_at > starts_at


def _whole_days(starts_at: datetime, ends_at: datetime, language: str) -> str:
    last = ends_at - timedelta(days=1)
    if local_day(last) <= local_day(starts_at):
        return long_date(starts_at, language)
    joint = "〜" if _known(language) == "ja" else " – "
    return f"{long_date(starts_at, language)}{joint}{long_date(last, language)}"


@dataclass(frozen=True, order=True)
class FiscalYear:
    """1 April to 31 March, unless the association begins in another month; named by the year it begins in."""

    starting_year: int
    first_month: int = 4

    @classmethod
    def of(cls, value: date, first_month: int = 4) -> "FiscalYear":
        """The fiscal year in which a day or moment falls."""
        day = local_day(value)
        return cls(day.year if day.month >= first_month else day.year - 1, first_month)

    @property
    def first_day(self) -> date:
        return date(self.starting_year, self.first_month, 1)

    @property
    def last_day(self) -> date:
        return date(self.starting_year + 1, self.first_month, 1) - timedelta(days=1)

    def contains(self, value: date) -> bool:
        return self.first_day <= local_day(value) <= self.last_day

    def next(self) -> "FiscalYear":
        return FiscalYear(self.starting_year + 1, self.first_month)

    def previous(self) -> "FiscalYear":
        return FiscalYear(self.starting_year - 1, self.first_month)

    def label(self, language: str = "ja") -> str:
        """2026年度（令和8年度）, or FY2026."""
        if _known(language) == "en":
            return f"FY{self.starting_year}"
        # The whole of 2019年度 was called 令和元年度 although the era began in May: midsummer decides.
        era = era_year(date(self.starting_year, 9, 30))
        return f"{self.starting_year}年度（{era}度）" if era else f"{self.starting_year}年度"

    def __str__(self) -> str:
        return self.label()


def _known(language: str) -> str:
    """The two languages of the site; whatever is not Japanese reads the English form."""
    return "ja" if language.startswith("ja") else "en"


def _month_and_day(day: date) -> str:
    return f"{day.month}月{day.day}日({weekday(day, 'ja')})"


def _month_and_day_en(day: date) -> str:
    return f"{weekday(day, 'en')} {day.day} {month_name(day, 'en')}"
