"""A named trade: dues of last year and this, most of them paid, a statement of the bank, a receipt. All 見本."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Max

from cms.sample.people import Cast
from membership.invoices.models import Slip
from membership.invoices.queries import proposal_for
from membership.ledger.actions import receive
from membership.ledger.queries import account
from membership.ledger.rules import Payer
from membership.payments.actions import keep_file, match_lines, read_file
from membership.payments.choices import Format
from membership.payments.lines import BankLine, Statement, StatementAccount
from membership.payments.models import StatementLine
from membership.payments.writing import half_width, write_zengin
from membership.receipts.actions import issue_receipts
from membership.receipts.queries import waiting_credits
from membership.renewal.actions import bill_lines
from membership.renewal.queries import preview
from membership.tiers.models import TierFee
from network.association.dates import FiscalYear
from network.association.queries import fiscal_year_of
from network.organisations.models import Organisation
from network.people.choices import Role
from network.people.models import Person

OPENING = 120_000
# How the payers of the list pay, in turn.
WITH_REFERENCE, BY_NAME, FEE_DEDUCTED, BY_ANOTHER_NAME, NOT_YET = range(5)
TURNS = (WITH_REFERENCE, WITH_REFERENCE, BY_NAME, WITH_REFERENCE, FEE_DEDUCTED, NOT_YET, BY_ANOTHER_NAME)
# Who has not paid yet, last year neither.
IN_ARREARS = "高橋 例子"


def lay_money(cast: Cast, *, now: datetime, today: date) -> str:
    """Bill two years' dues as the renewal does, book last year's, have this year's matched from a file of the bank."""
    treasurer = cast.accounts[Role.TREASURER.value].pk
    year = fiscal_year_of(today)
    begins = year.first_day
    _set_missing_fees(year.starting_year - 1, year.starting_year)
    before = _pay_all(_bill(year.starting_year - 1, made_by=treasurer, now=now), made_by=treasurer, now=now)
    slips = _bill(year.starting_year, made_by=treasurer, now=now)
    content = write_zengin(_statement(list(_lines(slips, begins, today)), today))
    file = keep_file(content, name="見本_入出金明細.txt", account=account("bank"), made_by=treasurer, now=now)
    read_file(file.pk, today=today)
    posted = match_lines(today=today, now=now)
    credit = next(credit for credit in waiting_credits() if credit.person_id == cast.people[0].pk)
    issue_receipts(credit, one_each=False, made_by=treasurer, now=now)
    return (
        f"{before} dues of last year, {len(slips)} of this, {StatementLine.objects.count()} lines of the bank, "
        f"{posted} of them booked"
    )


def _set_missing_fees(*years: int) -> None:
    """Dues for years the founding's table does not know any more: as in the last one it knows."""
    last = TierFee.objects.filter(fiscal_year=TierFee.objects.aggregate(last=Max("fiscal_year"))["last"])
    known = set(TierFee.objects.values_list("tier", "fiscal_year"))
    TierFee.objects.bulk_create(
        TierFee(tier_id=fee.tier_id, fiscal_year=year, amount=fee.amount)
        for fee in last
        for year in years
        if (fee.tier_id, year) not in known
    )


def _bill(year: int, *, made_by: int, now: datetime) -> list[Slip]:
    """Slips of everybody who owes dues of a year, billed on its first day."""
    on = FiscalYear(year).first_day
    return bill_lines(preview(year, on=on), fiscal_year=year, on=on, made_by=made_by, now=now)


def _pay_all(slips: list[Slip], *, made_by: int, now: datetime) -> int:
    """Everybody but one paid last year, week after week; how many were billed."""
    for place, slip in enumerate(slips):
        if str(_owner(slip)) != IN_ARREARS:
            receive(
                account("bank"),
                amount=slip.total,
                on=slip.due_on - timedelta(days=7 * (place % 9)),
                payer=Payer(slip.person_id, slip.organisation_id),
                key=f"sample:{slip.reference}",
                shares=proposal_for(slip, slip.total),
                made_by=made_by,
                now=now,
            )
    return len(slips)


def _lines(slips: list[Slip], begins: date, today: date) -> Iterator[BankLine]:
    days = max((today - begins).days, 1)
    for place, slip in enumerate(slips):
        payer = _owner(slip)
        name = half_width(payer.kana)
        on = begins + timedelta(days=place * days // max(len(slips), 1))
        turn = NOT_YET if payer.name == IN_ARREARS else TURNS[place % len(TURNS)]
        if turn == WITH_REFERENCE:
            yield BankLine(on, slip.total, f"{slip.reference} {name}"[:48])
        elif turn == BY_NAME:
            yield BankLine(on, slip.total, name)
        elif turn == FEE_DEDUCTED:
            yield BankLine(on, slip.total - 330, name)
        elif turn == BY_ANOTHER_NAME:
            yield BankLine(on, slip.total, f"{name[:10]} ｹｲﾘ".strip())
    yield BankLine(begins + timedelta(days=days // 3), 12, "ﾘｿｸ")
    yield BankLine(begins + timedelta(days=days // 2), 50_000, "ﾐﾎﾝﾀﾞｲﾁｻﾞｲﾀﾞﾝ ｼﾞﾖｾｲ")
    yield BankLine(begins + timedelta(days=days // 2), -330, "ﾌﾘｺﾐﾃｽｳﾘﾖｳ")
    yield BankLine(today, 3_000, "ﾐﾎﾝ ﾄｸﾒｲ")


def _owner(slip: Slip) -> Person | Organisation:
    return slip.person or slip.organisation


def _statement(lines: list[BankLine], today: date) -> Statement:
    ordered = tuple(sorted(lines, key=lambda line: line.on))
    closing = OPENING + sum(line.amount for line in ordered)
    one = StatementAccount(ordered, "9999", "001", "1", "0000001", "ﾐﾎﾝﾈﾂﾄﾜ-ｸ", OPENING, closing)
    return Statement(Format.ZENGIN_03, (one,), made_on=today)
