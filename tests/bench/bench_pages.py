"""P1 to P4, P8 and P9: list, event, calendar files, memory and start, beside LIMIT with the same number of rows."""

import re
import statistics
import time

from tests.bench.figures import Figure, ratio
from tests.bench.reference import limit
from tests.bench.site import Site, our_site


def bench() -> list[Figure]:
    with our_site() as site:
        return [*pages(site), *calendars(site), *weight(site)]


def pages(site: Site) -> list[Figure]:
    server, member, least = site.server, site.member, limit()
    event = first_event(site)
    return [
        ratio("P1.member", server.cpu_ms("/events/", member), least.list_ms, 2.5),
        ratio("P1.anonymous", server.cpu_ms("/events/"), least.list_ms, 0.3),
        ratio("P2.member", server.cpu_ms(event, member, requests=100), least.detail_ms, 3),
        ratio("P2.anonymous", server.cpu_ms(event, requests=100), least.detail_ms, 0.6),
    ]


def calendars(site: Site) -> list[Figure]:
    server, least = site.server, limit()
    feed = "/events/feed.ics"
    return [
        ratio("P3", server.cpu_ms(f"{first_event(site)}calendar.ics", requests=100), least.detail_ms, 1.7),
        ratio("P4.warm", server.cpu_ms(feed, requests=100), least.feed_ms, 0.4),
        unchanged("P4.unchanged", site, feed),
        own_feed(site),
        unchanged("C5.unchanged", site, site.feed),
    ]


def own_feed(site: Site) -> Figure:
    """C5: a member's own feed of 200 events, as a calendar program waits for it."""
    times = []
    for _ in range(20):
        begun = time.perf_counter()
        site.server.get(site.feed)
        times.append((time.perf_counter() - begun) * 1000)
    slowest = statistics.quantiles(times, n=20)[-1]
    return Figure("C5", round(slowest), "ms", "<= 300, 200 events, p95", slowest <= 300)


def unchanged(identity: str, site: Site, feed: str) -> Figure:
    """Does a reader who has the feed already get 304?"""
    headers = site.server.head(feed)
    status, _ = site.server.get(feed, {"If-None-Match": headers.get("ETag", "none")})
    return Figure(identity, status, "status", "304", status == 304)


def weight(site: Site) -> list[Figure]:
    least = limit()
    memory = site.server.memory_mb("rss")
    start = site.cpu_seconds_to_first_page
    return [
        Figure("P8.rss", round(memory), "MB", "<= 150", memory <= 150, round(least.memory_mb)),
        Figure("P9", round(start, 2), "s CPU", "<= 4 per worker, first page included", start <= 4),
    ]


def first_event(site: Site) -> str:
    """The address of the first event on the list."""
    _, page = site.server.get("/events/")
    return re.search(rb'href="(/events/sample-\d+/)"', page).group(1).decode()
