"""P6, P7 and the waiting time of E1: registrations one after another and all at once, beside LIMIT."""

import json
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.bench.figures import Figure
from tests.bench.reference import limit_site
from tests.bench.serving import Server, serve
from tests.bench.site import manage, prepared
from tests.load.client import CSRF, Answer, get, post, statuses, walk

CLIENTS, SEATS, AT_A_TIME, ROUNDS = 200, 50, 8, 3
WORKERS = (2, 4, 8)


@dataclass
class Crowd:
    """Our site's members and meetings, and where the rows are."""

    env: dict[str, str]
    cookies: list[str]
    slugs: list[str]


@dataclass
class Rush:
    """Times of some rushes with one number of workers, and whether each was exact."""

    workers: int
    ours: list[float] = field(default_factory=list)
    limits: list[float] = field(default_factory=list)
    exact: list[bool] = field(default_factory=list)


def bench() -> list[Figure]:
    with prepared() as env:
        manage(env, "migrate", "--verbosity=0")
        manage(env, "collectstatic", "--noinput", "--verbosity=0")
        crowd = filled(env)
        return [*complete(crowd), *(figure for workers in WORKERS for figure in at_once(crowd, workers))]


def filled(env: dict[str, str]) -> Crowd:
    words = [str(CLIENTS), str(1 + ROUNDS * len(WORKERS)), str(SEATS)]
    command = [sys.executable, "-m", "tests.load.fill", *words]
    made = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True)
    return Crowd(env, **json.loads(made.stdout.strip().splitlines()[-1]))


def ours(crowd: Crowd, workers: int):
    return serve("tasuki.wsgi:application", crowd.env, workers=workers, options=("--preload",))


def steps(slug: str, cookie: str) -> list[bytes]:
    """What a member sends for a complete registration: the form, the deed, the page one is led to."""
    form = f"/events/{slug}/register/"
    return [get(form, cookie=cookie), post(form, cookie=cookie), get(f"/events/{slug}/done/", cookie=cookie)]


def limit_steps(number: int, cookie: str) -> list[bytes]:
    """The same at LIMIT, by a member who is signed in there."""
    form, cookie = f"/{number}/register/", f"csrftoken={CSRF}; {cookie}"
    return [get(form, cookie=cookie), post(form, cookie=cookie), get(f"/{number}/", cookie=cookie)]


def complete(crowd: Crowd) -> list[Figure]:
    """P6: eight clients at a time, each a complete registration, with four workers."""
    slug = crowd.slugs.pop()
    with ours(crowd, 4) as server, limit_site(workers=4, members=CLIENTS) as limit:
        warm(server, f"/events/{slug}/")
        warm(limit, "/1/")
        walks, seconds = walk(
            server.port, [steps(slug, cookie) for cookie in crowd.cookies], at_a_time=AT_A_TIME
        )
        least, least_seconds = walk(
            limit.port, [limit_steps(1, cookie) for cookie in limit.cookies], at_a_time=AT_A_TIME
        )
    check([[200, 302, 200]] * CLIENTS, walks)
    check([[200, 302, 200]] * CLIENTS, least)
    rate, limit_rate = CLIENTS / seconds, CLIENTS / least_seconds
    middle, limit_middle = (statistics.median(map(whole, them)) * 1000 for them in (walks, least))
    slowest = statistics.quantiles([answers[1].seconds for answers in walks], n=20)[-1]
    return [
        Figure(
            "P6.rate",
            round(rate, 1),
            "registrations/s",
            f">= 0.6 x LIMIT (is {rate / limit_rate:.2f})",
            rate >= 0.6 * limit_rate,
            round(limit_rate, 1),
        ),
        Figure(
            "P6.p50",
            round(middle),
            "ms",
            f"<= 1.6 x LIMIT (is {middle / limit_middle:.2f})",
            middle <= 1.6 * limit_middle,
            round(limit_middle),
        ),
        Figure("P6.requests", len(walks[0]), "requests", "<= 3", len(walks[0]) <= 3),
        Figure("E1.p95", round(slowest * 1000), "ms", "<= 1000, 8 clients at a time", slowest <= 1),
    ]


def at_once(crowd: Crowd, workers: int) -> list[Figure]:
    """P7: all clients at once, form and deed."""
    rush = Rush(workers)
    with ours(crowd, workers) as server, limit_site(workers=workers, members=CLIENTS) as limit:
        warm(server, "/events/")
        warm(limit, "/1/")
        for number in range(1, ROUNDS + 1):
            slug = crowd.slugs.pop()
            walks, seconds = walk(server.port, [steps(slug, cookie)[:2] for cookie in crowd.cookies])
            least, least_seconds = walk(
                limit.port, [limit_steps(number, cookie)[:2] for cookie in limit.cookies]
            )
            check([[200, 302]] * CLIENTS, least)
            rush.ours.append(seconds)
            rush.limits.append(least_seconds)
            rush.exact.append(
                is_exact(crowd, slug) and statuses(answers[1] for answers in walks) == {302: CLIENTS}
            )
    time, limit_time = statistics.median(rush.ours), statistics.median(rush.limits)
    return [
        Figure(
            f"P7.exact.{workers}",
            sum(rush.exact),
            "runs",
            f"{ROUNDS} of {ROUNDS}: {SEATS} seats of {CLIENTS}, the rest in order, no errors",
            all(rush.exact),
        ),
        Figure(
            f"P7.time.{workers}",
            round(time, 2),
            "s",
            f"<= 2 x LIMIT (is {time / limit_time:.2f})",
            time <= 2 * limit_time,
            round(limit_time, 2),
        ),
    ]


def is_exact(crowd: Crowd, slug: str) -> bool:
    """Numbers without a gap, and seats for the lowest of them."""
    address = urlunsplit(urlsplit(crowd.env["DATABASE_URL"])._replace(scheme="postgresql"))
    with psycopg.connect(address) as connection:
        rows = connection.execute(
            "select number, state from events_registration r join events_event e on e.id = r.event_id "
            "where e.slug = %s order by number",
            [slug],
        ).fetchall()
    wanted = ["confirmed"] * SEATS + ["waiting"] * (CLIENTS - SEATS)
    return rows == list(enumerate(wanted, start=1))


def check(wanted: list[list[int]], walks: list[list[Answer]]) -> None:
    found = [[answer.status for answer in answers] for answers in walks]
    if found != wanted:
        raise RuntimeError(
            f"other answers than expected: {[walk for walk in found if walk not in wanted][:3]}"
        )


def whole(answers: list[Answer]) -> float:
    return sum(answer.seconds for answer in answers)


def warm(server: Server, path: str) -> None:
    for _ in range(20):
        server.get(path)
