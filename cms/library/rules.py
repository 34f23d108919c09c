"""What an answer to a knock says about a link, and which hosts are never knocked at."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

from cms.library.choices import LinkState

# One silence may be a night's maintenance; the second one a day later is told.
BROKEN_AFTER = 2
FOR_GOOD = (301, 308)
GONE = (404, 410)
# The page may be there: these answers are meant for machines.
SHY = (401, 403, 405, 406, 429, 451)


@dataclass(frozen=True)
class Knock:
    """What came back: the last status (None: no answer), the last address, whether the way there has changed for good."""

    status: int | None
    url: str = ""
    moved: bool = False


@dataclass(frozen=True)
class Finding:
    """What is noted about a link."""

    state: LinkState
    failures: int


def finding(knock: Knock, *, failures: int) -> Finding:
    """What to note after a knock, when it failed `failures` times in a row before."""
    if knock.status in SHY:
        return Finding(LinkState.SHY, 0)
    if knock.status is not None and 200 <= knock.status < 400:
        return Finding(LinkState.MOVED if knock.moved else LinkState.FINE, 0)
    failed = failures + 1
    broken = knock.status in GONE or failed >= BROKEN_AFTER
    return Finding(LinkState.BROKEN if broken else LinkState.FALTERING, failed)


def may_knock(addresses: Iterable[str]) -> bool:
    """Whether all addresses of a host are public ones: nobody looks into our own network through us."""
    known = [ipaddress.ip_address(address.partition("%")[0]) for address in addresses]
    return bool(known) and all(address.is_global and not address.is_multicast for address in known)
