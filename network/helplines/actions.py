"""Writes the emergency numbers an association begins with."""

import json
from pathlib import Path

from django.db import transaction

from network.helplines.models import Helpline

FOUNDING = Path(__file__).parent / "data" / "helplines.json"


@transaction.atomic
def lay_helplines() -> int:
    """Write the numbers of the data file where there is none; says how many.

    Once there is a single number the table is the association's own, and nothing happens.
    """
    if Helpline.objects.exists():
        return 0
    rows = json.loads(FOUNDING.read_text(encoding="utf-8"))["helplines"]
    return len(
        Helpline.objects.bulk_create(
            Helpline(position=place, **row) for place, row in enumerate(rows, start=1)
        )
    )
