"""Trade of reading the accounts an association begins with. Knows no Django."""

import json
from pathlib import Path
from typing import Any

FOUNDING = Path(__file__).parent / "data" / "accounts.json"


def read_accounts(source: Path = FOUNDING) -> list[dict[str, Any]]:
    """Code, kind, names and whether it holds money, in the order of a data file."""
    return json.loads(source.read_text(encoding="utf-8"))["accounts"]
