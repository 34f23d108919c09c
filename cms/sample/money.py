"""A named trade: a year's dues of the demo, and a statement of the bank that settles most of them. All 見本."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from cms.sample.people import Cast
from membership.invoices.actions import make_slips
from membership.invoices.models import Slip
from membership.ledger.actions import bill
from membership.ledger.queries import account
from membership.ledger.rules import NewCharge, Payer
from membership.members.models import Membership
from membership.payments.actions import keep_file, match_lines, read_file
from membership.payments.choices import Format
from membership.payments.lines import BankLine, Statement, StatementAccount
from membership.payments.models import StatementLine
from membership.payments.writing import half_width, write_zengin
from membership.tiers.models import TierFee
from network.association.queries import fiscal_year_of
from network.organisations.models import Organisation
from network.people.choices import Role
from network.people.models import Person

DUE_AFTER = timedelta(days=60)
OPENING = 120_000
# How the payers of the list pay, in turn.
WITH_REFERENCE, BY_NAME, FEE_DEDUCTED, BY_ANOTHER_NAME, NOT_YET = range(5)
TURNS = (WITH_REFERENCE, WITH_REFERENCE, BY_NAME, WITH_REFERENCE, FEE_DEDUCTED, NOT_YET, BY_ANOTHER_NAME)


def lay_money(cast: Cast, *, now: datetime, today: date) -> str:
    """Bill this year's dues, make slips, give a file of the bank and have it matched; what was done, in a line."""
    treasurer = cast.accounts[Role.TREASURER.value].pk
    year = fiscal_year_of(today)
    begins = max(year.first_day, today - timedelta(days=90))
    charges = bill(list(_dues(year.starting_year, begins)), on=begins, made_by=treasurer, now=now)
    slips = make_slips(
        [
            ([charge], Payer(charge.person_id, charge.organisation_id), charge.due_on, None)
            for charge in charges
        ],
        made_by=treasurer,
        now=now,
    )
    content = write_zengin(_statement(list(_lines(slips, begins, today)), today))
    file = keep_file(content, name="見本_入出金明細.txt", account=account("bank"), made_by=treasurer, now=now)
    read_file(file.pk, today=today)
    posted = match_lines(today=today, now=now)
    return (
        f"{len(charges)} charges, {StatementLine.objects.count()} lines of the bank, {posted} of them booked"
    )


def _dues(year: int, begins: date) -> Iterator[NewCharge]:
    fees = {
        fee.tier_id: fee.amount
        for fee in TierFee.objects.filter(fiscal_year__lte=year).order_by("fiscal_year")
    }
    for membership in Membership.objects.select_related("tier").order_by("pk"):
        if membership.tier_id in fees:
            yield NewCharge(
                kind="dues",
                key=f"dues:{membership.pk}:{year}",
                fiscal_year=year,
                amount=fees[membership.tier_id],
                payer=Payer(membership.person_id, membership.organisation_id),
                due_on=begins + DUE_AFTER,
                membership_id=membership.pk,
                tier_id=membership.tier_id,
                wording=f"{year}年度 会費（{membership.tier.name}）",
                wording_en=f"Dues FY{year} ({membership.tier.name_en})",
            )


def _lines(slips: list[Slip], begins: date, today: date) -> Iterator[BankLine]:
    days = max((today - begins).days, 1)
    for place, slip in enumerate(slips):
        payer = _owner(slip)
        name = half_width(payer.kana)
        on = begins + timedelta(days=place * days // max(len(slips), 1))
        turn = TURNS[place % len(TURNS)]
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
