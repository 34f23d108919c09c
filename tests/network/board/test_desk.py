"""The moderators' pages: what waits, one thing at a time, what follows a decision, who may come."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from network.association.dates import TOKYO
from network.board import actions, deciding, queries, queue, release
from network.board.choices import Reason, Stage
from network.board.marking import seen
from network.board.models import BlockedTag, BoardDecision, HeldAct, Post
from network.people.choices import Role
from tests.factories.network import account_with_role
from tests.network.board.conftest import moderator, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.capability("B10")]
NOW = datetime(2026, 11, 25, 10, 5, tzinfo=TOKYO)
NOON = datetime(2026, 11, 25, 12, tzinfo=TOKYO)
NAMED = "［PERSON：見本 太郎］さんの家計の相談が続いています。どうしていますか。"
PLAIN = "家計の相談が続くとき、どこまで一緒に動きますか。"
INDEX = "/desk/peer-board/"


@pytest.fixture
def staff(client):
    """A moderator at the desk."""
    account = account_with_role(Role.MODERATOR)
    client.force_login(account)
    return account


@pytest.fixture
def other(client):
    """Another moderator."""
    return account_with_role(Role.MODERATOR)


def held(who="hanako", text=NAMED):
    return HeldAct.objects.get(pk=actions.ask(somebody(who), text=text, because="public", now=NOW).held_id)


def released(who="hanako"):
    pk = actions.ask(somebody(who), text=PLAIN, now=NOW).held_id
    release.release(now=NOON)
    return Post.objects.get(pk=pk)


def sent(row, do, **more):
    """The form as the page sends it."""
    return {"do": do, "seen": seen(row.text), "text": row.text, **more}


def decide(client, row, do, **more):
    url = reverse("moderation:decide", args=[row.pk])
    return client.post(url, sent(row, do, **more), follow=True)


def test_index_when_nothing_waits(client, staff):
    page = client.get(INDEX).content.decode()

    assert "いま待っているものはありません" in page
    assert "110" in page


@pytest.mark.parametrize("amount", [1, 3])
def test_index_asks_as_often_however_much_waits(client, staff, amount, django_assert_num_queries):
    for number in range(amount):
        held(f"writer{number}")
    for post in [released(f"reader{number}") for number in range(amount)]:
        actions.flag(post, port=somebody("taro"), reason="personal", now=NOW)
    client.get(INDEX)

    with django_assert_num_queries(22):
        page = client.get(INDEX).content.decode()

    assert page.count('class="queue-list__row"') == 2 * amount


def test_item_shows_words_marks_and_keys(client, staff):
    row = held()

    page = client.get(reverse("moderation:item", args=[row.pk])).content.decode()

    assert '<mark class="queue__mark">［PERSON：見本 太郎］</mark>' in page
    assert 'value="Aさん"' in page
    assert [f'data-key="{key}"' in page for key in "arex123456789"] == [True] * 13
    assert "見つかったものは問題ないと、投稿した方が確かめています" in page


def test_decision_leads_to_what_waits_next(client, staff):
    first, second = sorted([held("one"), held("two")], key=lambda row: str(row.pk))

    response = decide(client, first, "approve")

    assert response.redirect_chain == [(reverse("moderation:item", args=[second.pk]), 302)]
    assert HeldAct.objects.get(pk=first.pk).stage == Stage.APPROVED
    assert BoardDecision.objects.get().actor_id == staff.pk


def test_last_decision_leads_to_the_glance(client, staff):
    response = decide(client, held(), "reject", reason="off_topic", note="お問い合わせへどうぞ。")

    assert response.redirect_chain == [(INDEX, 302)]
    assert HeldAct.objects.get().note == "お問い合わせへどうぞ。"


def test_reason_is_asked_for(client, staff):
    row = held()

    response = decide(client, row, "reject")

    assert response.status_code == 422
    assert "先に理由をお選びください" in response.content.decode()
    assert HeldAct.objects.get().stage == Stage.HELD


def test_rephrase_keeps_ticked_marks_and_named_words(client, staff):
    row = held()
    more = {"mark_0": "on", "instead_0": "ある方", "phrase_1": "家計", "phrase_instead_1": "お金"}

    decide(client, row, "ask_to_rephrase", reason="person", note="お名前をお控えください。", **more)

    row.refresh_from_db()
    words = [(row.text[mark["start"] : mark["end"]], mark["kind"], mark["instead"]) for mark in row.marks]
    assert row.stage == Stage.REPHRASE
    assert words == [("［PERSON：見本 太郎］", "PERSON", "ある方"), ("家計", "MARKED", "お金")]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param("", "代わりに表示する言葉をお書きください", id="no words"),
        pytest.param(NAMED, "もとの言葉のままです", id="the same words"),
    ],
)
def test_redact_needs_other_words(client, staff, text, complaint):
    row = held()

    response = decide(client, row, "redact", reason="person", text=text)

    assert response.status_code == 422
    assert complaint in response.content.decode()


def test_redact_shows_what_the_moderator_wrote(client, staff):
    row = held()

    decide(client, row, "redact", reason="person", text="ある方の相談が続いています。", mark_0="on")

    row.refresh_from_db()
    assert (row.stage, row.text) == (Stage.APPROVED, "ある方の相談が続いています。")
    assert BoardDecision.objects.get().details == {"reason": "person", "PERSON": 1}


def test_duplicate_leads_to_the_earlier_conversation(client, staff, settings):
    earlier, row = released("taro"), held()
    way = f"{settings.SITE_URL}{reverse('board:thread', args=[earlier.thread_id])}"

    asked = decide(client, row, "reject", reason="duplicate")
    done = decide(client, row, "reject", reason="duplicate", duplicate_of=way)

    assert (asked.status_code, done.status_code) == (422, 200)
    assert HeldAct.objects.get().note == way


def test_decision_is_told_when_another_was_faster(client, staff, other):
    row = held()
    port = moderator(other.pk)
    deciding.reject(HeldAct.objects.get(pk=row.pk), port=port, reason=Reason.OFF_TOPIC, now=NOW)

    page = decide(client, row, "approve").content.decode()

    assert "その間に、次のように決まりました" in page
    assert "ほかのモデレーター" in page
    assert other.get_full_name() not in page
    assert BoardDecision.objects.count() == 1


def test_decision_waits_when_the_author_changed_the_words(client, staff):
    row = held()
    mine = queries.mine_by_tag(row.pk, somebody(), today=NOW.date())
    actions.edit(mine, text="［PHONE：011-000-0000］へ電話したほうがよいでしょうか。", now=NOW)

    response = decide(client, row, "reject", reason="person", note="書きかけの言葉")

    assert response.status_code == 409
    assert "投稿した方が言葉を直しました" in response.content.decode()
    assert "書きかけの言葉" in response.content.decode()
    assert BoardDecision.objects.count() == 0


def test_appeal_is_left_to_somebody_else(client, staff, other):
    row = held()
    deciding.reject(row, port=moderator(staff.pk), reason=Reason.PERSON, now=NOW)
    mine = queries.mine_by_tag(row.pk, somebody(), today=NOW.date())
    actions.appeal(mine, words="どなたのことでもありません。", now=NOW)

    page = decide(client, row, "approve").content.decode()

    assert "ほかのモデレーターが異議を確かめます" in page
    assert HeldAct.objects.get().stage == Stage.HELD


def test_hidden_post_is_shown_again(client, staff):
    post = released()
    actions.flag(post, port=somebody("taro"), reason="personal", now=NOW)

    page = client.get(reverse("moderation:item", args=[post.pk])).content.decode()
    decide(client, post, "restore")

    assert PLAIN in page
    assert list(queries.visible_posts()) == [post]


def test_block_and_its_end(client, staff):
    row = held()
    url = reverse("moderation:block", args=[row.pk])

    client.post(url)
    blocked = list(BlockedTag.objects.values_list("tag", flat=True))
    client.post(url)

    assert (blocked, BlockedTag.objects.count()) == ([row.tag], 0)


def test_conversations_lead_to_every_post(client, staff):
    post = released()

    page = client.get(reverse("moderation:conversations")).content.decode()

    assert reverse("moderation:item", args=[post.pk]) in page


@pytest.mark.parametrize("amount", [1, 3])
def test_conversations_ask_as_often(client, staff, amount, django_assert_num_queries):
    for number in range(amount):
        released(f"writer{number}")
    client.get(reverse("moderation:conversations"))

    with django_assert_num_queries(11):
        client.get(reverse("moderation:conversations"))


@pytest.mark.parametrize("amount", [1, 3])
def test_log_asks_as_often(client, staff, amount, django_assert_num_queries):
    for number in range(amount):
        deciding.approve(held(f"writer{number}"), port=moderator(), now=NOW)
    client.get(reverse("moderation:log"))

    with django_assert_num_queries(11):
        page = client.get(reverse("moderation:log")).content.decode()

    assert page.count('class="queue-log__row"') == amount


def test_what_is_gone_says_so(client, staff):
    row = held()
    actions.withdraw(queries.mine_by_tag(row.pk, somebody(), today=NOW.date()), now=NOW)

    response = client.get(reverse("moderation:item", args=[row.pk]), follow=True)

    assert "すでにありません" in response.content.decode()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.MODERATOR])
def test_queue_is_for_moderators(client, role):
    row = held()
    client.force_login(account_with_role(role))

    pages = [client.get(INDEX), client.get(reverse("moderation:item", args=[row.pk]))]
    decide(client, row, "approve")

    assert [page.status_code for page in pages] == [302, 302]
    assert HeldAct.objects.get().stage == Stage.HELD


# --- what waits, and how long -----------------------------------------------------------------------


def test_waiting_counts_working_days():
    row = held()  # Wednesday

    found = {day: queue.waiting_things(today=date(2026, 11, day))[0] for day in (25, 27, 28, 30)}

    assert {day: (line.days, line.is_overdue) for day, line in found.items()} == {
        25: (0, False),
        27: (2, False),
        28: (2, True),
        30: (3, True),
    }
    assert found[25].id == row.pk


def test_hidden_by_the_clock_waits_since_the_week():
    post = released()
    actions.flag(post, port=somebody("taro"), reason="personal", now=NOW)
    by_day = queue.waiting_things(today=NOW.date())
    release.release(now=NOON)
    by_week = queue.waiting_things(today=NOW.date())

    assert [(row.what, row.since, row.is_week) for row in by_day] == [("flagged", date(2026, 11, 25), False)]
    assert [(row.what, row.since, row.is_week) for row in by_week] == [("flagged", date(2026, 11, 23), True)]


def test_question_without_an_answer_is_listed_after_its_week_and_three_days():
    post = released()  # the week of Monday 23 November
    days = [date(2026, 12, 2), date(2026, 12, 3)]

    assert [queue.unanswered(today=day) for day in days] == [[], [post]]


def test_question_with_an_answer_is_not_listed():
    post = released()
    actions.answer(post.thread, port=somebody("taro"), text="三回までと決めています。", now=NOON)
    release.release(now=NOON + timedelta(hours=3))

    assert queue.unanswered(today=date(2026, 12, 10)) == []
