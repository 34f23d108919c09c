"""A named trade: what applicants are told, by the outbox."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from membership.invoices.models import Slip
from membership.joining.models import Application
from membership.papers.queries import bank_account
from membership.papers.rules import typed_name, yen
from network.mail import actions as mail
from network.mail.rules import Recipient


def say_received(application: Application) -> None:
    """The application came; the secretariat looks at it."""
    _tell(application, "received", {"applied_on": application.applied_at})


def say_welcome(application: Application, slip: Slip | None) -> None:
    """The applicant is a member, with how to pay the first year; the letter alone is enough to transfer."""
    context: dict[str, Any] = {"since": application.membership.since, "slip": None}
    if slip is not None:
        bank = bank_account()
        context["slip"] = {
            "total": yen(slip.total),
            "reference": slip.reference,
            "typed": typed_name(slip.reference, application.payer_kana),
        }
        context["due_on"] = slip.due_on
        context["bank"] = bank and {
            "bank": bank.bank,
            "branch": bank.branch,
            "kind": bank.kind,
            "number": bank.number,
            "holder": bank.holder,
        }
    with override(application.language):
        context["url"] = f"{settings.SITE_URL}{reverse('membership:mine')}"
    _tell(application, "welcome", context)


def say_declined(application: Application) -> None:
    """The application was not taken; whom to ask."""
    _tell(application, "declined", {})


def _tell(application: Application, letter: str, context: dict[str, Any]) -> None:
    tier = application.tier
    mail.queue(
        key=f"application:{letter}:{application.pk}",
        to=Recipient(application.email, application.name, application.language),
        template=f"membership/joining/{letter}",
        context={
            "tier": tier.name_en if application.language == "en" else tier.name,
            "organisation": application.organisation_name,
            **context,
        },
    )
