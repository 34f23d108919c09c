"""What visitors and organisers see of fees: the price, the total before anything is booked, how to pay."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from events.announcing.subject import EventSubject
from events.fees.choices import FeeWay
from events.fees.models import SeatCharge
from events.registration import actions
from events.registration.models import PartPlace, Registration
from membership.invoices.models import Slip
from membership.ledger.queries import credit_of
from membership.receipts.actions import issue_receipts
from network.mail.models import OutboxMessage
from tests.events.fees.scene import amounts, comes, far_meeting, pay, with_fee
from tests.events.registration.scene import TYPED, coming, post_as_guest, to
from tests.membership.reminders.books import with_bank_account

pytestmark = [pytest.mark.django_db, pytest.mark.capability("M16")]
DONE_WITH_FEES = 7


@pytest.fixture(autouse=True)
def _bank():
    with_bank_account()


def link_of(registration):
    """The page behind the personal link of the newest letter."""
    mail = OutboxMessage.objects.filter(to_address=registration.person.email).latest("pk")
    return reverse("events:manage", args=[mail.context["link"].rstrip("/").rpartition("/")[2]])


def test_page_tells_what_it_costs_and_how_it_is_paid(client):
    pool, party = far_meeting()
    with_fee(party, 4000, way=FeeWay.DOOR)

    page = client.get(to("detail", pool)).content.decode()

    assert "¥1,000" in page
    assert "¥4,000" in page
    assert "当日受付で現金" in page


def test_form_when_there_is_no_choice_shows_the_total_at_once(member, account):
    pool = with_fee(coming())

    form = member.get(to("register", pool))
    answer = member.post(to("register", pool), {"agreed": form.context["form"]["agreed"].value()})

    assert "合計：¥1,000" in form.content.decode()
    assert answer.status_code == 302
    assert amounts(Registration.objects.get(person=account.person)) == [1000]


def test_form_when_a_part_is_chosen_shows_the_total_before_anything_is_booked(member, account):
    pool, party = far_meeting()
    typed = {"parts": [str(party.part_key)], "agreed": "1000"}

    shown = member.post(to("register", pool), typed)
    assert not Registration.objects.exists()
    answer = member.post(to("register", pool), typed | {"agreed": shown.context["form"]["agreed"].value()})

    assert (shown.status_code, shown.context["total"]) == (200, 5000)
    assert "合計：¥5,000" in shown.content.decode()
    assert answer.status_code == 302
    assert amounts(Registration.objects.get(person=account.person)) == [1000, 4000]


def test_form_when_the_fee_changes_meanwhile(member):
    pool = with_fee(coming())
    member.get(to("register", pool))
    with_fee(pool, 1500)

    answer = member.post(to("register", pool), {"agreed": "1000"})

    assert answer.status_code == 409
    assert not Registration.objects.exists()


def test_done_page_tells_how_to_pay(member, account, django_assert_num_queries):
    pool, _party = far_meeting()
    comes(pool, person=account.person, now=timezone.now())
    member.get(to("done", pool))

    with django_assert_num_queries(DONE_WITH_FEES):
        page = member.get(to("done", pool)).content.decode()

    slip = Slip.objects.get()
    assert slip.reference in page
    assert reverse("membership:slip_file", args=[slip.reference]) in page


def test_visitor_finds_slip_and_receipt_behind_the_personal_link(client):
    pool = with_fee(coming())
    post_as_guest(client, pool, agreed="1000")
    row = actions.confirm_address(Registration.objects.get(person__email=TYPED["email"]), now=timezone.now())
    link = link_of(row)

    assert Slip.objects.get().reference in client.get(link).content.decode()
    assert client.get(f"{link}slip/").content.startswith(b"%PDF")
    [paper] = issue_receipts(credit_of(pay(row)), one_each=False, made_by=None, now=timezone.now())
    assert paper.number in client.get(link).content.decode()
    assert client.get(f"{link}receipt/{paper.pk}/").content.startswith(b"%PDF")
    assert client.get(f"{link}slip/").status_code == 404


def test_visitor_finds_nobody_else_s_receipt(client):
    pool = with_fee(coming())
    mine, other = (comes(pool, now=timezone.now()) for _ in range(2))
    [paper] = issue_receipts(credit_of(pay(other)), one_each=False, made_by=None, now=timezone.now())

    assert client.get(f"{link_of(mine)}receipt/{paper.pk}/").status_code == 404


def test_parts_when_a_member_joins_one_later(member, account):
    pool, party = far_meeting()
    row = comes(pool, person=account.person, now=timezone.now())
    typed = {"parts": [str(party.part_key)], "agreed": "0"}

    shown = member.post(to("parts_mine", pool), typed)
    assert not PartPlace.objects.exists()
    answer = member.post(to("parts_mine", pool), typed | {"agreed": "4000"})

    assert shown.context["total"] == 4000
    assert answer.url == to("done", pool)
    assert amounts(row) == [1000, 4000]


def test_parts_behind_the_personal_link(client):
    pool, party = far_meeting()
    row = comes(pool, party, now=timezone.now())
    link = link_of(row)

    assert client.get(f"{link}parts/").context["total"] == 4000
    answer = client.post(f"{link}parts/", {"agreed": "0"})

    assert answer.url == link
    assert amounts(row) == [1000]


def test_parts_when_the_fee_changes_meanwhile(client):
    pool, party = far_meeting()
    row = comes(pool, now=timezone.now())
    link = link_of(row)
    with_fee(party, 4500)

    answer = client.post(f"{link}parts/", {"parts": [str(party.part_key)], "agreed": "4500"})

    assert (answer.status_code, amounts(row)) == (302, [1000, 4500])


def test_parts_when_the_event_has_none(member, account):
    pool = coming()
    comes(pool, person=account.person, now=timezone.now())

    assert member.get(to("parts_mine", pool)).status_code == 404


def test_parts_when_the_place_was_given_up(client):
    pool, party = far_meeting()
    row = comes(pool, now=timezone.now())
    link = link_of(row)
    actions.cancel(row, by="self", now=timezone.now())

    answer = client.post(f"{link}parts/", {"parts": [str(party.part_key)], "agreed": "4000"})

    assert answer.status_code == 409
    assert not SeatCharge.objects.filter(returned_at=None).exists()


def fee_fields(pool, **changes):
    typed = {"amount": "2500", "way": "door", "tax_class": "rate_10", "refund_until": "2099-11-30"} | changes
    return {f"pool-{pool.pk}": "2"} | {f"fee-{pool.pk}-{name}": value for name, value in typed.items()}


def test_desk_when_an_organiser_sets_a_fee(at_desk, organiser):
    pool = coming()
    url = reverse("event_desk:capacity", args=[pool.event_id])

    at_desk(organiser).post(url, fee_fields(pool))

    pool.refresh_from_db()
    assert (pool.fee, pool.fee_way, pool.tax_class) == (2500, "door", "rate_10")
    assert str(pool.refund_until) == "2099-11-30"
    assert "¥2,500" in at_desk(organiser).get(url).content.decode()


def test_desk_when_an_organiser_takes_a_fee_off(at_desk, organiser):
    pool = with_fee(coming())

    at_desk(organiser).post(reverse("event_desk:capacity", args=[pool.event_id]), fee_fields(pool, amount=""))

    pool.refresh_from_db()
    assert (pool.fee, pool.price) == (0, None)


def test_desk_when_a_fee_is_no_number(at_desk, organiser):
    pool = coming()

    answer = at_desk(organiser).post(
        reverse("event_desk:capacity", args=[pool.event_id]), fee_fields(pool, amount="千円")
    )

    pool.refresh_from_db()
    assert pool.fee is None
    assert answer.context["pools"][0]["fee"].errors


def test_next_event_costs_what_the_last_one_cost(at_desk, organiser):
    pool, party = far_meeting()
    with_fee(party, 4000, until="2099-11-30")
    source = pool.event
    source.save_revision().publish()
    form = at_desk(organiser).get(reverse("event_editor:copy", args=[source.pk])).context["form"]

    at_desk(organiser).post(
        reverse("event_editor:copy", args=[source.pk]),
        {name: value for name, value in form.initial.items() if value is not None} | {"day": "2100-01-20"},
    )

    copied = source.__class__.objects.latest("pk")
    assert copied != source
    assert [(row.fee, row.refund_until) for row in copied.pools.all()] == [(1000, None), (4000, None)]


@pytest.mark.parametrize(
    ("until", "is_paid", "told"),
    [
        pytest.param(None, False, "お支払いはなくなります", id="nothing was paid"),
        pytest.param(None, True, "お支払い済みの参加費はお返しします", id="it was paid"),
        pytest.param(date(2026, 1, 1), False, "参加費はいただくことになります", id="too late"),
    ],
)
def test_giving_up_tells_what_becomes_of_the_fee_before_it_is_done(
    client, at_desk, organiser, until, is_paid, told
):
    pool = with_fee(coming(), until=until)
    row = comes(pool, now=timezone.now())
    if is_paid:
        pay(row)
    link = link_of(row)
    at_the_desk = reverse("event_desk:cancel_registration", args=[pool.event_id, row.pk])

    assert told in client.get(link).content.decode()
    assert told in at_desk(organiser).get(at_the_desk).content.decode()


def test_member_is_told_what_becomes_of_the_fee(member, account):
    pool = with_fee(coming())
    comes(pool, person=account.person, now=timezone.now())

    assert "お支払いはなくなります" in member.get(to("cancel_mine", pool)).content.decode()


def test_announcement_tells_what_it_costs():
    pool, _party = far_meeting(cost="資料代を含みます。")

    facts = EventSubject().facts(pool.event_id)

    assert facts["cost"] == ("参加費（1,000円・銀行振込） 懇親会（4,000円・銀行振込） 資料代を含みます。")
