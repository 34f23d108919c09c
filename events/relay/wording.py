"""Words about legs for people, in the language that is active; no database."""

from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.relay.choices import DatePrecision, LegState
from events.relay.models import Leg
from network.association import dates


def when(day: date | None, precision: str) -> str:
    """As precisely as it is known: 2018年9月5日(水), 2018年9月, 2019年, 2020年度（令和2年度） or 日程未定."""
    language = get_language() or "ja"
    if day is None or precision == DatePrecision.OPEN:
        return _("Date to be decided")
    if precision == DatePrecision.MONTH:
        return dates.month_and_year(day, language)
    if precision == DatePrecision.YEAR:
        return dates.year_name(day, language)
    if precision == DatePrecision.FISCAL_YEAR:
        return dates.FiscalYear.of(day).label(language)
    return dates.long_date(day, language)


def since(day: date) -> str:
    """Since when somebody has held the baton."""
    return _("Since %(date)s") % {"date": dates.long_date(day, get_language() or "ja")}


def number(leg_number: int) -> str:
    """第3回, or Leg 3."""
    return _("Leg %(number)d") % {"number": leg_number}


def title(leg: Leg) -> str:
    """The leg's own title in the reader's language, if it has one."""
    return (get_language() == "en" and leg.title_en) or leg.title


def note(leg: Leg) -> str:
    """What is to be known about the leg, in the reader's language."""
    return (get_language() == "en" and leg.note_en) or leg.note


def place(leg: Leg) -> str:
    """The municipality or the place in words; where neither is known, what the leg was, or that it is open."""
    if leg.municipality_id:
        return leg.municipality.name
    written = (get_language() == "en" and leg.place_en) or leg.place
    if written:
        return written
    if leg.state == LegState.PLANNED:
        return _("Place to be decided")
    return title(leg) or _("Place not recorded")
