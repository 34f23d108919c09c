"""How much the large demo holds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Amounts:
    """Numbers of rows. `coming`: how many of the events are still to come; the same seed makes the same content.

    `regular`: so many of the coming events the first person registers for, before anybody else.
    """

    events: int = 5_000
    coming: int = 2_000
    people: int = 20_000
    organisations: int = 2_000
    registrations: int = 200_000
    pages: int = 2_000
    resources: int = 400
    notices: int = 600
    regular: int = 0
    seed: int = 20221013


LARGE = Amounts()


def in_proportion(*, events: int, people: int, regular: int = 0, all_coming: bool = False) -> Amounts:
    """As much of everything as goes with so many events and people."""
    share = events / LARGE.events
    return Amounts(
        events=events,
        coming=events if all_coming else round(LARGE.coming * share),
        people=people,
        organisations=max(people // 10, 1),
        registrations=events * LARGE.registrations // LARGE.events,
        pages=round(LARGE.pages * share),
        resources=round(LARGE.resources * share),
        notices=round(LARGE.notices * share),
        regular=regular,
    )
