"""One measured number, its goal and what LIMIT needed in the same run."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A line of docs/build/bench.json; `id` is the specification's, with a word after a dot where it holds several goals."""

    id: str
    value: float
    unit: str
    goal: str
    met: bool
    limit: float | None = None

    def __str__(self) -> str:
        beside = "" if self.limit is None else f"  (LIMIT {self.limit:g} {self.unit})"
        return f"{'met   ' if self.met else 'MISSED'}  {self.id:<18} {self.value:g} {self.unit}{beside}  goal: {self.goal}"


def ratio(identity: str, value: float, limit: float, at_most: float, unit: str = "ms CPU") -> Figure:
    """A figure whose goal is a multiple of LIMIT's own."""
    goal = f"<= {at_most:g} x LIMIT (is {value / limit:.2f})"
    return Figure(identity, round(value, 2), unit, goal, value <= at_most * limit, round(limit, 2))
