"""A visitor without an account and a meeting that costs something: with scripts, without, and by keyboard."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.fees.choices import FeeWay
from events.fees.models import SeatCharge
from membership.invoices.models import Slip
from membership.ledger.actions import lay_accounts
from tests.browser.visitor import newest_mail
from tests.events.fees.scene import party_of, with_fee
from tests.factories.events import meeting
from tests.membership.reminders.books import with_bank_account

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.capability("M16"),
]


def test_guest_reads_the_total_pays_and_leaves_the_party(visitor):
    lay_accounts()
    with_bank_account()
    pool = with_fee(meeting(seats=30, starts_at=timezone.now() + timedelta(days=21)), 1000)
    party = party_of(pool, amount=4000, way=FeeWay.DOOR)

    visitor.opens(reverse("events:detail", args=[pool.event.slug]))
    visitor.sees("¥4,000")
    visitor.presses("参加を申し込む")
    visitor.sees("合計：¥1,000")
    visitor.fills("name", "髙橋 見本子")
    visitor.fills("email", "takahashi@mihon.example")
    visitor.ticks("parts")
    visitor.presses("確認番号を受け取る")
    visitor.sees("合計：¥5,000")
    assert not SeatCharge.objects.exists()
    visitor.presses("確認番号を受け取る")
    visitor.page.wait_for_url("**/confirm/**")
    code = newest_mail("takahashi@mihon.example", "events/registration/address").context["code"]
    visitor.fills("code", code)
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/manage/**")

    visitor.sees(Slip.objects.get().reference)
    visitor.sees("¥4,000を現金")
    visitor.presses("参加するプログラムを選ぶ")
    visitor.ticks("parts")
    visitor.presses("この内容に変更する")
    visitor.sees("合計：¥0")
    visitor.presses("この内容に変更する")
    visitor.page.wait_for_url("**/manage/**")
    assert list(SeatCharge.objects.filter(returned_at=None).values_list("pool", flat=True)) == [pool.pk]
    assert SeatCharge.objects.filter(pool=party).exists()
