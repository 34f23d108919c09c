"""Prints a set-up code for an empty site: python manage.py setup_code."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from network.firstrun.actions import FirstRunError, make_code
from network.firstrun.rules import CODE_LASTS, shown_code


class Command(BaseCommand):
    """Whoever has this code may make the first administrator, within a day."""

    help = "Print a new set-up code for a site without accounts; earlier codes end with it."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            code = make_code(now=timezone.now())
        except FirstRunError:
            raise CommandError("This site has accounts already; there is nothing to set up.") from None
        hours = int(CODE_LASTS.total_seconds() // 3600)
        self.stdout.write(f"Set-up code: {shown_code(code)}")
        self.stdout.write(f"Enter it within {hours} hours at {settings.SITE_URL}/first-run/")
