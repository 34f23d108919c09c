"""LIMIT's content: as many meetings as the site has in the same size."""

import datetime
import sys

import django
from django.apps import apps
from django.core.management import call_command


def fill(meetings: int = 200) -> None:
    """Tables and rows, from nothing; called in a process whose settings are LIMIT's."""
    django.setup()
    Meeting = apps.get_model("limit", "Meeting")

    call_command("migrate", run_syncdb=True, verbosity=0)
    start = datetime.datetime(2027, 1, 1, 5, tzinfo=datetime.UTC)
    Meeting.objects.bulk_create(
        Meeting(
            title=f"第{number}回 地域のつどい",
            place="札幌市 見本会館",
            text="互いの現場の工夫を持ち寄り、明日からの支援に生かします。\n\n" * 5,
            starts_at=start + datetime.timedelta(days=number),
        )
        for number in range(1, meetings + 1)
    )


if __name__ == "__main__":
    fill(*(int(word) for word in sys.argv[1:]))
