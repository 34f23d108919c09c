"""What members see and do themselves, and what nobody else sees by guessing."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from membership.invoices.actions import make_slip
from membership.invoices.models import Invoice
from membership.ledger import actions as ledger
from membership.ledger.queries import account
from membership.ledger.rules import NewCharge, Payer, Share
from membership.members.models import NamedCover
from membership.papers.actions import void
from membership.papers.sending import send_paper
from membership.receipts.actions import issue_receipts
from membership.receipts.queries import waiting_credits
from membership.selfservice import actions
from membership.selfservice.models import PayerName
from membership.selfservice.queries import membership_of, seats_of
from membership.tiers.choices import Coverage
from network.association.actions import save_association
from network.association.models import Association
from network.mail.models import OutboxMessage
from network.people.choices import Role
from network.people.models import Invitation
from tests.factories.membership import (
    MembershipContactFactory,
    MembershipFactory,
    NamedCoverFactory,
    OfficeMembershipFactory,
    PaperFactory,
)
from tests.factories.network import AccountFactory, OrganisationFactory, account_with_role

pytestmark = [pytest.mark.django_db, pytest.mark.capability("M12")]

NOW = datetime(2026, 5, 11, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def association():
    ledger.lay_accounts()
    save_association(
        Association(
            name="見本の会",
            bank_name="見本銀行",
            branch_name="本店",
            account_number="1234567",
            account_holder="ミホンノカイ",
        )
    )


def billed(payer, membership, *, key="dues:1", amount=2000):
    return ledger.bill(
        [
            NewCharge(
                kind="dues",
                key=key,
                fiscal_year=2026,
                amount=amount,
                payer=payer,
                due_on=date(2026, 6, 30),
                membership_id=membership.pk,
                tier_id=membership.tier_id,
            )
        ],
        on=date(2026, 4, 1),
        made_by=None,
        now=NOW,
    )


def slip_for(payer, charges):
    return make_slip(charges, payer=payer, due_on=date(2026, 6, 30), made_by=None, now=NOW)


def receipt_for(payer, charge, *, key="line:1"):
    """The charge is paid by transfer, and its receipt issued."""
    ledger.receive(
        account("bank"),
        amount=charge.amount,
        on=date(2026, 5, 8),
        payer=payer,
        key=key,
        shares=[Share(charge.pk, charge.amount)],
        made_by=None,
        now=NOW,
    )
    [credit] = waiting_credits()
    [paper] = issue_receipts(credit, one_each=False, made_by=None, now=NOW)
    return paper


@pytest.fixture
def member():
    """An account whose person owes one year's dues and has paid another's."""
    account_of_member = AccountFactory()
    membership = MembershipFactory(person=account_of_member.person, tier__name="個人会員")
    payer = Payer(person_id=account_of_member.person_id)
    [paid] = billed(payer, membership, key="dues:paid", amount=1111)
    account_of_member.receipt = receipt_for(payer, paid)
    account_of_member.slip = slip_for(payer, billed(payer, membership, amount=2222))
    return account_of_member


@pytest.fixture
def office():
    """An organisation with one contact, its slip and its receipt."""
    membership = OfficeMembershipFactory(
        tier__coverage=Coverage.NAMED, tier__named_places=2, tier__name="賛助会員"
    )
    payer = Payer(organisation_id=membership.organisation_id)
    contact = AccountFactory()
    MembershipContactFactory(organisation=membership.organisation, person=contact.person)
    [paid] = billed(payer, membership, key="office:paid", amount=3333)
    membership.contact = contact
    membership.receipt = receipt_for(payer, paid, key="line:office")
    membership.slip = slip_for(payer, billed(payer, membership, key="office:open", amount=4444))
    return membership


@pytest.mark.parametrize("language", ["", "/en"])
def test_member_sees_dues_slips_receipts_and_payments(client, member, language):
    client.force_login(member)

    page = client.get(f"{language}/membership/mine/").content.decode()

    assert all(text in page for text in ("¥2,222", "¥1,111", member.slip.reference, member.receipt.number))
    assert f"{language}/membership/mine/paper/{member.receipt.pk}/" in page


@pytest.mark.parametrize("years", [1, 3])
def test_money_page_asks_the_same_however_long_the_history(client, django_assert_num_queries, years):
    account_of_member = AccountFactory()
    membership = MembershipFactory(person=account_of_member.person)
    payer = Payer(person_id=account_of_member.person_id)
    for year in range(years):
        [charge] = billed(payer, membership, key=f"dues:{year}")
        receipt_for(payer, charge, key=f"line:{year}")
        slip_for(payer, billed(payer, membership, key=f"open:{year}"))
        actions.say_payer_name(payer, f"ミホン{'アイウ'[year]}", now=NOW)
    client.force_login(account_of_member)
    client.get(reverse("membership:mine"))

    with django_assert_num_queries(MONEY_QUERIES):
        client.get(reverse("membership:mine"))


MONEY_QUERIES = 10


def test_files_are_pdfs_for_their_owner(client, member):
    client.force_login(member)

    slip = client.get(reverse("membership:slip_file", args=[member.slip.reference]))
    paper = client.get(reverse("membership:paper_file", args=[member.receipt.pk]))

    assert slip.content.startswith(b"%PDF")
    assert paper.content.startswith(b"%PDF")
    assert paper["Content-Disposition"] == 'attachment; filename="receipt-R8-000001.pdf"'
    assert "no-store" in paper["Cache-Control"]


def things(member, office):
    """Every object with an owner, and its address."""
    return {
        "own slip": reverse("membership:slip_file", args=[member.slip.reference]),
        "own receipt": reverse("membership:paper_file", args=[member.receipt.pk]),
        "office page": reverse("membership:organisation", args=[office.organisation_id]),
        "office slip": reverse("membership:slip_file", args=[office.slip.reference]),
        "office receipt": reverse("membership:paper_file", args=[office.receipt.pk]),
    }


OWN, OFFICES = {"own slip", "own receipt"}, {"office page", "office slip", "office receipt"}


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        pytest.param("public", set(), id="a visitor"),
        pytest.param("stranger", set(), id="another member"),
        pytest.param("colleague", set(), id="who works there but does not look after it"),
        pytest.param("earlier contact", set(), id="who looked after it until yesterday"),
        pytest.param("treasurer", set(), id="a treasurer, who has the desk for it"),
        pytest.param("member", OWN, id="the member"),
        pytest.param("contact", OFFICES, id="the organisation's contact"),
    ],
)
def test_role_by_object(client, member, office, who, sees):
    earlier = MembershipContactFactory(
        organisation=office.organisation, until=timezone.localdate().replace(year=2025)
    )
    colleague = AccountFactory()
    colleague.person.affiliations.create(organisation=office.organisation, since=date(2020, 4, 1))
    visitors = {
        "stranger": AccountFactory,
        "colleague": lambda: colleague,
        "earlier contact": lambda: AccountFactory(person=earlier.person),
        "treasurer": lambda: account_with_role(Role.TREASURER),
        "member": lambda: member,
        "contact": lambda: office.contact,
    }
    if who in visitors:
        client.force_login(visitors[who]())

    answers = {name: client.get(url).status_code for name, url in things(member, office).items()}

    assert {name for name, status in answers.items() if status == 200} == sees
    assert set(answers.values()) <= ({200, 404} if who != "public" else {302})


def test_payer_name_is_kept_once_and_taken_back_by_its_owner_alone(client, member):
    client.force_login(member)
    for _press in range(2):
        client.post(reverse("membership:say_name"), {"payer_kana": "みほん はなこ"})
    name = PayerName.objects.get()
    stranger = AccountFactory()

    assert (name.kana, name.person) == ("ミホン ハナコ", member.person)
    client.force_login(stranger)
    assert client.post(reverse("membership:forget_name", args=[name.pk])).status_code == 404
    client.force_login(member)
    client.post(reverse("membership:forget_name", args=[name.pk]))
    assert PayerName.objects.count() == 0


def test_payer_name_when_no_bank_could_send_it_comes_back(client, member):
    client.force_login(member)

    response = client.post(reverse("membership:say_name"), {"payer_kana": "見本 花子"})

    assert response.status_code == 422
    assert "見本 花子" in response.content.decode()
    assert PayerName.objects.count() == 0


def test_contact_names_somebody_and_ends_the_place(client, office):
    client.force_login(office.contact)
    organisation = office.organisation

    client.post(
        reverse("membership:give_seat", args=[organisation.pk]),
        {"name": "見本 新太", "email": "shinta@person.example"},
    )
    [seat] = seats_of(office, on=timezone.localdate())
    page = client.get(reverse("membership:organisation", args=[organisation.pk])).content.decode()
    client.post(reverse("membership:end_seat", args=[organisation.pk, seat.cover.pk]))

    assert seat.person.name == "見本 新太"
    assert "見本 新太" in page
    assert seats_of(office, on=timezone.localdate()) == []


def test_end_seat_keeps_the_history_of_somebody_named_before(office):
    cover = NamedCoverFactory(membership=office)
    today = date(2026, 5, 11)

    assert actions.end_seat(office, cover.pk, on=today, made_by=None)
    assert not actions.end_seat(office, cover.pk, on=today, made_by=None)
    assert NamedCover.objects.get(pk=cover.pk).until == date(2026, 5, 10)


def test_end_seat_of_another_organisation_is_not_found(client, office):
    foreign = NamedCoverFactory()
    client.force_login(office.contact)

    url = reverse("membership:end_seat", args=[office.organisation_id, foreign.pk])

    assert client.post(url).status_code == 404
    assert NamedCover.objects.get(pk=foreign.pk).until is None


def test_contact_invites_somebody_named_to_an_account(client, office):
    cover = NamedCoverFactory(membership=office)
    client.force_login(office.contact)
    page = reverse("membership:organisation", args=[office.organisation_id])
    url = reverse("membership:invite_seat", args=[office.organisation_id, cover.pk])
    assert url in client.get(page).content.decode()

    answer = client.post(url)

    assert answer.url == page
    invitation = Invitation.objects.get()
    assert (invitation.person, invitation.invited_by) == (cover.person, office.contact)
    assert OutboxMessage.objects.filter(template="network/people/invitation", person=cover.person).exists()


def test_contact_invites_nobody_who_has_an_account(client, office):
    cover = NamedCoverFactory(membership=office, person=AccountFactory().person)
    client.force_login(office.contact)
    url = reverse("membership:invite_seat", args=[office.organisation_id, cover.pk])

    shown = client.get(reverse("membership:organisation", args=[office.organisation_id])).content.decode()
    client.post(url)

    assert url not in shown
    assert not Invitation.objects.exists()


def test_contact_invites_the_same_person_three_times_a_day(client, office):
    cover = NamedCoverFactory(membership=office)
    client.force_login(office.contact)

    for _time in range(5):
        client.post(reverse("membership:invite_seat", args=[office.organisation_id, cover.pk]))

    assert Invitation.objects.count() == 3


def test_invite_at_another_organisation_is_not_found(client, office, member):
    own, foreign = NamedCoverFactory(membership=office), NamedCoverFactory()
    client.force_login(office.contact)
    guessed = client.post(reverse("membership:invite_seat", args=[office.organisation_id, foreign.pk]))
    client.force_login(member)
    stranger = client.post(reverse("membership:invite_seat", args=[office.organisation_id, own.pk]))

    assert (guessed.status_code, stranger.status_code) == (404, 404)
    assert not Invitation.objects.exists()


@pytest.mark.capability("M4")
def test_desk_enters_a_handwritten_receipt(client, member):
    client.force_login(account_with_role(Role.TREASURER))
    payer = Payer(person_id=member.person_id)
    [charge] = billed(payer, MembershipFactory(person=member.person), key="dues:hand", amount=700)
    ledger.receive(
        account("cash"),
        amount=700,
        on=date(2026, 5, 8),
        payer=payer,
        key="cash:1",
        shares=[Share(charge.pk, 700)],
        made_by=None,
        now=NOW,
    )
    [credit] = waiting_credits()
    url = reverse("papers:handwritten", args=[credit.pk])
    assert url in client.get(reverse("papers:index")).content.decode()

    wrong = client.post(url, {"number": "No.12/3"})
    client.post(url, {"number": "A-0123"})
    again = client.post(url, {"number": "A-0124"}, follow=True)
    shown = client.get(reverse("papers:index"), {"q": "A-0123"}).content.decode()

    assert wrong.context["form"].errors
    assert "手書きの領収書 A-0123" in shown
    assert "この入金の領収書は発行済みです" in again.content.decode()
    assert waiting_credits() == {}


@pytest.mark.parametrize(
    ("taken", "code"),
    [
        pytest.param(["見本 一郎", "見本 二郎"], "full", id="no place left"),
        pytest.param(["見本 新太"], "seated", id="named already"),
    ],
)
def test_give_seat_when_it_cannot_be_is_refused(office, taken, code):
    def give(name):
        actions.give_seat(office, name=name, email="s@person.example", on=date(2026, 5, 11), made_by=None)

    for name in taken:
        give(name)

    with pytest.raises(actions.SelfServiceError, match=code):
        give("見本 新太")


def test_give_seat_when_the_tier_covers_everybody_is_refused():
    membership = OfficeMembershipFactory()

    with pytest.raises(actions.SelfServiceError, match="not_named"):
        actions.give_seat(membership, name="見本 新太", email="s@person.example", on=NOW.date(), made_by=None)
    assert membership_of(OrganisationFactory(), on=NOW.date()) is None


@pytest.mark.capability("M4")
def test_letter_leads_to_the_paper_without_an_account(client, member):
    assert send_paper(member.receipt, made_by=None, now=timezone.now())
    assert not send_paper(member.receipt, made_by=None, now=timezone.now())
    mail = OutboxMessage.objects.get(template="membership/papers/receipt")

    page = client.get(mail.context["action_url"], follow=True)
    file = client.get(page.request["PATH_INFO"] + "file/")

    assert mail.to_address == member.person.email
    assert "R8-000001" in page.content.decode()
    assert file.content.startswith(b"%PDF")


@pytest.mark.capability("M4")
def test_paper_by_link_when_looked_at_twice_still_opens(client, member):
    send_paper(member.receipt, made_by=None, now=timezone.now())
    url = OutboxMessage.objects.get().context["action_url"]

    statuses = [
        getattr(client, verb)(url, follow=True).status_code for verb in ("head", "get", "head", "get")
    ]

    assert statuses == [200] * 4


@pytest.mark.capability("M4")
def test_desk_issues_shows_sends_and_voids(client):
    person = AccountFactory().person
    payer = Payer(person_id=person.pk)
    [charge] = billed(payer, MembershipFactory(person=person))
    ledger.receive(
        account("bank"),
        amount=2000,
        on=date(2026, 5, 8),
        payer=payer,
        key="line:1",
        shares=[Share(charge.pk, 2000)],
        made_by=None,
        now=NOW,
    )
    [credit] = waiting_credits()
    client.force_login(account_with_role(Role.TREASURER))

    before = client.get(reverse("papers:index")).content.decode()
    client.post(reverse("papers:issue", args=[credit.pk]))
    after = client.get(reverse("papers:index")).content.decode()
    paper = person.papers.get()
    client.post(reverse("papers:send", args=[paper.pk]))
    client.post(reverse("papers:reissue", args=[paper.pk]))
    client.post(reverse("papers:void", args=[paper.pk]), {"reason": ""})
    unvoided = client.get(reverse("papers:show", args=[paper.pk])).content.decode()
    client.post(reverse("papers:void", args=[paper.pk]), {"reason": "宛名違い"})
    shown = client.get(reverse("papers:show", args=[paper.pk])).content.decode()

    assert reverse("papers:issue", args=[credit.pk]) in before
    assert reverse("papers:issue", args=[credit.pk]) not in after
    assert paper.number in after
    assert "宛名違い" not in unvoided
    assert "宛名違い" in shown
    assert OutboxMessage.objects.count() == 1


@pytest.mark.capability("M4")
def test_desk_drafts_an_invoice_from_a_slip_and_issues_it(client, office):
    client.force_login(account_with_role(Role.TREASURER))
    typed = {"addressee": "みほん市長", "subject": "会費", "issued_on": "", "with_set": "on"}

    listed = client.get(reverse("papers:slips")).content.decode()
    drafted = client.post(reverse("papers:new_invoice", args=[office.slip.reference]), typed)
    preview = client.get(drafted.url + "file/")
    issued = client.post(drafted.url + "issue/")
    again = client.post(drafted.url + "issue/")

    assert office.slip.reference in listed
    assert preview.content.startswith(b"%PDF")
    assert issued.url == again.url
    paper = office.organisation.papers.get(series="invoice")
    assert (paper.number, paper.amount, paper.record["with_set"]) == ("R8-000001", 4444, True)


@pytest.mark.capability("M4")
def test_desk_declares_an_invoice_void_in_the_register_and_as_an_invoice(client, office):
    client.force_login(account_with_role(Role.TREASURER))
    typed = {"addressee": "みほん市長", "issued_on": ""}
    draft = client.post(reverse("papers:new_invoice", args=[office.slip.reference]), typed).url
    client.post(f"{draft}issue/")
    invoice = Invoice.objects.get()
    url = reverse("papers:void", args=[invoice.paper.pk])

    asked = client.get(url).content.decode()
    unreasoned = client.post(url, {"reason": " "})
    invoice.refresh_from_db()
    assert "みほん市長" in asked
    assert (unreasoned.status_code, invoice.voided_at) == (200, None)
    client.post(url, {"reason": "宛名違い"})
    again = client.post(url, {"reason": "もう一度"})

    invoice.refresh_from_db()
    paper = office.organisation.papers.get(series="invoice")
    assert again.url == reverse("papers:show", args=[paper.pk])
    assert (paper.void_reason, paper.voided_on) == ("宛名違い", timezone.localdate(invoice.voided_at))


@pytest.mark.capability("M4")
def test_desk_drops_a_draft_that_then_cannot_be_issued(client, office):
    client.force_login(account_with_role(Role.TREASURER))
    draft = client.post(
        reverse("papers:new_invoice", args=[office.slip.reference]), {"addressee": "みほん市長"}
    ).url

    client.get(f"{draft}drop/")
    assert Invoice.objects.get().voided_at is None
    client.post(f"{draft}drop/")
    client.post(f"{draft}issue/")

    invoice = Invoice.objects.get()
    assert invoice.voided_at is not None
    assert invoice.number is None
    assert reverse("papers:issue_draft", args=[invoice.pk]) not in client.get(draft).content.decode()


@pytest.mark.parametrize("papers", [1, 3])
@pytest.mark.capability("M4")
def test_register_asks_the_same_however_many_papers(client, django_assert_num_queries, papers):
    for _paper in range(papers):
        PaperFactory()
    client.force_login(account_with_role(Role.TREASURER))
    client.get(reverse("papers:index"))

    with django_assert_num_queries(REGISTER_QUERIES):
        client.get(reverse("papers:index"))


REGISTER_QUERIES = 12


@pytest.mark.capability("M4")
def test_send_when_void_is_refused(member):
    void(member.receipt, reason="誤り", on=date(2026, 5, 12), made_by=None)

    with pytest.raises(Exception, match="void"):
        send_paper(member.receipt, made_by=None, now=NOW)
