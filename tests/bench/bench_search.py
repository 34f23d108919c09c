"""P5 and P8: twenty hits among as many meetings as LIMIT has, and what a worker weighs before and after a search."""

from tests.bench.figures import Figure, ratio
from tests.bench.reference import limit_site
from tests.bench.site import our_site

MEETINGS, PEOPLE = 5000, 20_000
OURS = "/search/?kind=events&q=%E3%81%A4%E3%81%A9%E3%81%84"  # つどい: every meeting
COMPOUND = "/search/?kind=events&q=%E8%A6%8B%E6%9C%AC%E4%BC%9A%E9%A4%A8"  # 見本会館
THEIRS = "/search/?q=%E7%AC%AC7"
AT_MOST_MB = 160


def bench(meetings: int = MEETINGS, people: int = PEOPLE) -> list[Figure]:
    with limit_site(meetings=meetings) as least:
        limit_ms = least.cpu_ms(THEIRS, requests=100)
    with our_site(meetings=meetings, people=people, workers=4) as site:
        before = site.server.memory_mb("rss")
        figures = [
            ratio("P5.anonymous", site.server.cpu_ms(OURS, requests=100), limit_ms, 2),
            ratio("P5.member", site.server.cpu_ms(OURS, site.member, requests=100), limit_ms, 2),
            ratio("P5.compound", site.server.cpu_ms(COMPOUND, site.member, requests=100), limit_ms, 2),
        ]
        after = site.server.memory_mb("pss")
        return [
            *figures,
            Figure("P8.before_search", round(before), "MB", "<= 150", before <= 150),
            Figure("P8.searched", round(after), "MB PSS", f"<= {AT_MOST_MB}", after <= AT_MOST_MB),
        ]
