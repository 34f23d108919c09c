"""A named trade: one worker's round through the outbox, the only one that claims mails and says what became of them."""

import logging
import secrets
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.mail import get_connection
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F, Min, QuerySet

from network.mail.choices import MailState, SuppressionReason
from network.mail.commits import without_waiting_for_the_disk
from network.mail.discretion import nothing_more_is_heard, words_without
from network.mail.handover import PASSING, Answer, OutageError, hand_over
from network.mail.models import OutboxMessage, Suppression
from network.mail.queries import claimable, declining, open_messages, suppressed_among
from network.mail.rendering import render
from network.mail.rules import CLAIM, MAX_ATTEMPTS, OUTAGE_PAUSE, RENEW_AFTER, Recipient, back_off
from network.watch.requests import bound

logger = logging.getLogger(__name__)

TIME_BUDGET = timedelta(seconds=20)
DATABASE_PAUSE = 0.5  # seconds


@dataclass(frozen=True)
class DeliveryReport:
    """What one round did."""

    sent: int = 0
    postponed: int = 0
    failed: int = 0
    suppressed: int = 0
    declined: int = 0


class Delivery:
    """One worker's round: it claims a chunk, prepares it, hands it over, and says what became of each mail."""

    def __init__(self, now: datetime, worker: str):
        self.begun_at, self.clock = now, time.monotonic()
        # Unlike the worker's name this is never used twice: a claim taken over is not mistaken for our own.
        self.holder = f"{worker[:60]}:{secrets.token_hex(4)}"
        self.connection = get_connection()
        self.counts = Counter()
        self.chunk: list[OutboxMessage] = []
        self.claimed_at = now

    def now(self) -> datetime:
        return self.begun_at + timedelta(seconds=time.monotonic() - self.clock)

    def is_over(self) -> bool:
        """Whether this round has taken its time; other work waits for the worker."""
        return self.now() - self.begun_at >= TIME_BUDGET

    def report(self) -> DeliveryReport:
        return DeliveryReport(
            sent=self.counts[MailState.SENT],
            postponed=self.counts[MailState.QUEUED],
            failed=self.counts[MailState.FAILED] + self.counts[MailState.BOUNCED],
            suppressed=self.counts[MailState.SUPPRESSED],
            declined=self.counts[MailState.DECLINED],
        )

    def claim(self, limit: int) -> bool:
        """Take a chunk in one short transaction; whether there was any."""
        self.claimed_at = self.now()
        with transaction.atomic():
            rows = list(claimable(self.claimed_at).select_for_update(skip_locked=True)[:limit])
            self.chunk = _without_overtakers(rows)
            OutboxMessage.objects.filter(pk__in=[message.pk for message in self.chunk]).update(
                state=MailState.CLAIMED,
                claimed_by=self.holder,
                claimed_until=self.claimed_at + CLAIM,
                attempts=F("attempts") + 1,
            )
        for message in self.chunk:
            message.attempts += 1
        return bool(self.chunk)

    def hand_over_claimed(self) -> bool:
        """Send the chunk in its order; False when the mail server is not there. What time does not allow is given back."""
        ready = self._prepare()
        waiting: set[str] = set()
        try:
            while ready and self._still_ours(ready):
                if self.is_over():
                    self._give_back(ready)
                    break
                message = ready[0]
                if message.recipient_key in waiting:
                    self._give_back([message])
                elif self._settle(message, hand_over(self.connection, message)) is MailState.QUEUED:
                    waiting.add(message.recipient_key)
                ready.pop(0)
        except OutageError as outage:
            logger.warning("The mail server does not answer: %s", outage)
            self._give_back(ready, next_try_at=self.now() + OUTAGE_PAUSE, error=f"Outage: {outage}")
            return False
        finally:
            self.connection.close()
        return True

    def _prepare(self) -> list[OutboxMessage]:
        """Render what has no words yet and keep the words; whoever wants no mail gets none. What can be sent."""
        silent = suppressed_among(message.recipient_key for message in self.chunk)
        unwanted = self._unwanted()
        ready, rendered = [], []
        for message in self.chunk:
            if message.recipient_key in silent:
                self._settle(message, Answer(MailState.SUPPRESSED))
            elif message.pk in unwanted:
                self._settle(message, Answer(MailState.DECLINED))
            elif message.attempts > MAX_ATTEMPTS:
                self._settle(message, Answer(MailState.FAILED, message.error or "Given up"))
            elif message.text:
                ready.append(message)
            elif self._render(message):
                ready.append(message)
                rendered.append(message)
        with transaction.atomic():
            for message in rendered:
                self._ours(message.pk).update(subject=message.subject, text=message.text, html=message.html)
        return ready

    def _unwanted(self) -> set[int]:
        """Letters to people who have said meanwhile that they do without this kind. One query per kind."""
        addressed: dict[str, dict[int, list[int]]] = {}
        for message in self.chunk:
            if message.kind and message.person_id:
                people = addressed.setdefault(message.kind, {})
                people.setdefault(message.person_id, []).append(message.pk)
        return {
            pk
            for kind, people in addressed.items()
            for person_id in declining(kind, people)
            for pk in people[person_id]
        }

    def _render(self, message: OutboxMessage) -> bool:
        recipient = Recipient(message.to_address, message.to_name, message.language, message.person_id)
        try:
            words = render(message.template, message.context, recipient)
        except PASSING:
            raise  # not the mail's fault: when the claim has run out, it is tried again
        except Exception as failure:
            # Without the exception's message, which may quote the context.
            error = f"{type(failure).__name__} in templates/mail/{message.template}"
            logger.error("Mail %s: %s", message.pk, error)
            self._settle(message, Answer(MailState.FAILED, error))
            return False
        message.subject, message.text, message.html = words.subject[:300], words.text, words.html
        return True

    def _settle(self, message: OutboxMessage, answer: Answer) -> MailState:
        """Write down what became of a mail, if nobody else has taken it over."""
        now, state = self.now(), answer.state
        if state is MailState.QUEUED and message.attempts >= MAX_ATTEMPTS:
            state = MailState.FAILED
        changes = {"state": state, "error": answer.error[:500], "claimed_until": None, "claimed_by": ""}
        if state is MailState.SENT:
            changes["sent_at"] = now
            if message.holds_secrets and nothing_more_is_heard():
                changes |= words_without(message)
        if state is MailState.QUEUED:
            changes["next_try_at"] = now + back_off(message.attempts)
        row = self._ours(message.pk)
        if message.batch and state is MailState.SENT:
            row = without_waiting_for_the_disk(row)
        _insist(lambda: row.update(**changes))
        self.counts[state] += 1
        with bound(message.request_id):
            told = {"mail": message.pk, "template": message.template, "attempt": message.attempts}
            logger.info("Mail %s", state.value, extra={"told": told})
        if answer.is_dead_address:
            suppress_address(message.recipient_key, SuppressionReason.BOUNCE)
        return state

    def _give_back(self, messages: list[OutboxMessage], **changes: object) -> None:
        """Let go of mails that were not tried."""
        self._ours(*[message.pk for message in messages]).update(
            state=MailState.QUEUED, claimed_until=None, claimed_by="", attempts=F("attempts") - 1, **changes
        )
        self.counts[MailState.QUEUED] += len(messages)

    def _still_ours(self, messages: list[OutboxMessage]) -> bool:
        """Renew the claim while sending takes long; False when somebody took over meanwhile."""
        now = self.now()
        if now - self.claimed_at < RENEW_AFTER:
            return True
        self.claimed_at = now
        held = self._ours(*[message.pk for message in messages]).filter(claimed_until__gt=now)
        return held.update(claimed_until=now + CLAIM) == len(messages)

    def _ours(self, *pks: int) -> QuerySet[OutboxMessage]:
        return OutboxMessage.objects.filter(pk__in=pks, state=MailState.CLAIMED, claimed_by=self.holder)


