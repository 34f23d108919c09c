"""A named trade: lines as the treasurer sees them, each with what it probably is and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from membership.ledger.models import Charge
from membership.payments.models import StatementLine
from membership.payments.queries import charges_with_open
from membership.payments.rules import PaymentError, shares_of
from membership.payments.wording import reason


@dataclass(frozen=True)
class ShownProposal:
    """A proposal in words. `key` is the digit that accepts it; `rest` what stays open, `over` what stays a deposit."""

    key: int
    charges: Sequence[Charge]
    ids: str
    fee: int
    reasons: Sequence[str]
    owed: int
    rest: int
    over: int

    @property
    def who(self) -> str:
        """Who owes what the proposal pays."""
        return str(self.charges[0].person or self.charges[0].organisation)


@dataclass(frozen=True)
class ShownLine:
    """A line and its proposals."""

    line: StatementLine
    proposals: Sequence[ShownProposal]


def shown_lines(found: Sequence[StatementLine]) -> list[ShownLine]:
    """Lines with proposals that still hold: what was paid meanwhile is left out. One query for all of them."""
    ids = {pk for line in found for told in line.proposals for pk in told["charges"]}
    charges = charges_with_open(ids) if ids else {}
    return [ShownLine(line, _shown(line, charges)) for line in found]


def _shown(line: StatementLine, charges: dict[int, Charge]) -> list[ShownProposal]:
    proposals = []
    for told in line.proposals:
        mine = [charges[pk] for pk in told["charges"] if pk in charges and charges[pk].open_amount > 0]
        if len(mine) < len(told["charges"]):
            continue
        open_amounts = {charge.pk: charge.open_amount for charge in mine}
        owed = sum(open_amounts.values())
        try:
            shares_of(line.amount, told["charges"], open_amounts, fee=told["fee"])
        except PaymentError:
            continue
        proposals.append(
            ShownProposal(
                key=len(proposals) + 1,
                charges=mine,
                ids=",".join(str(pk) for pk in told["charges"]),
                fee=told["fee"],
                reasons=[reason(one) for one in told["reasons"]],
                owed=owed,
                rest=max(0, owed - line.amount),
                over=max(0, line.amount - owed),
            )
        )
    return proposals
