"""A named trade: deeds for many mails of the outbox at once."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.mail.actions import (
    MAY_BE_GIVEN_UP,
    OvertakenError,
    SecretsGoneError,
    give_up,
    retry,
    take_up_again,
)
from network.mail.choices import MailState
from network.mail.discretion import are_gone
from network.mail.models import OutboxMessage
from network.people.models import Account
from network.worklists.deeds import FINE, Deed, Line


class MailDeed(Deed):
    """Something done to mails, called by whom they are for."""

    right = "network.change_outboxmessage"
    model = OutboxMessage

    def rows(self, ids: Iterable[int], *, user: Any) -> QuerySet:
        return super().rows(ids, user=user)

    def name_of(self, row: OutboxMessage) -> str:
        return f"{row.to_name} {row.to_address} – {row.subject or row.template}"


class SendAgain(MailDeed):
    """Try mails once more that did not arrive."""

    name = "send_again"
    label = _("Send again")
    consequence = _("They are tried again at once. An address that bounced is written to again.")
    reasons = {
        "on_its_way": _("It is on its way or has arrived."),
        "secrets_gone": _(
            "Its link or code has been let go and would lead nowhere; please have a new mail written."
        ),
        "overtaken": _("A later mail about the same meeting has gone out, and this one would undo it."),
    }
    TRIED = (MailState.FAILED, MailState.BOUNCED)

    def why_not(self, row: OutboxMessage, wanted: Mapping[str, Any], *, now: datetime) -> str:
        if row.state not in self.TRIED:
            return "on_its_way"
        return "secrets_gone" if are_gone(row) else FINE

    def do(self, rows: Any, wanted: Mapping[str, Any], *, key: Any, by: Account, now: datetime) -> list[Line]:
        return [Line(row.pk, self._tried(row, wanted, now=now)) for row in rows]

    def _tried(self, row: OutboxMessage, wanted: Mapping[str, Any], *, now: datetime) -> str:
        reason = self.why_not(row, wanted, now=now)
        if reason:
            return reason
        try:
            return FINE if retry(row, now=now) else "on_its_way"
        except (OvertakenError, SecretsGoneError) as refusal:
            return refusal.code


class GiveUp(MailDeed):
    """Let mails rest that nobody needs any more; they leave the list of what did not arrive."""

    name = "give_up"
    label = pgettext_lazy("mail", "Give up")
    consequence = _("They are not sent, and no longer stand among the mails that did not arrive.")
    can_be_taken_back = True
    reasons = {"on_its_way": _("It is on its way, has arrived, or was given up before.")}

    def why_not(self, row: OutboxMessage, wanted: Mapping[str, Any], *, now: datetime) -> str:
        return FINE if row.state in MAY_BE_GIVEN_UP else "on_its_way"

    def change(
        self, row: OutboxMessage, wanted: Mapping[str, Any], *, by: Account, now: datetime
    ) -> dict[str, str]:
        give_up(row)
        return {"state": row.state}

    def take_back(self, row: OutboxMessage, before: Mapping[str, Any], *, by: Account, now: datetime) -> bool:
        return take_up_again(row, state=MailState(before["state"]), now=now)
