"""Tells those who keep the books and the site where the audit log stands: kept in their mailboxes, it proves what was."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import override

from membership.ledger.choices import EntryKind
from membership.ledger.seals import SUBJECT, broken_entries
from network.audit.queries import deeds_since, stand, verify
from network.mail import actions as mail
from network.people.choices import Role
from network.people.models import Account
from network.people.queries import recipient_of
from network.roles.queries import holders

A_WEEK = timedelta(days=7)
SHOWN = 10


def tell_audit_head(*, now: datetime) -> int:
    """Queue the week's letter to every treasurer and administrator: head, number of entries, money booked, what is broken.

    Once per week (Monday to Sunday) and account, however often it is asked for; says how many letters were written.
    Everything is read before the letters' transaction begins, since reading takes its time.
    """
    flaws = [
        *(f"audit {broken.entry_id or '-'}: {broken.flaw}" for broken in verify()),
        *(f"entry {broken.entry_id}: {broken.flaw}" for broken in broken_entries()),
    ]
    where, booked = stand(), deeds_since(now - A_WEEK, SUBJECT)
    facts = {
        "head": where.head,
        "number": where.number,
        "last": where.last,
        "since": now - A_WEEK,
        "told_at": now,
        "flaws": flaws[:SHOWN],
        "more_flaws": max(len(flaws) - SHOWN, 0),
    }
    year, week, _day = localdate(now).isocalendar()
    with transaction.atomic():
        keepers = holders(Role.TREASURER, Role.ADMINISTRATOR)
        return sum(_tell(account, f"{year}-{week}", facts, booked) for account in keepers)


def _tell(account: Account, week: str, facts: dict[str, Any], booked: dict[str, int]) -> bool:
    """Whether a letter was written: not without an address, not twice in a week."""
    to = recipient_of(account)
    if to is None:
        return False
    with override(to.language):
        context = facts | {"booked": _booked(booked)}
    letter = mail.queue(
        key=f"audit_head:{week}:{account.pk}",
        to=to,
        template="membership/closing/audit_head",
        context=context,
    )
    return letter is not None


def _booked(numbers: dict[str, int]) -> list[dict[str, Any]]:
    """Each kind of money movement with how often it was booked, in the order of kinds."""
    return [
        {"kind": str(kind.label), "number": numbers[kind.value]}
        for kind in EntryKind
        if kind.value in numbers
    ]
