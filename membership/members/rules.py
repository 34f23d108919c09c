"""Who is a member: decided from the memberships that hold on a day."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ground:
    """One membership that holds on the day, and how it reaches the person."""

    tier_code: str
    coverage: str
    is_own: bool = False
    works_there: bool = False
    is_named: bool = False


@dataclass(frozen=True)
class Standing:
    """Whether somebody is a member, by which tier, and through whom: "own", "organisation", "named" or nobody."""

    is_member: bool = False
    tier_code: str = ""
    covered_by: str = ""


NO_MEMBER = Standing()


def decide(grounds: Iterable[Ground]) -> Standing:
    """The person's standing; an own membership comes before one that an organisation pays for."""
    standings = [standing for ground in grounds if (standing := _standing_by(ground)).is_member]
    own = [standing for standing in standings if standing.covered_by == "own"]
    return next(iter(own or standings), NO_MEMBER)


def _standing_by(ground: Ground) -> Standing:
    if ground.is_own:
        return Standing(True, ground.tier_code, "own")
    if ground.coverage == "everybody" and ground.works_there:
        return Standing(True, ground.tier_code, "organisation")
    if ground.coverage == "named" and ground.is_named:
        return Standing(True, ground.tier_code, "named")
    return NO_MEMBER
