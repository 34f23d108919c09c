"""What fees are called, in the active language and on papers; no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from events.fees.choices import FeeWay, Outcome
from events.fees.rules import Price
from network.association import dates

LONGEST_TITLE = 80
LONGEST = 120


@dataclass(frozen=True)
class PriceLine:
    """One price as a page shows it."""

    words: str
    amount: int
    explained: str


def price_lines(pools: Sequence[Any], titles: Mapping[UUID, str]) -> list[PriceLine]:
    """What each offered seat costs and how it is paid; pools of parts that are not on the programme are left out."""
    several = sum(pool.part_key is None for pool in pools) > 1
    return [
        PriceLine(_called(pool, titles, several=several), pool.price.amount, explained(pool.price))
        for pool in pools
        if pool.price and (pool.part_key is None or pool.part_key in titles)
    ]


def cost_in_words(pools: Sequence[Any], titles: Mapping[UUID, str], cost: str) -> str:
    """All prices and the event's own words about its cost, for one line of a letter."""
    prices = [
        _("%(label)s (%(yen)s yen, %(how)s)")
        % {"label": line.words, "yen": f"{line.amount:,}", "how": line.explained}
        for line in price_lines(pools, titles)
    ]
    return " ".join([*prices, cost]).strip()


def explained(price: Price) -> str:
    """How it is paid, and until when it is given back."""
    how = str(FeeWay(price.way).label)
    if price.refund_until is None:
        return how
    return _("%(how)s; given back until %(day)s") % {"how": how, "day": _day(price.refund_until)}


def priced(label: str, price: Price | None) -> str:
    """A choice of a form with what it costs."""
    if price is None:
        return label
    return _("%(label)s (%(yen)s yen, %(how)s)") % {
        "label": label,
        "yen": f"{price.amount:,}",
        "how": FeeWay(price.way).label,
    }


def prospect(outcome: Outcome) -> str:
    """What giving the place up now means for the fee, before it is done; empty where there is none."""
    return {
        Outcome.NOTHING: "",
        Outcome.TAKEN_BACK: _("There is nothing to pay then."),
        Outcome.TO_PAY_BACK: _("What has been paid is paid back."),
        Outcome.KEPT: _("The day until which fees are given back has passed: a fee stays."),
    }[outcome]


def on_charge(event: Any, part: Any | None) -> tuple[str, str]:
    """What a charge is for, as it stands on papers: in Japanese, and in English."""
    japanese = f"{event.title[:LONGEST_TITLE]}　{part.title if part else '参加費'}"
    title, part_title = event.title_en or event.title, "participation"
    if part is not None:
        part_title = part.title_en or part.title
    return japanese[:LONGEST], f"{title[:LONGEST_TITLE]}, {part_title}"[:LONGEST]


def _called(pool: Any, titles: Mapping[UUID, str], *, several: bool) -> str:
    if pool.part_key is not None:
        return titles[pool.part_key]
    return _("Participation (%(way)s)") % {"way": pool.get_kind_display()} if several else _("Participation")


def _day(day: date) -> str:
    return dates.long_date(day, translation.get_language() or "ja")
