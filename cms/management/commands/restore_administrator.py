"""For the case that no administrator gets in any more: see docs/build/accounts.md."""

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from network.roles.actions import RolesError, restore_administrator


class Command(BaseCommand):
    help = (
        "Opens an account, makes it administrator and takes its second step away,"
        " so that its owner signs in with the password and sets up a new one. Noted in the audit log."
    )

    def add_arguments(self, parser):
        parser.add_argument("login", help="login name or own e-mail address of the account")

    def handle(self, *, login, **options):
        try:
            account = restore_administrator(login, now=timezone.now())
        except RolesError:
            raise CommandError(
                f"No account signs in as {login}. Make a new one with createsuperuser."
            ) from None
        self.stdout.write(
            f"{account.username} is administrator and signs in with the password alone, once:"
            " the desk then asks for a new second step. A forgotten password is set anew on the sign-in page."
        )
