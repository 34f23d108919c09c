"""B4: no page, mail, export or admin screen, of whichever role, holds an identifier of an author."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import NoReverseMatch, reverse

from cms.access.board import member_key
from network.association.dates import TOKYO
from network.board.models import HeldAct, Post, Thread
from network.board.queries import place_of
from network.board.release import release
from network.mail.models import OutboxMessage
from network.people.choices import Role
from tests.contracts.matrix import MATRIX
from tests.contracts.test_matrix import names_of_addresses, row_of
from tests.factories.membership import MembershipFactory, TierFactory
from tests.factories.network import AccountFactory, AffiliationFactory, account_with_role

pytestmark = [pytest.mark.capability("B4"), pytest.mark.django_db]

NOW = datetime(2026, 11, 25, 10, 5, tzinfo=TOKYO)
QUESTION = "家賃の相談が続くとき、どこまで一緒に動きますか。"
# Pages whose matter are posts; whether they know an author is asked of them one by one.
OF_THE_BOARD = ("board:", "notes:", "moderation:", "note_desk:")


@pytest.fixture
def author():
    """Somebody who asked, answered, waits for a moderator, and can be told apart from everybody."""
    tier = TierFactory()
    MembershipFactory.create_batch(30, tier=tier)
    work = AffiliationFactory(person__name="標識 花子", person__email="hyoshiki@author.example")
    MembershipFactory(tier=tier, person=work.person)
    account = AccountFactory(person=work.person, username="hyoshiki-login")
    with time_machine.travel(NOW, tick=False):
        client = Client()
        client.force_login(account)
        client.post(reverse("board:ask"), {"text": QUESTION})
        release(now=NOW + timedelta(hours=2))
        thread = Thread.objects.get()
        client.post(reverse("board:answer", args=[thread.pk]), {"text": "自分でも調べてみました。"})
        release(now=NOW + timedelta(hours=2))
        client.post(reverse("board:ask"), {"text": "［PERSON：見本］の相談です。", "because": "public"})
    return account


def readers(author):
    """Every role, another member, a superuser."""
    tier = TierFactory()
    other = AffiliationFactory()
    MembershipFactory(tier=tier, person=other.person)
    yield "visitor", None
    yield "other member", AccountFactory(person=other.person)
    for role in Role:
        yield role.value, account_with_role(role)
    yield "superuser", AccountFactory(is_superuser=True)


def marks_of(author) -> list[str]:
    """All by which the author could be told: on a page that speaks of a post, none of these may stand."""
    person = author.person
    tags = [tag for tag in Post.objects.values_list("tag", flat=True) if tag]
    tags += [tag for tag in HeldAct.objects.values_list("tag", flat=True) if tag]
    return [
        person.name,
        person.email,
        author.username,
        author.email,
        author.session_epoch,
        member_key(person.pk),
        *tags,
    ]


def board_pages() -> list[str]:
    """Every address of the board, for every post there is."""
    pages = []
    for name in sorted(set(names_of_addresses())):
        if not name.startswith("board:"):
            continue
        if row_of(name) and MATRIX[row_of(name)].post:
            continue
        short = name.partition(":")[2]
        if short == "thread":
            pages += [reverse(name, args=[pk]) for pk in Thread.objects.values_list("pk", flat=True)]
        elif short == "own":
            rows = Post.objects.values_list("pk", "thread__epoch")
            pages += [reverse(name, args=[place_of(pk, epoch)]) for pk, epoch in rows]
        elif short in ("comment", "flag"):
            pages += [reverse(name, args=[pk]) for pk in Post.objects.values_list("pk", flat=True)]
        else:
            pages.append(reverse(name))
    return [*pages, *(f"/en{page}" for page in pages)]


def test_no_page_of_the_board_knows_its_author(author):
    pages, marks, seen = board_pages(), marks_of(author), 0

    with time_machine.travel(NOW, tick=False):
        for role, account in readers(author):
            client = Client()
            if account:
                client.force_login(account)
            for page in pages:
                answer = client.get(page)
                seen += QUESTION in answer.text
                found = [mark for mark in marks if mark in answer.text or mark in str(answer.headers)]
                assert found == [], (role, page)

    assert len(pages) >= 16
    assert seen > 0


def test_no_page_of_the_moderators_knows_an_author(author):
    """They read what waits and what is out, in their own role and as a superuser; never by whom."""
    marks = marks_of(author)
    ids = [*HeldAct.objects.values_list("pk", flat=True), *Post.objects.values_list("pk", flat=True)]
    pages = [reverse(f"moderation:{name}") for name in ("index", "conversations", "log")]
    pages += [reverse("moderation:item", args=[pk]) for pk in ids]
    seen = 0

    for account in (account_with_role(Role.MODERATOR), AccountFactory(is_superuser=True)):
        client = Client()
        client.force_login(account)
        for page in pages:
            answer = client.get(page)
            assert answer.status_code == 200
            seen += QUESTION in answer.text
            assert [mark for mark in marks if mark in answer.text or mark in str(answer.headers)] == [], page

    assert seen >= 4


def test_no_page_of_the_desk_speaks_of_a_post(author):
    """What the desk shows of people has their names, so there the posts must be missing: words, ids and numbers."""
    marks = [QUESTION, *(str(pk) for pk in Post.objects.values_list("pk", flat=True))]
    names = [name for name in MATRIX if ":*" not in name and not name.startswith(OF_THE_BOARD)]
    account = AccountFactory(is_superuser=True)
    client = Client()
    client.force_login(account)
    opened = 0

    for name in names:
        if MATRIX[name].post:
            continue
        try:
            page = reverse(MATRIX[name].named or name)
        except NoReverseMatch:  # about one row of a table; lists hold them all
            continue
        answer = client.get(page)
        if answer.streaming or answer.status_code != 200:
            continue
        opened += 1
        assert [mark for mark in marks if mark in answer.content.decode(errors="replace")] == [], page

    assert opened > 40


def test_ones_own_file_speaks_of_no_post(author):
    """Whoever gets hold of it, or is made to hand it over, learns nothing of the board."""
    client = Client()
    client.force_login(author)
    marks = [QUESTION, *map(str, Post.objects.values_list("pk", flat=True)), *marks_of(author)[4:]]

    taken = client.post(reverse("network:own_file"), {"kind": "json"})

    assert author.person.name in taken.content.decode()
    assert [mark for mark in marks if mark in taken.content.decode()] == []


def test_no_mail_speaks_of_the_board(author):
    assert OutboxMessage.objects.count() == 0
