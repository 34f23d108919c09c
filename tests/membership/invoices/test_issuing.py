"""Invoices: drafted, looked at, issued; sending is apart."""

from datetime import UTC, date, datetime

import pytest

from membership.invoices.actions import make_slip
from membership.invoices.issuing import InvoiceForm, draft_invoice, issue_invoice, preview, void_invoice
from membership.invoices.models import Invoice
from membership.ledger import actions as ledger
from membership.ledger.rules import NewCharge, Payer
from membership.papers.models import NumberSeries, Paper
from membership.papers.rules import MissingLetterError, PaperError, WrongPaperError
from network.mail.models import OutboxMessage
from tests.factories.membership import OfficeMembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("M4")]

NOW = datetime(2026, 5, 11, 3, 0, tzinfo=UTC)


@pytest.fixture
def slip():
    """An office's dues with their slip."""
    ledger.lay_accounts()
    membership = OfficeMembershipFactory(organisation__name="みほん市", tier__name="事業所会員")
    payer = Payer(organisation_id=membership.organisation_id)
    charges = ledger.bill(
        [
            NewCharge(
                kind="dues",
                key="dues:1",
                fiscal_year=2026,
                amount=5000,
                payer=payer,
                due_on=date(2026, 6, 30),
                membership_id=membership.pk,
                tier_id=membership.tier_id,
            )
        ],
        on=date(2026, 4, 1),
        made_by=7,
        now=NOW,
    )
    return make_slip(charges, payer=payer, due_on=date(2026, 6, 30), made_by=7, now=NOW)


def drafted(slip, **form):
    charges = [line.charge for line in slip.lines.all()]
    return draft_invoice(
        charges,
        payer=Payer(organisation_id=slip.organisation_id),
        form=InvoiceForm(**{"addressee": "みほん市長"} | form),
        slip=slip,
        made_by=7,
        now=NOW,
    )


def test_draft_and_preview_use_no_number_and_tell_nobody(slip):
    invoice = drafted(slip)

    assert preview(invoice, now=NOW).startswith(b"%PDF")
    assert preview(invoice, now=NOW).startswith(b"%PDF")
    assert (invoice.number, Paper.objects.count(), NumberSeries.objects.count()) == (None, 0, 0)
    assert OutboxMessage.objects.count() == 0


def test_issue_gives_the_number_and_keeps_the_words(slip):
    paper = issue_invoice(drafted(slip, with_set=True, subject="会費"), made_by=7, now=NOW)

    assert (paper.number, paper.amount, paper.organisation) == ("R8-000001", 5000, slip.organisation)
    assert Invoice.objects.get().number == "R8-000001"
    assert paper.record["addressee"] == "みほん市長　様"
    assert paper.record["date"] == "　　　　年　　月　　日"
    assert paper.record["due"] == "2026年（令和8年）6月30日"
    assert paper.record["reference"] == slip.reference
    assert paper.record["with_set"] is True
    assert paper.record["lines"] == [
        {"words": "2026年度会費（事業所会員）", "amount": "¥5,000", "tax": "不課税"}
    ]
    assert OutboxMessage.objects.count() == 0


def test_issue_when_pressed_twice_is_one_paper(slip):
    invoice = drafted(slip)

    first, second = (issue_invoice(invoice, made_by=7, now=NOW) for _press in range(2))

    assert first == second
    assert Paper.objects.count() == 1


def test_void_keeps_the_number_and_what_is_owed(slip):
    invoice = drafted(slip)
    paper = issue_invoice(invoice, made_by=7, now=NOW)

    void_invoice(invoice, reason="宛名違い", made_by=7, now=NOW)
    void_invoice(invoice, reason="again", made_by=7, now=NOW)

    paper.refresh_from_db()
    assert (paper.number, paper.voided_on, paper.void_reason) == ("R8-000001", date(2026, 5, 11), "宛名違い")
    with pytest.raises(PaperError, match="void"):
        issue_invoice(invoice, made_by=7, now=NOW)
    assert issue_invoice(drafted(slip), made_by=7, now=NOW).number == "R8-000002"


def test_issue_when_a_letter_is_missing_uses_no_number(slip):
    invoice = drafted(slip, addressee="\U0002a6d6町長")

    with pytest.raises(MissingLetterError):
        issue_invoice(invoice, made_by=7, now=NOW)

    assert issue_invoice(drafted(slip), made_by=7, now=NOW).number == "R8-000001"


@pytest.mark.parametrize(
    ("payer", "takes", "code"),
    [
        pytest.param(Payer(person_id=1), True, "another_payer", id="somebody else"),
        pytest.param(Payer(organisation_id=1), False, "nothing_on_it", id="nothing"),
    ],
)
def test_draft_when_it_would_be_wrong_is_refused(slip, payer, takes, code):
    charges = [line.charge for line in slip.lines.all()] if takes else []

    with pytest.raises(WrongPaperError, match=code):
        draft_invoice(charges, payer=payer, form=InvoiceForm("みほん市長"), slip=None, made_by=7, now=NOW)
