"""A named trade: the words of a reminder, as a mail and on paper: what is open, the exact reference, how to transfer."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from django.utils.translation import override

from membership.invoices.models import Slip
from membership.invoices.queries import open_lines
from membership.invoices.wording import on_page, on_paper
from membership.ledger.models import Charge
from membership.papers.pdf import print_pdf
from membership.papers.queries import bank_account, issuer
from membership.papers.rules import (
    BankAccount,
    Line,
    Record,
    SlipWords,
    addressed,
    slip_record,
    typed_name,
    yen,
)
from membership.reminders.choices import Level
from membership.reminders.models import Reminder
from membership.selfservice.models import PayerName
from network.mail import actions as mail
from network.mail.rules import Recipient

TEMPLATES = {
    Level.FIRST: "membership/reminders/first",
    Level.SECOND: "membership/reminders/second",
    Level.LAST: "membership/reminders/last",
}
# On paper; mails have theirs in templates.
OPENINGS = {
    Level.FIRST: "下記のお支払いにつきまして、期限を過ぎておりますが、まだご入金を確認できておりません。お手数ですが、お振込みくださいますようお願いいたします。",
    Level.SECOND: "先日お願いいたしました下記のお支払いにつきまして、まだご入金を確認できておりません。お振込みくださいますよう、重ねてお願いいたします。お支払いの時期などについてご相談がありましたら、遠慮なくお知らせください。",
    Level.LAST: "下記のお支払いにつきまして、これまで2回お願いいたしましたが、まだご入金を確認できておりません。お手紙でのお願いは、今回が最後となります。お支払いが難しい場合は、これからのことをご一緒に考えたく存じますので、どうぞご連絡ください。",
}


def tell(reminder: Reminder, parts: Sequence[Charge], *, to: Recipient, bank: BankAccount, kana: str) -> None:
    """Queue the mail of a reminder; `parts` are the slip's charges with `open_amount`. Once per slip and level."""
    slip = reminder.slip
    with override(to.language):
        lines = [{"words": on_page(charge), "amount": yen(charge.open_amount)} for charge in parts]
    mail.queue(
        key=f"reminder:{slip.pk}:{reminder.level}",
        to=to,
        template=TEMPLATES[Level(reminder.level)],
        context={
            "due_on": slip.due_on,
            "lines": lines,
            "total": yen(reminder.total),
            "reference": slip.reference,
            "typed": typed_name(slip.reference, kana),
            "bank": asdict(bank),
        },
    )


def paper_letter(reminder: Reminder) -> bytes | None:
    """The letter as PDF, with what is open now; None when nothing is, or the association has no bank account.

    Raises MissingLetterError.
    """
    slip, bank = reminder.slip, bank_account()
    parts = open_lines(slip)
    if bank is None or not parts or slip.withdrawn_at:
        return None
    return print_pdf(_record(reminder, parts, bank), made_at=reminder.made_at)


def kana_of(slips: Sequence[Slip]) -> dict[int, str]:
    """The name the payer of each slip said to pay under, as last said; one query."""
    people = {slip.person_id for slip in slips if slip.person_id}
    bodies = {slip.organisation_id for slip in slips if slip.organisation_id}
    names: dict[tuple[int | None, int | None], str] = {}
    for of in ({"person__in": people}, {"organisation__in": bodies}):
        rows = PayerName.objects.filter(**of).order_by("said_at", "pk")
        names |= {
            (person, body): kana for person, body, kana in rows.values_list("person", "organisation", "kana")
        }
    return {slip.pk: names.get((slip.person_id, slip.organisation_id), "") for slip in slips}


def _record(reminder: Reminder, parts: Sequence[tuple[Charge, int]], bank: BankAccount) -> Record:
    slip = reminder.slip
    words = SlipWords(
        addressee=addressed(
            (slip.person or slip.organisation).name, is_body=slip.organisation_id is not None
        ),
        lines=[Line(on_paper(charge), amount, charge.tax_class) for charge, amount in parts],
        issuer=issuer(),
        bank=bank,
        reference=slip.reference,
        payer_kana=kana_of([slip])[slip.pk],
        due_on=slip.due_on,
    )
    asking = slip_record(words)
    return replace(
        asking,
        title="お支払いのお願い",
        fields={**asking.fields, "opening": OPENINGS[Level(reminder.level)]},
    )
