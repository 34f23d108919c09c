"""Trade of reading the table of bureaus and municipalities."""

import json
from dataclasses import dataclass
from pathlib import Path

from network.regions.choices import MunicipalityKind
from network.regions.models import Bureau, Municipality
from network.regions.rules import WrongCodeError, is_valid_code

HOKKAIDO = Path(__file__).parent / "data" / "hokkaido.json"


@dataclass(frozen=True)
class Regions:
    """What a data file holds: rows that are not saved yet."""

    bureaus: list[Bureau]
    municipalities: list[Municipality]


def read_regions(source: Path = HOKKAIDO) -> Regions:
    """The rows of a data file. Every city has a welfare office by law; towns here have none of their own."""
    table = json.loads(source.read_text(encoding="utf-8"))
    bureau_codes = {row["name"]: row["code_band"] for row in table["bureaus"]}
    return Regions(
        bureaus=[
            Bureau(code=row["code_band"], name=row["name"], name_en=row["name_en"], area=row["area"])
            for row in table["bureaus"]
        ],
        municipalities=[_municipality(row, bureau_codes) for row in table["municipalities"]],
    )


def _municipality(row: dict[str, str], bureau_codes: dict[str, str]) -> Municipality:
    if not is_valid_code(row["code"]):
        raise WrongCodeError("check_digit")
    kind = MunicipalityKind(row["type"])
    return Municipality(
        code=row["code"],
        name=row["name"],
        kana=row["kana"],
        kind=kind,
        bureau_id=bureau_codes[row["bureau"]],
        has_welfare_office=kind == MunicipalityKind.CITY,
    )
