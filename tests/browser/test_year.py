"""A year of an association in a real browser: joining, paying, mistakes, leaving, closing, and the next April."""

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.programme.models import Event
from events.registration.models import Registration
from membership.closing.queries import year_end
from membership.invoices.models import Slip
from membership.ledger import actions as ledger
from membership.ledger.models import Charge, Entry
from membership.ledger.queries import account, credits_left, is_closed, open_of
from membership.members.models import Membership
from membership.papers.models import Paper
from membership.payments.choices import LineState
from membership.payments.lines import BankLine, StatementAccount
from membership.payments.models import StatementLine
from membership.payments.writing import half_width, write_zengin
from membership.tasks import recognise_dues
from membership.tiers.models import Tier, TierFee
from network.mail.models import OutboxMessage
from network.people.choices import Role
from network.people.models import Person
from tests.browser.visitor import newest_mail
from tests.factories.events import meeting
from tests.factories.membership import (
    MembershipContactFactory,
    MembershipFactory,
    OfficeMembershipFactory,
)
from tests.factories.network import (
    PASSWORD,
    AccountFactory,
    AffiliationFactory,
    OrganisationFactory,
    PersonFactory,
    account_with_role,
)
from tests.membership.ledger.books import check_books
from tests.membership.payments.statements import plain_statement
from tests.membership.reminders.books import with_bank_account

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.capability("M12", "M16"),
]
DUES, OFFICE_DUES, FEE = 2000, 5000, 3000


class Clock:
    """The site's time: stands where the story is, and ticks."""

    def __init__(self):
        self.goes_to(date(2026, 4, 6))

    def __call__(self):
        return self.moment + timedelta(seconds=time.monotonic() - self.since)

    def goes_to(self, day, hour=10):
        self.moment = datetime(day.year, day.month, day.day, hour - 9, tzinfo=UTC)
        self.since = time.monotonic()


@pytest.fixture
def clock(monkeypatch):
    """The one clock of the process, that of the server's threads too; sessions and caches keep the real one."""
    clock = Clock()
    monkeypatch.setattr(timezone, "now", clock)
    return clock


class Office:
    """The association and its desk, as a treasurer and a secretariat work in it with a browser."""

    def __init__(self, page, sign_in, clock, live_server):
        self.page, self.sign_in, self.clock, self.url = page, sign_in, clock, live_server.url
        page.set_default_timeout(10_000)
        self.treasurer = account_with_role(Role.TREASURER)
        self.secretariat = account_with_role(Role.SECRETARIAT)
        self.balance = 0
        with_bank_account(account_kind="ordinary")
        ledger.lay_accounts()
        self.individual, self.office_tier = (Tier.objects.get(code=code) for code in ("individual", "office"))
        for tier, amount in ((self.individual, DUES), (self.office_tier, OFFICE_DUES)):
            for year in (2026, 2027):
                TierFee.objects.update_or_create(tier=tier, fiscal_year=year, defaults={"amount": amount})

    def opens(self, name, *arguments, by=None, query=""):
        if by is not None:
            self.sign_in(by)
        answer = self.page.goto(reverse(name, args=arguments) + query)
        assert answer.ok, f"{name}: {answer.status}"

    def presses(self, words, *, exact=False):
        self.page.locator("main").get_by_role("button", name=words, exact=exact).first.click()
        self.page.wait_for_load_state()

    def sees(self, words):
        text = self.page.locator("main").inner_text()
        assert words in text, text

    def fetches(self, url):
        """A file as the signed-in browser gets it."""
        answer = self.page.request.get(url)
        assert answer.ok, f"{url}: {answer.status}"
        return answer.body()

    def gives_statement(self, *lines):
        """The bank's file of these movements, handed in at the desk."""
        plain = plain_statement()
        closing = self.balance + sum(line.amount for line in lines)
        held = StatementAccount(lines, "0000", "001", "1", "1234567", "ﾐﾎﾝﾉｶｲ", self.balance, closing)
        self.balance = closing
        content = write_zengin(replace(plain, accounts=(held,), made_on=timezone.localdate()))
        self.opens("payments:files", by=self.treasurer)
        self.page.set_input_files(
            "[name=file]", {"name": "meisai.txt", "mimeType": "text/plain", "buffer": content}
        )
        self.presses("ファイルを読み取る")
        found = StatementLine.objects.filter(on__in={line.on for line in lines})
        assert found.count() >= len(lines)

    def line(self, amount, on):
        return StatementLine.objects.get(amount=amount, on=on)


