"""The board over HTTP: what members, visitors and holders of a receipt see, and what each page costs."""

from datetime import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.association.dates import TOKYO
from network.board.choices import Act, Reason, Stage
from network.board.deciding import ask_to_rephrase, reject
from network.board.models import BoardPolicy, HeldAct, Post, PostReceipt, Thread
from network.board.queries import place_of
from network.board.release import release
from network.people.choices import Role
from tests.factories.membership import MembershipFactory, TierFactory
from tests.factories.network import AccountFactory, PersonFactory, account_with_role
from tests.network.board.conftest import moderator

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 25, 10, 5, tzinfo=TOKYO)
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=TOKYO)
QUESTION = "家賃の相談が続くとき、どこまで一緒に動きますか。"
ANSWER = "私は三回までと決めて、その先は会議に出しています。"
ONCE = "11111111-2222-4333-8444-555555555555"
NAMED = "［PERSON：見本 太郎］さんの家賃のことで相談です。"


@pytest.fixture(autouse=True)
def morning():
    """A Wednesday morning."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def tier():
    return TierFactory()


@pytest.fixture(autouse=True)
def thirty(tier):
    """Enough people entitled to post."""
    MembershipFactory.create_batch(30, tier=tier)


def signed_in(tier=None) -> Client:
    """A browser of somebody, a member where there is a tier."""
    account = AccountFactory(person=PersonFactory())
    if tier:
        MembershipFactory(tier=tier, person=account.person)
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def member(tier):
    return signed_in(tier)


@pytest.fixture
def asked(member):
    """A question of the member's that is out; the answer that showed its receipt."""
    answer = member.post(reverse("board:ask"), {"text": QUESTION, "topics": ["housing"]})
    release(now=NOON)
    return answer.context


@pytest.fixture
def post(asked):
    return Post.objects.get()


def to(name, *args):
    return reverse(f"board:{name}", args=args)


def own(post):
    return to("own", place_of(post.pk, post.thread.epoch))


# --- asking ---------------------------------------------------------------------------------------


@pytest.mark.capability("B1")
@pytest.mark.capability("B6")
def test_asking_shows_the_receipt_once(member):
    page = member.get(to("ask"))
    assert page.status_code == 200
    assert "11月25日(水) 12:00" in page.text
    assert "だれが書いたかは保存しません" in page.text

    answer = member.post(to("ask"), {"text": QUESTION, "topics": ["housing"], "once": ONCE})

    assert answer.status_code == 200
    assert answer.context["number"] in answer.text
    assert answer.context["code"] in answer.text
    again = member.post(to("ask"), {"text": QUESTION, "once": ONCE})
    assert "number" not in again.context
    assert HeldAct.objects.count() == 1


def test_what_the_check_finds_is_not_sent_until_it_was_looked_at(member):
    answer = member.post(to("ask"), {"text": NAMED, "because": ""})

    assert HeldAct.objects.count() == 0
    assert "見本 太郎" in answer.text
    answer = member.post(to("ask"), {"text": NAMED, "because": "public"})
    assert HeldAct.objects.get().stage == Stage.HELD
    assert answer.context["number"]


def test_similar_questions_are_shown_before_sending(member, asked):
    answer = member.post(to("ask"), {"text": "家賃の相談はどこまで一緒に動くのか", "look": "yes"})

    assert to("thread", Thread.objects.get().pk) in answer.text
    assert "家賃の相談はどこまで一緒に動くのか" in answer.text
    assert HeldAct.objects.count() == 0


def test_what_is_missing_is_said(member):
    answer = member.post(to("ask"), {"text": "短い"})

    assert answer.context["form"].errors.keys() == {"text"}


def test_the_form_says_when_everything_is_read_first(member, check):
    check.check = None

    page = member.get(to("ask"))

    assert page.context["reads_first"] is True
    assert page.context["check_is_off"] is True


def test_below_thirty_the_board_is_closed_and_says_why(member):
    BoardPolicy.objects.create(pk=1, least_entitled=32)

    assert "32" in member.get(to("front")).text
    assert member.get(to("ask")).status_code == 403
    assert member.post(to("ask"), {"text": QUESTION}).status_code == 403
    assert HeldAct.objects.count() == 0


def test_a_tier_may_read_only():
    reader = signed_in(TierFactory(may_write_board=False))

    assert reader.get(to("front")).status_code == 200
    assert reader.get(to("ask")).status_code == 403


@pytest.mark.parametrize("name", ["front", "ask", "search"])
def test_visitors_are_sent_to_sign_in(client, name):
    assert client.get(to(name)).url.startswith(reverse("account_login"))


def test_who_is_no_member_reads_why():
    assert signed_in().get(to("front")).status_code == 403
    assert signed_in(TierFactory(may_read_board=False)).get(to("front")).status_code == 403


