"""A named trade: a notice as its page shows it; the desk's preview shows the same."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.home.queries import Link, local_url
from cms.notices.choices import NoticeKind
from cms.notices.models import Notice
from cms.notices.queries import card_of, days_words


def facts_of(notice: Notice) -> dict[str, Any]:
    """What the page needs of a notice with its event. One query for its sections."""
    return {
        "notice": notice,
        "card": card_of(notice),
        "is_change": notice.kind == NoticeKind.CHANGE,
        "parents": [Link(title=_("Notices"), text="", url=reverse("notices:list"))],
        "sections": [
            Link(title=section.local_title, text="", url=local_url(section))
            for section in notice.sections.all()
        ],
        "event_url": _event_url(notice),
        "shown_in_other_language": get_language() == "en" and not notice.title_en,
        "body_in_other_language": get_language() == "en" and bool(notice.body) and not notice.body_en,
    }


def whole(notice: Notice) -> dict[str, Any]:
    """A change with its text, for the page that tells all of them."""
    first: date = notice.starts_on or notice.day
    return {
        "title": notice.local_title,
        "body": notice.local_body,
        "from_words": days_words(notice),
        "day": first,
        "told_on": notice.day,
        "url": reverse("notices:detail", args=[notice.pk]),
        "is_sample": notice.is_sample,
        "in_other_language": get_language() == "en" and not notice.body_en,
    }


def _event_url(notice: Notice) -> str:
    if notice.event_id is None or not notice.event.live:
        return ""
    return reverse("events:detail", args=[notice.event.slug])