@pytest.fixture
def office(page, sign_in, clock, live_server, settings):
    settings.SITE_URL = live_server.url
    return Office(page, sign_in, clock, live_server)


def paid(slip, name="ﾐﾎﾝ", *, amount=None, on=None):
    """A transfer with the slip's reference typed before the name."""
    return BankLine(on or timezone.localdate(), amount or slip.total, f"{slip.reference} {name}"[:48])


def slip_of(person):
    return Slip.objects.filter(person=person, withdrawn_at=None).latest("pk")


def still_owed(slip):
    return sum(open_of(slip.lines.values_list("charge", flat=True)).values())


def joins(office, name="髙橋 見本子", address="takahashi@mihon.example"):
    """Applies on the public page, is accepted, chooses a password: the person."""
    office.opens("membership:join")
    office.page.get_by_role("link", name="個人会員").click()
    office.page.fill("main [name=name]", name)
    office.page.fill("main [name=kana]", "たかはし みほんこ")
    office.page.fill("main [name=email]", address)
    office.presses("入会を申し込む")
    office.page.wait_for_url("**/applied/**")
    office.opens("applications:index", by=office.secretariat)
    office.presses("承認")
    welcome = newest_mail(address, "membership/joining/welcome")
    invitation = newest_mail(address, "network/people/invitation")
    office.page.context.clear_cookies()
    office.page.goto(invitation.context["action_url"])
    office.page.fill("[name=password]", PASSWORD)
    office.page.fill("[name=password_again]", PASSWORD)
    office.page.keyboard.press("Enter")
    office.page.wait_for_url("**/my/**")
    person = Person.objects.get(email=address)
    assert welcome.context["slip"]["reference"] == slip_of(person).reference
    return person


