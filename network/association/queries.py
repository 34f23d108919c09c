"""Reads of the association's settings: every page asks, and letters under a lock, so this process remembers."""

from datetime import date
from email.utils import parseaddr

from django.conf import settings
from django.core.cache import caches

from network.association.dates import FiscalYear
from network.association.models import Association

CACHE_KEY = "association"
KEPT_IN = "process"  # nothing is asked over a network while seats are locked
KEPT_SECONDS = 5


def current() -> Association:
    """Who runs this site. Saving through the action forgets the kept copy; otherwise it lives for seconds."""
    return caches[KEPT_IN].get_or_set(CACHE_KEY, stored, KEPT_SECONDS)


def sender_address() -> str:
    """The bare address our mails come from, whether or not a name stands beside it in the settings."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def sending_address() -> str:
    """The address mails show as their sender: the association's choice, else the server's."""
    return current().sender_email or sender_address()


def fiscal_year_of(day: date) -> FiscalYear:
    """The association's fiscal year in which a day falls."""
    return FiscalYear.of(day, current().fiscal_year_begins)


def stored() -> Association:
    """The row itself; neutral words, not saved, while nobody has written any."""
    return Association.objects.filter(pk=1).first() or Association(
        pk=1,
        name=settings.WAGTAIL_SITE_NAME,
        name_en=settings.WAGTAIL_SITE_NAME,
        email=sender_address(),
    )


def written() -> Association:
    """The row itself, or an empty one, not saved, for a form that begins without words of ours."""
    return Association.objects.filter(pk=1).first() or Association(pk=1)
