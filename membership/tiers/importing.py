"""Trade of reading the tiers an association begins with."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOUNDING = Path(__file__).parent / "data" / "tiers.json"


@dataclass(frozen=True)
class TierRow:
    """One tier and its dues in yen by fiscal year."""

    code: str
    name: str
    name_en: str
    coverage: str
    fees: dict[int, int]
    gives: dict[str, bool]


def read_tiers(source: Path = FOUNDING) -> list[TierRow]:
    """The tiers of a data file, in its order."""
    table = json.loads(source.read_text(encoding="utf-8"))
    return [
        TierRow(
            code=row["code"],
            name=row["name"],
            name_en=row["name_en"],
            coverage=row["coverage"],
            fees={int(year): amount for year, amount in row["fees"].items()},
            gives=row.get("gives", {}),
        )
        for row in table["tiers"]
    ]


def read_policy(source: Path = FOUNDING) -> dict[str, Any]:
    """The rule of dues of a data file, by the names of its fields."""
    return json.loads(source.read_text(encoding="utf-8"))["policy"]
