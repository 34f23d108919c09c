"""Fills a demo site with the relay's history and an invented association; a second run changes nothing."""

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from cms.sample.actions import lay_demo

SIZES = ("small", "full")


class Command(BaseCommand):
    help = "Fills a demo site with content that says it is a sample. A second run changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--size", choices=SIZES, default="small", help="only small exists so far")

    def handle(self, *, size, verbosity, **options):
        if not settings.DEMO:
            raise CommandError("Only for a demo: its passwords are printed for everybody.")
        if size != "small":
            raise CommandError(f"The size {size} does not exist yet; leave --size out.")
        written = lay_demo(now=timezone.now(), say=self.say if verbosity else lambda line: None)
        if verbosity:
            self.stdout.write(
                "The demo is laid." if written else "The demo is there already: nothing changed."
            )

    def say(self, line: str) -> None:
        """One line of progress."""
        self.stdout.write(f"  {line}")
        self.stdout.flush()
