"""Large parts of pages that are the same for all who are signed in, kept in a process as whole pages are for visitors."""

from collections.abc import Callable

from django.conf import settings
from django.core.cache import caches
from django.utils.translation import get_language

KEPT_IN = "process"
DEEDS = "visitors.deeds"


def kept_part(name: str, make: Callable[[], str]) -> str:
    """The part under this name, in the reader's language, at most KEEP_PAGES_SECONDS old; made anew after a deed.

    Not for pages that are kept whole: the two ages would add up. `make` looks at nothing of who is asking.
    """
    if not settings.KEEP_PAGES_SECONDS:
        return make()
    cache = caches[KEPT_IN]
    key = f"visitors.part:{name}:{get_language()}:{cache.get(DEEDS, 0)}"
    return cache.get_or_set(key, make, settings.KEEP_PAGES_SECONDS)


def forget_parts() -> None:
    """A deed was done in this process: parts in the making are not taken for new ones either."""
    cache = caches[KEPT_IN]
    if not cache.add(DEEDS, 1, None):
        cache.incr(DEEDS)