@pytest.mark.django_db(transaction=True)
def test_year(office, clock):
    # April: somebody joins, pays with the number of the letter, and fetches the receipt.
    newcomer = joins(office)
    slip = slip_of(newcomer)
    office.opens("membership:mine")
    office.sees(slip.reference)
    assert office.fetches(reverse("membership:slip_file", args=[slip.reference])).startswith(b"%PDF")
    clock.goes_to(date(2026, 4, 20))
    office.gives_statement(paid(slip))
    assert still_owed(slip) == 0
    office.opens("papers:index")
    office.presses("領収書を発行")
    receipt = Paper.objects.get()
    office.opens("membership:mine", by=newcomer.account)
    office.sees(receipt.number)
    assert office.fetches(reverse("membership:paper_file", args=[receipt.pk])).startswith(b"%PDF")

    # The register of old: five who work for one body, two namesakes' payers, one who will leave, one who forgets.
    body = OrganisationFactory(name="みほん市社会福祉協議会", kana="ミホンシシャカイフクシキョウギカイ")
    staff = [AffiliationFactory(organisation=body).person for _ in range(5)]
    alike, other, leaver, forgetful = (
        PersonFactory(kana=kana) for kana in ("ヤマダ タロウ", "ヤマダ ジロウ", "サトウ ハナ", "スズキ イチ")
    )
    for person in (*staff, alike, other, leaver, forgetful):
        MembershipFactory(person=person, tier=office.individual)
    OfficeMembershipFactory(organisation=OrganisationFactory(), tier=office.office_tier)
    contact = AccountFactory(person=staff[0])
    MembershipContactFactory(organisation=body, person=staff[0])
    office.opens("renewal:index", by=office.treasurer)
    office.presses("請求")
    assert Charge.objects.filter(kind="dues", fiscal_year=2026).count() == 11

    # May: the body pays for its five with one slip; each gets a receipt of one's own.
    clock.goes_to(date(2026, 5, 11))
    office.opens("membership:staff", body.pk, by=contact)
    for box in office.page.locator("main [name=charges]").all():
        box.check()
    office.presses("1通のご案内にまとめる")
    bundle = Slip.objects.get(organisation=body)
    assert bundle.total == 5 * DUES
    office.gives_statement(paid(bundle, half_width(body.kana)))
    assert still_owed(bundle) == 0
    office.opens("papers:index")
    office.presses("お一人ずつ発行する")
    assert {paper.person for paper in Paper.objects.filter(amount=DUES).exclude(pk=receipt.pk)} == set(staff)

    # June: somebody pays a thousand too much; it is kept, then paid back by the bank.
    clock.goes_to(date(2026, 6, 8))
    office.gives_statement(paid(slip_of(leaver), half_width(leaver.kana), amount=3000))
    over = office.line(3000, date(2026, 6, 8))
    assert over.state == LineState.OPEN
    office.opens("payments:line", over.pk)
    office.presses("承認する")
    assert credits_left().get(person=leaver).left == 1000
    clock.goes_to(date(2026, 6, 15))
    office.gives_statement(BankLine(date(2026, 6, 15), -1000, half_width(leaver.kana)))
    office.opens("payments:line", office.line(-1000, date(2026, 6, 15)).pk)
    office.page.get_by_label(leaver.name).check()
    office.presses("返金として記帳する")
    assert not credits_left().exists()

    # July: a line is booked on the wrong one of two, undone, and booked on the right one.
    clock.goes_to(date(2026, 7, 6))
    office.gives_statement(BankLine(date(2026, 7, 6), DUES, "ﾔﾏﾀﾞ"))
    line = office.line(DUES, date(2026, 7, 6))
    for person in (alike, other):
        office.opens("payments:line", line.pk, query=f"?q={person.name}")
        office.page.locator("main [name=charges][type=checkbox]").first.check()
        office.presses("選んだものに記帳する")
        assert still_owed(slip_of(person)) == 0
        if person == alike:
            office.opens("payments:line", line.pk)
            office.presses("取り消す")
            assert still_owed(slip_of(person)) == DUES
    assert Entry.objects.filter(kind="reversal").exists()

    # September: who has not paid is asked; nobody else is. One leaves.
    clock.goes_to(date(2026, 9, 14))
    office.opens("reminders:index", by=office.treasurer)
    office.presses("件送る")
    asked = set(
        OutboxMessage.objects.filter(template="membership/reminders/first").values_list(
            "to_address", flat=True
        )
    )
    assert forgetful.email in asked
    assert not asked & {person.email for person in (newcomer, *staff, other, leaver)}
    leaving = Membership.objects.get(person=leaver)
    office.opens("memberships:edit", leaving.pk, by=office.secretariat)
    office.page.fill("[name=until]", "2027-03-31")
    office.page.keyboard.press("Tab")  # the calendar that opened under the field closes
    office.presses("保存")
    leaving.refresh_from_db()
    assert leaving.until == date(2027, 3, 31)

    # November: a meeting with a fee; the newcomer registers, sees what it costs, pays.
    clock.goes_to(date(2026, 11, 2))
    pool = meeting(title="見本の研修会", starts_at=datetime(2026, 12, 3, 5, 0, tzinfo=UTC))
    event = Event.objects.get(pk=pool.event_id)
    office.opens("event_desk:capacity", event.pk, by=office.secretariat)
    office.page.locator("summary").first.click()
    office.page.fill(f"[name=fee-{pool.pk}-amount]", str(FEE))
    office.presses("保存")
    office.opens("events:register", event.slug, by=newcomer.account)
    office.sees("¥3,000")
    office.presses("申し込む")
    office.page.wait_for_url("**/done/**")
    fee_slip = slip_of(newcomer)
    office.sees(fee_slip.reference)
    office.gives_statement(paid(fee_slip))
    assert Registration.objects.get().state == "confirmed"
    assert still_owed(fee_slip) == 0
    assert newest_mail(newcomer.email, "events/registration/fee_received").context["received"] == "¥3,000"

    # March: the next year is billed; one pays at once, which is no income yet.
    clock.goes_to(date(2027, 3, 15))
    office.opens("renewal:index", by=office.treasurer, query="?year=2027")
    office.presses("請求")
    billed = set(Charge.objects.filter(fiscal_year=2027, kind="dues").values_list("membership", flat=True))
    assert leaving.pk not in billed
    assert Membership.objects.get(person=newcomer).pk in billed
    office.gives_statement(paid(slip_of(newcomer), on=date(2027, 3, 15)))
    before = year_end(2026)
    assert before.dues_in_advance == DUES

    # April: advances become income, the year is closed, and nothing can be booked into it any more.
    clock.goes_to(date(2027, 4, 5))
    recognise_dues()
    office.opens("year_end:index", by=office.treasurer, query="?year=2026")
    pack = year_end(2026)
    members = 1 + 5 + 1 + 1  # newcomer, staff, leaver, the other one of two
    assert (pack.dues_received, pack.is_sound) == (members * DUES, True)
    assert pack.balances["bank"] == office.balance
    office.page.get_by_role("link", name="年度を締める").click()
    office.presses("年度を締める")
    assert is_closed(2026)
    office.opens("payments:line", line.pk)
    office.presses("取り消す")
    assert is_closed(2026)
    assert year_end(2026).balances == pack.balances
    assert year_end(2027).dues_from_advance == DUES
    check_books()
    assert account("bank") is not None
    assert office.page.complaints == []