def _insist(write: Callable[[], object]) -> None:
    """Write down what the mail server has answered, however long the database is away, while the claim lasts.

    Given up, the mail would go a second time although nobody was killed who held it.
    """
    give_up = time.monotonic() + (CLAIM - RENEW_AFTER).total_seconds()
    while True:
        try:
            write()
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block or time.monotonic() > give_up:
                raise
            connection.close()
            time.sleep(DATABASE_PAUSE)
        else:
            return


def suppress_address(address: str, reason: SuppressionReason) -> None:
    """No longer write to an address; the first reason stays."""
    Suppression.objects.bulk_create([Suppression(address=address, reason=reason)], ignore_conflicts=True)


def _without_overtakers(rows: list[OutboxMessage]) -> list[OutboxMessage]:
    """Leave out mails before which another worker holds one to the same recipient.

    A row that somebody else is locking is skipped, and would be overtaken by what follows it.
    """
    others = (
        open_messages()
        .filter(recipient_key__in={row.recipient_key for row in rows})
        .exclude(pk__in=[row.pk for row in rows])
    )
    first_elsewhere = dict(others.order_by().values_list("recipient_key").annotate(Min("pk")))
    return [row for row in rows if row.pk < first_elsewhere.get(row.recipient_key, row.pk + 1)]
