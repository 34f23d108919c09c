"""Writes what the bank told: files are read into lines, each once; lines are matched, decided about, and undone.

Money itself is booked by the ledger only; a line remembers the entry that took it in.
"""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction

from membership.invoices.rules import is_reference
from membership.ledger import actions as ledger
from membership.ledger.choices import EntryKind
from membership.ledger.models import Charge, Entry, LedgerAccount, Leg
from membership.ledger.queries import credit_of, is_closed, open_of
from membership.ledger.rules import LedgerError, Payer
from membership.payments.choices import FileState, LineState, NameSource, Refusal
from membership.payments.lines import BankLine, StatementAccount, StatementError, line_keys
from membership.payments.matching import Found, Proposal, match
from membership.payments.models import PayingName, StatementFile, StatementLine
from membership.payments.payers import book_on, charges_in, deposit_of
from membership.payments.queries import own_profiles
from membership.payments.reading import MOST_BYTES, read_statement
from membership.payments.references import references_of
from membership.payments.rules import PaymentError, shares_of
from network.association.queries import fiscal_year_of
from network.audit.actions import record
from network.jobs import actions as jobs

READ, MATCH = "membership.read_statement", "membership.match_statement_lines"
UNDECIDED = (LineState.OPEN, LineState.LATER)


@transaction.atomic
def keep_file(
    content: bytes, *, name: str, account: LedgerAccount, made_by: int, now: datetime
) -> StatementFile:
    """Keeps a file until the background work has read it. No line is stored yet.

    Raises PaymentError too_large (beyond 10 MB).
    """
    if len(content) > MOST_BYTES:
        raise PaymentError("too_large")
    file = StatementFile.objects.create(
        name=name[:200],
        digest=hashlib.sha256(content).hexdigest(),
        content=content,
        account=account,
        made_by=made_by,
        made_at=now,
    )
    file.job_id = jobs.enqueue(READ, file_id=file.pk).pk
    file.save(update_fields=["job_id"])
    record(actor_id=made_by, verb="give_statement", subject="membership.statementfile", subject_id=file.pk)
    return file


@transaction.atomic
def read_file(file_id: int, *, today: date) -> StatementFile:
    """Reads a kept file into lines that are not there yet, then has them matched; or notes why nothing is taken.

    May run twice: a file that was read stays so. The same file again adds nothing, one that overlaps the rest.
    """
    file = StatementFile.objects.select_for_update().get(pk=file_id)
    if file.state != FileState.WAITING:
        return file
    content = bytes(file.content or b"")
    try:
        statement = read_statement(io.BytesIO(content), len(content), today, own=own_profiles())
        _refuse_other_accounts(statement.accounts, file.account)
    except StatementError as refusal:
        file.state, file.refusal = FileState.REFUSED, refusal.code.value
        file.refused_line, file.refused_byte = refusal.line, refusal.byte
        file.refused_told = refusal.told[:200]
    else:
        lines = [line for account in statement.accounts for line in account.lines]
        file.state, file.format = FileState.READ, statement.profile or statement.format.value
        file.line_count, file.new_count = len(lines), _store(lines, file)
        jobs.enqueue(MATCH)
    file.content = None
    file.save()
    return file


def _refuse_other_accounts(accounts: Sequence[StatementAccount], account: LedgerAccount) -> None:
    """A file of an account that is not the chosen one would book money where it is not."""
    for told in accounts:
        if len(accounts) > 1 or (
            told.number and account.account_number and told.number != account.account_number
        ):
            raise StatementError(Refusal.OTHER_ACCOUNT, told=told.number)


def _store(lines: Sequence[BankLine], file: StatementFile) -> int:
    """Stores lines whose key is new; says how many."""
    keyed = dict(zip(line_keys(file.account.code, lines), lines, strict=True))
    known = set(StatementLine.objects.filter(key__in=keyed).values_list("key", flat=True))
    made = StatementLine.objects.bulk_create(
        [
            StatementLine(
                key=key,
                account=file.account,
                file=file,
                on=line.on,
                amount=line.amount,
                payer=line.payer[:200],
                memo=line.memo[:200],
                edi=line.edi[:40],
                origin=line.origin[:80],
                balance=line.balance,
                reverses=line.reverses,
                has_reference=bool(references_of(f"{line.payer} / {line.edi}", is_reference)),
                state=LineState.OPEN if line.amount else LineState.CLOSED,
            )
            for key, line in keyed.items()
            if key not in known
        ],
        batch_size=500,
    )
    return len(made)