def test_a_text_of_a_sign_in_that_ran_out_stands_on_the_page_and_nowhere_else(client):
    answer = client.post(to("ask"), {"text": QUESTION})

    assert answer.status_code == 403
    assert QUESTION in answer.text
    assert "kept" not in client.session


def test_moderators_read_and_do_not_answer(asked):
    browser = Client()
    browser.force_login(account_with_role(Role.MODERATOR, person=PersonFactory()))
    thread = Thread.objects.get()

    assert browser.get(to("front")).status_code == 200
    assert browser.get(to("ask")).status_code == 403
    assert browser.post(to("answer", thread.pk), {"text": ANSWER}).status_code == 403
    assert browser.post(to("me_too", thread.pk)).status_code == 403


# --- reading --------------------------------------------------------------------------------------


def test_no_page_is_kept_or_told_to_others(member, asked):
    answer = member.get(to("front"))

    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer.headers["Cache-Control"]


def test_every_page_names_whom_to_call(member, asked):
    BoardPolicy.objects.create(pk=1, contact_name="見本 窓口", contact_phone="011-000-0000")
    thread, post = Thread.objects.get(), Post.objects.get()
    pages = [
        to("front"),
        to("search"),
        to("ask"),
        to("receipt"),
        to("thread", thread.pk),
        own(post),
        to("comment", post.pk),
        to("flag", post.pk),
    ]

    for page in pages:
        text = member.get(page).text
        assert "見本 窓口" in text, page
        assert "011-000-0000" in text, page


@pytest.mark.parametrize(("amount", "queries"), [(1, 9), (3, 9)])
def test_front_costs(member, amount, queries, django_assert_num_queries):
    for number in range(amount):
        member.post(to("ask"), {"text": f"{QUESTION}{number}"})
    release(now=NOON)
    member.get(to("front"))

    with django_assert_num_queries(queries):
        page = member.get(to("front"))

    assert len(page.context["unanswered"]) == len(page.context["mine"]) == amount


@pytest.mark.parametrize(("amount", "queries"), [(1, 11), (3, 11)])
def test_thread_costs(tier, member, post, amount, queries, django_assert_num_queries):
    for _number in range(amount):
        signed_in(tier).post(to("answer", post.thread_id), {"text": ANSWER})
    release(now=NOON)
    member.get(to("thread", post.thread_id))

    with django_assert_num_queries(queries):
        page = member.get(to("thread", post.thread_id))

    assert len(page.context["posts"]) == amount + 1


@pytest.mark.capability("B2")
def test_a_conversation_has_labels_instead_of_names(tier, member, post):
    helper = signed_in(tier)
    helper.post(to("answer", post.thread_id), {"text": ANSWER})
    release(now=NOON)
    answer = Post.objects.exclude(pk=post.pk).get()
    member.post(
        to("answer", post.thread_id), {"text": "ありがとうございます。やってみます。", "reply_to": answer.pk}
    )
    release(now=NOON)

    page = member.get(to("thread", post.thread_id))

    first, second = page.context["posts"]
    assert (first.label, second.label, second.comments[0].label) == ("投稿者", "回答者1", "投稿者")
    assert (first.is_mine, second.is_mine, second.may_be_accepted) == (True, False, True)
    assert second.comments[0].replies_to == "回答者1"
    assert first.week == "今週"


@pytest.mark.parametrize("name", ["thread", "own", "comment", "flag"])
def test_what_is_not_there(member, name):
    assert member.get(to(name, "00000000-0000-4000-8000-000000000000")).status_code == 404


@pytest.mark.capability("B1")
def test_search_by_post(member, asked):
    assert member.get(to("search")).context["found"] is None
    assert len(member.post(to("search"), {"words": "家賃"}).context["found"]) == 1
    assert member.post(to("search"), {"words": "量子もつれ"}).context["found"] == []
    assert member.post(to("search"), {"words": ""}).context["found"] is None


def test_topics(member, asked):
    assert len(member.get(to("front"), {"topic": "housing"}).context["unanswered"]) == 1
    assert member.get(to("front"), {"topic": "food"}).context["unanswered"] == []
    assert len(member.get(to("front"), {"topic": "guessed"}).context["unanswered"]) == 1


# --- deeds ----------------------------------------------------------------------------------------


def test_an_answer_that_the_check_finds_something_in(member, post):
    answer = member.post(to("answer", post.thread_id), {"text": NAMED})
    assert answer.context["put_right"]
    assert member.post(to("answer", post.thread_id), {"text": "短い"}).context["form"].errors
    assert HeldAct.objects.count() == 0


def test_an_answer_pressed_twice(member, post):
    for _time in range(2):
        member.post(to("answer", post.thread_id), {"text": ANSWER, "once": ONCE})

    assert HeldAct.objects.count() == 1


