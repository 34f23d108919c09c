"""P1, P2 and P13 at L: what list and event cost beside S, and how long a member and the desk wait."""

import statistics
import time

from tests.bench.figures import Figure
from tests.bench.reference import limit
from tests.bench.serving import Server
from tests.bench.site import Site, our_site

MEETINGS, PEOPLE = 5_000, 20_000
MORE_THAN_S, WAITS_AT_MOST = 1.3, 300
TOWN, NAME = "%E6%9D%BE%E5%B7%9D", "%E8%8A%B1%E5%AD%90"  # 松川, in a town's name; 花子, in people's
DESK = {
    "events": "/desk/events/",
    "members": "/desk/memberships/",
    "people": "/desk/people/",
    "people_found": f"/desk/people/?q={NAME}",
    "affiliations": "/desk/affiliations/",
    "organisations": "/desk/organisations/",
    "organisations_found": f"/desk/organisations/?q={TOWN}",
    "arrivals": "/desk/arrivals/",
    "notices": "/desk/notices/",
    "resources": "/desk/resources/",
}


def bench() -> list[Figure]:
    with our_site() as small:
        before = public(small)
    with our_site(meetings=MEETINGS, people=PEOPLE) as large:
        after = public(large)
        waits = [waited("mypage", large.server, "/my/", large.member)]
        waits += [waited(name, large.server, path, large.secretary) for name, path in DESK.items()]
    return [*(beside(name, before[name], after[name]) for name in before), *waits]


def public(site: Site) -> dict[str, float]:
    """Processor milliseconds of the same pages, whatever else there is."""
    event, read = "/events/sample-7/", site.server.cpu_ms
    return {
        "P1.large": read("/events/", site.member),
        "P2.large": read(event, site.member, requests=100),
    }


def beside(identity: str, small: float, large: float) -> Figure:
    """What a page costs at L, held against S in the same run."""
    goal = f"<= {MORE_THAN_S} x S (is {large / small:.2f})"
    least = {"P1.large": limit().list_ms, "P2.large": limit().detail_ms}[identity]
    return Figure(identity, round(large, 2), "ms CPU", goal, large <= MORE_THAN_S * small, round(least, 2))


def waited(name: str, server: Server, path: str, headers: dict[str, str]) -> Figure:
    """The slowest twentieth of forty readings, and what one costs the processor."""
    cost = server.cpu_ms(path, headers, requests=10)
    times = []
    for _ in range(40):
        begun = time.perf_counter()
        server.get(path, headers)
        times.append((time.perf_counter() - begun) * 1000)
    slowest = statistics.quantiles(times, n=20)[-1]
    goal = f"<= {WAITS_AT_MOST}, p95 at L ({cost:.0f} ms CPU)"
    return Figure(f"P13.{name}", round(slowest), "ms", goal, slowest <= WAITS_AT_MOST)
