"""Fills a demo site with the relay's history and an invented association; a second run changes nothing."""

import time

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from cms.large.actions import lay_large
from cms.large.amounts import LARGE
from cms.sample.actions import lay_demo

SIZES = ("small", "large")


class Command(BaseCommand):
    help = "Fills a demo site with content that says it is a sample. A second run changes nothing."

    def add_arguments(self, parser):
        parser.add_argument(
            "--size",
            choices=SIZES,
            default="small",
            help=f"large: {LARGE.events:,} events and {LARGE.registrations:,} registrations more, in minutes",
        )

    def handle(self, *, size, verbosity, **options):
        if not settings.DEMO:
            raise CommandError("Only for a demo: its passwords are printed for everybody.")
        self.begun, self.quiet = time.monotonic(), not verbosity
        written = lay_demo(now=timezone.now(), say=self.say)
        if size == "large":
            written = lay_large(LARGE, now=timezone.now(), say=self.say) or written
        if verbosity:
            self.stdout.write(
                "The demo is laid." if written else "The demo is there already: nothing changed."
            )

    def say(self, line: str) -> None:
        """One line of progress, with the seconds since the beginning."""
        if not self.quiet:
            self.stdout.write(f"  {time.monotonic() - self.begun:4.0f} s  {line}")
            self.stdout.flush()