def test_a_closed_conversation_keeps_what_was_typed_on_the_page(member, post):
    Thread.objects.update(is_closed=True)

    assert member.get(to("thread", post.thread_id)).context["may_write"] is False
    answer = member.post(to("answer", post.thread_id), {"text": ANSWER})
    assert (answer.status_code, ANSWER in answer.text) == (409, True)


def test_the_same_worry_and_the_answer_that_helped(tier, member, post):
    other = signed_in(tier)
    assert other.post(to("me_too", post.thread_id)).status_code == 200
    other.post(to("answer", post.thread_id), {"text": ANSWER})
    release(now=NOON)
    answer = Post.objects.exclude(pk=post.pk).get()

    assert other.post(to("accept", answer.pk)).status_code == 404
    assert member.post(to("accept", answer.pk)).status_code == 200
    assert member.post(to("accept", post.pk)).status_code == 409
    release(now=NOON)

    thread = Thread.objects.get()
    assert (thread.me_too, thread.accepted_id) == (1, answer.pk)


def test_a_reader_points_a_post_out(tier, post):
    reader = signed_in(tier)

    assert reader.get(to("flag", post.pk)).status_code == 200
    assert reader.post(to("flag", post.pk), {"reason": "guessed"}).context["form"].errors
    assert reader.post(to("flag", post.pk), {"reason": "personal"}).status_code == 200

    assert reader.get(to("flag", post.pk)).status_code == 404
    assert "家賃" not in reader.get(to("thread", post.thread_id)).text
    browser = Client()
    browser.force_login(account_with_role(Role.MODERATOR))
    release(now=NOON)
    Post.objects.update(state="released")
    assert browser.post(to("flag", post.pk), {"reason": "other"}).status_code == 403


def test_ones_own_post_by_tag(tier, member, post):
    assert signed_in(tier).get(own(post)).status_code == 404
    assert QUESTION in member.get(own(post)).text
    assert member.post(own(post), {"do": "edit", "text": "短い"}).context["form"].errors
    assert member.post(own(post), {"do": "edit", "text": f"{QUESTION}追記。"}).status_code == 200
    assert HeldAct.objects.get().act == Act.EDIT
    assert member.get(own(post)).context["change"]
    assert member.post(own(post), {"do": "guessed", "text": QUESTION}).status_code == 200
    assert member.post(own(post), {"do": "rephrase", "text": QUESTION}).status_code == 409
    assert member.post(own(post), {"do": "withdraw"}).status_code == 200
    release(now=NOON)
    assert Post.objects.get().text == ""


@pytest.mark.capability("B6")
def test_everything_by_receipt_without_signing_in(client, member):
    asked = member.post(to("ask"), {"text": NAMED, "because": "public"}).context
    proof = {"number": asked["number"].lower(), "code": asked["code"]}
    row = HeldAct.objects.get()
    ask_to_rephrase(
        row, port=moderator(), reason=Reason.PERSON, note="お名前を変えてください。", now=timezone.now()
    )

    page = client.post(to("receipt"), proof)
    assert "お名前を変えてください。" in page.text
    assert page.context["may_rephrase"] is True
    client.post(to("receipt"), {**proof, "do": "rephrase", "text": "ある方の家賃のことで相談です。"})
    row.refresh_from_db()
    assert (row.stage, row.text) == (Stage.HELD, "ある方の家賃のことで相談です。")
    reject(row, port=moderator(), reason=Reason.SENSITIVE, now=timezone.now())
    assert str(Reason.SENSITIVE.label) in client.post(to("receipt"), proof).text
    client.post(to("receipt"), {**proof, "do": "appeal", "text": "もう一度見てください。お願いします。"})
    row.refresh_from_db()
    assert (row.stage, row.is_appeal) == (Stage.HELD, True)
    assert client.post(to("receipt"), {**proof, "do": "withdraw"}).status_code == 200
    assert HeldAct.objects.count() == 0


@pytest.mark.capability("B6")
def test_five_tries_an_hour(client, asked):
    wrong = {"number": "AAAAAA", "code": "0" * 16}
    for _time in range(5):
        assert client.post(to("receipt"), wrong).status_code == 404

    assert client.post(to("receipt"), wrong).status_code == 429
    right = {"number": asked["number"], "code": asked["code"]}
    assert client.post(to("receipt"), right).status_code == 429
    assert client.post(to("receipt"), right, REMOTE_ADDR="10.1.2.3").status_code == 200


def test_a_receipt_that_cannot_be_one(client):
    page = client.post(to("receipt"), {"number": "12", "code": "ab"})

    assert page.context["form"].errors.keys() == {"number", "code"}
    assert PostReceipt.objects.count() == 0


def test_ten_posts_an_hour_keep_what_was_typed(member):
    for number in range(10):
        member.post(to("ask"), {"text": f"{QUESTION}{number}"})

    answer = member.post(to("ask"), {"text": QUESTION})

    assert (answer.status_code, QUESTION in answer.text) == (429, True)
