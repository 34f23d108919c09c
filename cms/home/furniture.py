"""What every page shows around its content: the association, the menu, the languages, who is signed in."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from cms.access.choices import Audience
from cms.eventpages.pages import RelayPage
from cms.home.pages import HomePage, SectionPage, StandardPage
from cms.home.queries import Link, both_languages, doors_of, local_url
from network.association.queries import current
from network.people.queries import may_enter_desk

KEPT_SECONDS = 20
WAY_TO_DESK = "way_to_desk"
LANGUAGE_NAMES = {"ja": "日本語", "en": "English"}


@dataclass(frozen=True)
class Masthead:
    """The association as headers and footers show it, in the reader's language."""

    name: str
    short_name: str
    address: str
    phone: str
    email: str
    contact_hours: str
    footer_pages: list[Link] = field(default_factory=list)


@dataclass(frozen=True)
class Ways:
    """The ways through the site, kept for seconds in this process."""

    menu: list[Link]
    footer: list[Link]
    relay_url: str


def site_furniture(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Answers from a cache: no query for an anonymous visitor; nothing at the desk."""
    if request.path_info.startswith("/desk/"):
        return {"DEMO": settings.DEMO}
    ways = _ways()
    account = request.user if hasattr(request, "user") else None
    signed_in = bool(account and account.is_authenticated)
    return {
        "DEMO": settings.DEMO,
        "association": SimpleLazyObject(lambda: _masthead(ways)),
        "menu_pages": ways.menu,
        "relay_url": ways.relay_url,
        "signed_in": signed_in,
        "account_name": account.get_full_name() if signed_in else "",
        "may_use_desk": signed_in and _knows_way_to_desk(request),
        "languages": _languages(request),
    }


def _knows_way_to_desk(request: HttpRequest) -> bool:
    """As it was at the sign-in (cms.receivers): the link is a courtesy, the desk itself asks every time."""
    kept = request.session.get(WAY_TO_DESK)
    return may_enter_desk(request.user) if kept is None else kept


def _languages(request: HttpRequest) -> list[dict[str, Any]]:
    urls = both_languages(request.path)
    return [
        {"code": code, "name": name, "url": urls[code], "current": code == get_language()}
        for code, name in LANGUAGE_NAMES.items()
    ]


def _masthead(ways: Ways) -> Masthead:
    association = current()
    english = get_language() == "en"
    return Masthead(
        name=(english and association.name_en) or association.name,
        short_name=association.short_name,
        address=association.address,
        phone=association.phone,
        email=association.email,
        contact_hours=(english and association.contact_hours_en) or association.contact_hours,
        footer_pages=ways.footer,
    )


def _ways() -> Ways:
    return caches["process"].get_or_set(f"ways:{get_language()}", _read_ways, KEPT_SECONDS)


def _read_ways() -> Ways:
    home = HomePage.objects.first()
    relay = RelayPage.objects.live().filter(series__hands_over=True).first()
    footer = [
        *StandardPage.objects.live().filter(in_footer=True, audience=Audience.PUBLIC).order_by("path"),
        *SectionPage.objects.live().filter(in_footer=True).order_by("path"),
    ]
    return Ways(
        menu=[
            link
            for link in doors_of(home, {Audience.PUBLIC}).open
            if not relay or link.url != local_url(relay)
        ]
        if home
        else [],
        footer=[Link(title=page.local_title, text="", url=local_url(page)) for page in footer],
        relay_url=local_url(relay) if relay else "",
    )
