"""A named trade: the short list of what comes next on a new site; it goes when everything on it is done."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.arrivals.choices import Arrival
from network.arrivals.queries import counts
from network.association.queries import current
from network.firstrun.queries import a_test_mail_went_out
from network.people.choices import Role
from network.people.models import Account

# With the first administrator alone nobody has been entered yet.
ALONE = 1


@dataclass(frozen=True)
class Step:
    """One thing to do, done or not, and where."""

    text: str
    why: str
    is_done: bool
    url: str


def first_steps_for(user: Any) -> list[Step]:
    """What a new site still needs, in the order a secretariat goes about it; empty when all is done.

    For administrators alone: others could not do all of it.
    """
    if not user.has_perm("network.change_account"):
        return []
    association = current()
    people = counts(on=timezone.localdate())
    others = sum(people.values()) - people[Arrival.NOT_INVITED]
    administrators = Account.objects.filter(groups__name=Role.ADMINISTRATOR.value, is_active=True).count()
    steps = [
        Step(
            _("Enter the bank account and how to reach you"),
            _("They stand on payment slips and at the end of every mail."),
            association.has_bank_account and bool(association.phone or association.email),
            reverse("association:edit", args=[1]),
        ),
        Step(
            _("Send a test mail"),
            _("Then you know that letters leave."),
            a_test_mail_went_out(),
            reverse("mail_test:test"),
        ),
        Step(
            _("Enter your members from a list"),
            _("Paste it from Excel: you see first what would be entered."),
            sum(people.values()) > ALONE,
            reverse("roster:list"),
        ),
        Step(
            _("Invite them"),
            _("You see the letter before it goes, and afterwards who has not arrived."),
            others > ALONE,
            reverse("arrivals:list"),
        ),
        Step(
            _("Choose a second administrator"),
            _("So that nobody is locked out when one of you is away."),
            administrators > ALONE,
            reverse("wagtailusers_users:index"),
        ),
    ]
    return [] if all(step.is_done for step in steps) else steps
