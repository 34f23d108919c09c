"""A named trade: places in a text, as pairs of where they start and end. Knows no Django."""

Place = tuple[int, int]


def touches(place: Place, others: list[Place]) -> bool:
    """Whether a place has a character in common with one of the others."""
    return any(place[0] < end and start < place[1] for start, end in others)


def within(place: Place, others: list[Place]) -> bool:
    """Whether a place lies wholly in one of the others."""
    return any(start <= place[0] and place[1] <= end for start, end in others)


def joined(places: list[Place]) -> list[Place]:
    """Places in order; those that overlap as one."""
    whole: list[Place] = []
    for start, end in sorted(set(places)):
        if whole and start < whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        elif start < end:
            whole.append((start, end))
    return whole


def longest(places: list[Place]) -> list[Place]:
    """Places in order; of those that overlap the longest."""
    kept: list[Place] = []
    for place in sorted(set(places), key=lambda place: (place[0] - place[1], place)):
        if not touches(place, kept):
            kept.append(place)
    return sorted(kept)