def match_lines(*, today: date, now: datetime) -> int:
    """Looks at every undecided deposit: posts what is sure, keeps the best three proposals of the rest. How many posted.

    Each line is a transaction of its own, so that it may be stopped and run again. What the ledger refuses stays open.
    """
    lines = {
        str(line.pk): line
        for line in StatementLine.objects.filter(state__in=UNDECIDED, amount__gt=0).select_related("account")
    }
    posted = 0
    for found in match([deposit_of(line) for line in lines.values()], book_on(today)):
        line = lines[found.deposit.key]
        if found.posted and line.state == LineState.OPEN and _post(line, found.posted, now):
            posted += 1
        else:
            _keep_proposals(line, found)
    return posted


def _post(line: StatementLine, proposal: Proposal, now: datetime) -> bool:
    try:
        accept(line, charge_ids=charges_in(proposal.items), made_by=None, now=now)
    except (LedgerError, PaymentError):
        return False
    return True


def _keep_proposals(line: StatementLine, found: Found) -> None:
    proposals = [found.posted] if found.posted else found.proposals
    told = [_as_data(proposal) for proposal in proposals]
    StatementLine.objects.filter(pk=line.pk, state__in=UNDECIDED).exclude(proposals=told).update(
        proposals=told
    )


def _as_data(proposal: Proposal) -> dict[str, Any]:
    reasons = [
        asdict(reason)
        | {"why": reason.why.value, "evidence": reason.evidence.code if reason.evidence else ""}
        for reason in proposal.reasons
    ]
    return {
        "charges": charges_in(proposal.items),
        "fee": proposal.fee,
        "score": proposal.score,
        "reasons": reasons,
    }


@transaction.atomic
def accept(
    line: StatementLine,
    *,
    charge_ids: Sequence[int],
    made_by: int | None,
    now: datetime,
    fee: int = 0,
    remember: bool = False,
) -> Entry:
    """A line pays these charges, in their order; `fee` is what the bank kept back and we bear.

    Short without a fee, the last charge stays open in part and is asked for again; beyond them, the rest stays a deposit
    of the payer. The payer's name is kept for the next time, as confirmed with `remember`. Raises PaymentError: decided
    (somebody was faster), settled (nothing of the charges is open), fee_differs; and LedgerError.
    """
    held = _undecided(line, only_in=True)
    shares = shares_of(held.amount, charge_ids, open_of(charge_ids), fee=fee)
    charge = Charge.objects.get(pk=charge_ids[0])
    payer = Payer(charge.person_id, charge.organisation_id)
    key = _key(held)
    _name_seen(held, payer, made_by=made_by, now=now, is_confirmed=remember)
    entry = ledger.receive(
        held.account,
        amount=held.amount,
        on=held.on,
        payer=payer,
        key=key,
        made_by=made_by,
        now=now,
        shares=() if fee else shares,
    )
    _decide(held, LineState.MATCHED, entry, made_by=made_by, now=now)
    if fee:
        credit = credit_of(entry)
        ledger.accept_fee_on(credit, shares=shares, fee=fee, made_by=made_by, now=now, key=f"{key}:fee")
    return entry


@transaction.atomic
def keep_as_deposit(line: StatementLine, *, payer: Payer, made_by: int, now: datetime) -> Entry:
    """A line becomes a deposit of a payer, to be used or paid back later.

    Raises PaymentError decided; LedgerError.
    """
    held = _undecided(line, only_in=True)
    entry = ledger.receive(
        held.account, amount=held.amount, on=held.on, payer=payer, key=_key(held), made_by=made_by, now=now
    )
    _decide(held, LineState.KEPT, entry, made_by=made_by, now=now)
    return entry


@transaction.atomic
def close_as(
    line: StatementLine, *, against: LedgerAccount, code: str, made_by: int, now: datetime, note: str = ""
) -> Entry:
    """A line that is no dues, in or out: interest, a grant, an own transfer, a bank's fee.

    Raises PaymentError decided; LedgerError not_counter_account, year_closed.
    """
    held = _undecided(line)
    entry = ledger.book(
        held.account,
        against=against,
        amount=held.amount,
        on=held.on,
        key=_key(held),
        code=code,
        note=note,
        made_by=made_by,
        now=now,
    )
    _decide(held, LineState.CLOSED, entry, made_by=made_by, now=now)
    return entry


@transaction.atomic
def pay_back(line: StatementLine, *, credit: Leg, made_by: int, now: datetime) -> Entry:
    """A line by which money went out again pays back a payer's deposit, or a part of it.

    Raises PaymentError: decided, money_in; LedgerError: not_a_credit, before_credit, over_credit, year_closed.
    """
    held = _undecided(line)
    if held.amount >= 0:
        raise PaymentError("money_in")
    entry = ledger.refund(
        credit,
        account=held.account,
        amount=-held.amount,
        on=held.on,
        key=_key(held),
        made_by=made_by,
        now=now,
    )
    _decide(held, LineState.CLOSED, entry, made_by=made_by, now=now)
    return entry


