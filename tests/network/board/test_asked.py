"""What an author sees of a moderator's decision: the marked words with better ones, and whom to call in danger."""

from datetime import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from network.association.dates import TOKYO
from network.board.choices import Reason
from network.board.deciding import ask_to_rephrase
from network.board.marking import Mark
from network.board.models import HeldAct
from network.board.queries import place_of
from tests.factories.membership import MembershipFactory, TierFactory
from tests.factories.network import AccountFactory, PersonFactory
from tests.network.board.conftest import moderator

pytestmark = [pytest.mark.django_db, pytest.mark.capability("B10")]
NOW = datetime(2026, 11, 25, 10, 5, tzinfo=TOKYO)
TEXT = "［PERSON：見本 太郎］さんの家計の相談が続いています。"


@pytest.fixture
def author():
    """Somebody whose question waits."""
    tier = TierFactory()
    MembershipFactory.create_batch(30, tier=tier)
    person = PersonFactory()
    MembershipFactory(tier=tier, person=person)
    client = Client()
    with time_machine.travel(NOW, tick=False):
        client.force_login(AccountFactory(person=person))
        client.post(reverse("board:ask"), {"text": TEXT, "because": "public"})
        yield client


def page_after(author, reason):
    row = HeldAct.objects.get()
    marks = [Mark(0, 14, "PERSON", "ある方")]
    ask_to_rephrase(row, port=moderator(), reason=reason, note="", marks=marks, now=NOW)
    return author.get(reverse("board:own", args=[place_of(row.pk, row.epoch)])).text


def test_author_reads_what_was_marked_and_a_better_wording(author):
    page = page_after(author, Reason.PERSON)

    assert f"<mark>{TEXT[:14]}</mark>（言い換えの案： ある方）" in page
    assert 'href="tel:110"' not in page


def test_author_reads_whom_to_call_at_once(author):
    assert 'href="tel:110"' in page_after(author, Reason.URGENT)
