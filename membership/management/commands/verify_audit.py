"""Checks the audit log and the books against it: python manage.py verify_audit --head HASH."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from membership.ledger.seals import broken_entries
from network.audit.queries import stand, verify


class Command(BaseCommand):
    """Reads only. Ends with an error that names every broken entry, so that a script notices."""

    help = (
        "Check that the audit log is whole and the books are as it says. --head is a head kept elsewhere (from the"
        " weekly mail or a year-end pack): it shows whether the log was cut off or written anew since."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", default=None, help="64 characters, as they stand in the mail")

    def handle(self, *args: Any, **options: Any) -> None:
        head = (options["head"] or "").strip().lower() or None
        broken = [
            *(
                f"audit entry {flaw.entry_id}: {flaw.flaw}" if flaw.entry_id else f"audit log: {flaw.flaw}"
                for flaw in verify(head)
            ),
            *(f"entry {flaw.entry_id} of the books: {flaw.flaw}" for flaw in broken_entries()),
        ]
        if broken:
            raise CommandError("\n".join(["The audit log or the books do not hold:", *broken]))
        where = stand()
        self.stdout.write(f"Whole: {where.number} entries, the last is {where.last}. Head: {where.head}")
