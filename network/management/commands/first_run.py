"""The first run without a browser: python manage.py first_run --help."""

import getpass
import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from network.association.actions import save_association
from network.association.queries import written
from network.firstrun.actions import FirstRunError, open_site
from network.firstrun.forms import AdministratorForm, MoneyForm, SenderForm, WhoForm

PASSWORD_VARIABLE = "FIRST_RUN_PASSWORD"  # noqa: S105 -- a variable's name
STEPS = (WhoForm, MoneyForm, SenderForm)
ADMINISTRATOR = ("name", "email", "login_name")


class Command(BaseCommand):
    """The same fields and the same checks as the pages; all of it or nothing is stored."""

    help = (
        "Set up a site without accounts: association, account, sender and first administrator. The password is"
        f" asked for, or read from {PASSWORD_VARIABLE}."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        for form in STEPS:
            for name, field in form.base_fields.items():
                parser.add_argument(
                    option(name),
                    dest=name,
                    default=field.initial if field.initial is not None else "",
                    required=field.required and field.initial is None,
                    help=f"{name.replace('_', ' ')} of the association",
                )
        for name in ADMINISTRATOR:
            parser.add_argument(
                option(f"administrator_{name}"),
                required=True,
                help=f"the administrator's {name.replace('_', ' ')}",
            )

    def handle(self, *args: Any, **options: Any) -> None:
        password = os.environ.get(PASSWORD_VARIABLE) or getpass.getpass("Password of the administrator: ")
        administrator = AdministratorForm(
            {name: options[f"administrator_{name}"] for name in ADMINISTRATOR}
            | {"password": password, "password_again": password}
        )
        with transaction.atomic():
            for form_class in STEPS:
                given = {name: options[name] for name in form_class.base_fields}
                save_association(checked(form_class(given, instance=written())).save(commit=False))
            wanted = checked(administrator).cleaned_data
            try:
                open_site(
                    secret_hash=None,
                    now=timezone.now(),
                    **{name: wanted[name] for name in (*ADMINISTRATOR, "password")},
                )
            except FirstRunError:
                raise CommandError("This site has accounts already; nothing was changed.") from None
        self.stdout.write(f"The site is open. {wanted['login_name']} may sign in.")


def option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def checked(form: Any) -> Any:
    """The form if everything in it is right; otherwise nothing is stored and the words say why."""
    if not form.is_valid():
        wrong = [f"{name}: {' '.join(errors)}" for name, errors in form.errors.items()]
        raise CommandError("Nothing was stored. " + " / ".join(wrong))
    return form