@transaction.atomic
def leave_open(line: StatementLine, *, made_by: int, now: datetime) -> None:
    """A line waits: nothing is booked, nobody it may concern is reminded. Raises PaymentError decided."""
    _decide(_undecided(line), LineState.LATER, None, made_by=made_by, now=now)


@transaction.atomic
def take_back_pair(line: StatementLine, *, made_by: int, now: datetime) -> StatementLine:
    """A line by which the bank takes an earlier one back: what that one paid is undone, and both cancel out.

    Raises PaymentError: decided, no_pair (no earlier line of that amount and name); LedgerError.
    """
    held = _undecided(line)
    pair = (
        StatementLine.objects.select_for_update()
        .filter(account=held.account, amount=-held.amount, payer=held.payer, on__lte=held.on)
        .exclude(state=LineState.VOID)
        .order_by("-on", "-pk")
        .first()
    )
    if held.amount >= 0 or pair is None:
        raise PaymentError("no_pair")
    if pair.entry_id:
        undo(pair, made_by=made_by, now=now)
        pair.refresh_from_db()
    for one in (pair, held):
        _decide(one, LineState.VOID, None, made_by=made_by, now=now)
    return pair


@transaction.atomic
def undo(line: StatementLine, *, made_by: int, now: datetime) -> StatementLine:
    """Takes a decision back: what was booked is reversed, uses of the money included, and the line is open again.

    Booked on the line's own day, or today where its year is closed or the money was used later. Raises PaymentError
    not_decided; LedgerError.
    """
    held = StatementLine.objects.select_for_update(of=("self",)).select_related("entry").get(pk=line.pk)
    if held.state in UNDECIDED and held.entry_id is None and held.state == LineState.OPEN:
        raise PaymentError("not_decided")
    entry = held.entry
    held.attempt += 1
    held.proposals = []
    _decide(held, LineState.OPEN, None, made_by=made_by, now=now)
    jobs.enqueue(MATCH)
    if entry is not None:
        _reverse(entry, held.on, made_by=made_by, now=now)
    return held


def _reverse(entry: Entry, day: date, *, made_by: int, now: datetime) -> None:
    today = now.astimezone().date()
    days = [today] if is_closed(fiscal_year_of(day).starting_year) else [day, today]
    for place, on in enumerate(days, start=1):
        try:
            ledger.reverse(
                entry,
                on=on,
                made_by=made_by,
                now=now,
                code="undone",
                with_uses=entry.kind == EntryKind.RECEIVED,
            )
        except LedgerError as refusal:
            if refusal.code != "before_credit" or place == len(days):
                raise
        else:
            return


def _undecided(line: StatementLine, *, only_in: bool = False) -> StatementLine:
    """The line, locked, if nobody has decided about it yet."""
    held = StatementLine.objects.select_for_update(of=("self",)).select_related("account").get(pk=line.pk)
    if held.state not in UNDECIDED:
        raise PaymentError("decided")
    if only_in and held.amount <= 0:
        raise PaymentError("money_out")
    return held


def _decide(
    held: StatementLine, state: LineState, entry: Entry | None, *, made_by: int | None, now: datetime
) -> None:
    held.state, held.entry, held.decided_by, held.decided_at = state, entry, made_by, now
    held.is_automatic = made_by is None
    held.save(
        update_fields=[
            "state",
            "entry",
            "decided_by",
            "decided_at",
            "is_automatic",
            "attempt",
            "proposals",
        ]
    )


def _key(held: StatementLine) -> str:
    """Each attempt books under a key of its own, so that an undone one is not taken for done."""
    return f"line:{held.key}:{held.attempt}"


def _name_seen(
    line: StatementLine, payer: Payer, *, made_by: int | None, now: datetime, is_confirmed: bool
) -> None:
    """Keeps a name that somebody decided about; what was posted by itself taught nothing new."""
    if made_by is not None and payer.is_known and line.payer.strip():
        source = NameSource.CONFIRMED if is_confirmed else NameSource.PAST
        _keep_name(payer, line.payer, source, line.origin, made_by=made_by, now=now)


def _keep_name(
    payer: Payer, name: str, source: NameSource, origin: str, *, made_by: int | None, now: datetime
) -> PayingName:
    owner = {"person_id": payer.person_id, "organisation_id": payer.organisation_id}
    known, is_new = PayingName.objects.get_or_create(
        **owner,
        name=name.strip()[:200],
        defaults={"source": source, "origin": origin, "made_by": made_by, "made_at": now},
    )
    if not is_new and known.source == NameSource.PAST:
        known.source, known.origin = source, origin or known.origin
        known.save(update_fields=["source", "origin"])
    return known
