"""B10: a moderator works the queue off by keyboard alone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.users.models import UserProfile

from network.board import actions, queries
from network.board.choices import Stage
from network.board.models import BoardDecision, HeldAct, Post
from network.people.choices import Role
from tests.browser.looking import look
from tests.factories.network import BoardNoteFactory, PostFactory, account_with_role
from tests.network.board.conftest import check, keys_folder, somebody  # noqa: F401 -- fixtures of the board

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.capability("B10")]
TEXTS = (
    "［PERSON：見本 太郎］さんの家計の相談が続いています。どうしていますか。",
    "見本セミナーのご案内です。どなたでもお申し込みいただけます。",
    "家計の相談が続くとき、どこまで一緒に動きますか。",
    "［PHONE：011-000-0000］に電話したほうがよいでしょうか。",
)


@pytest.fixture
def queue():
    """Four posts that wait, the first since the longest, and one that a reader has pointed out."""
    now = timezone.now()
    rows = {}
    for number, text in enumerate(TEXTS):
        pk = actions.ask(somebody(f"writer{number}"), text=text, because="public", now=now).held_id
        HeldAct.objects.filter(pk=pk).update(on=timezone.localdate() - timedelta(days=20 - number))
        rows[number] = pk
    post = PostFactory(text="見本の投稿です。とても良い方法でした。")
    actions.flag(post, port=somebody("reader"), reason="personal", now=now)
    return rows, post


def chosen(page):
    return page.locator("input[name=reason]:checked").get_attribute("value")


def test_queue_by_keyboard_alone(page, sign_in, queue, prove_figure):
    rows, post = queue
    sign_in(account_with_role(Role.MODERATOR))
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto("/desk/peer-board/")

    pressed = 0

    def press(*keys):
        nonlocal pressed
        for key in keys:
            page.keyboard.press(key)
            pressed += 1

    press("g")
    page.wait_for_url(f"**/{rows[0]}/")
    assert page.locator("mark.queue__mark").first.inner_text() == "［PERSON：見本 太郎］"

    # Other words are asked for: a reason by its digit, then the deed.
    press("1", "r")
    page.wait_for_url(f"**/{rows[1]}/")
    press("6", "7")
    assert chosen(page) == "advertising"
    press("x")
    page.wait_for_url(f"**/{rows[2]}/")
    press("a")
    page.wait_for_url(f"**/{rows[3]}/")

    # What can't be undone takes a second key: E leads to the button, Enter presses it.
    press("1", "w")
    page.wait_for_function("document.activeElement.name === 'text'")
    page.keyboard.press("Control+A")
    page.keyboard.type("相手の方に電話したほうがよいでしょうか。")
    press("Escape", "e")
    assert page.evaluate("document.activeElement.value") == "redact"
    assert HeldAct.objects.get(pk=rows[3]).stage == Stage.HELD
    press("Enter")
    page.wait_for_url(f"**/{post.pk}/")
    press("s")
    page.wait_for_url("**/desk/peer-board/")

    assert [HeldAct.objects.get(pk=rows[number]).stage for number in range(4)] == [
        Stage.REPHRASE,
        Stage.REJECTED,
        Stage.APPROVED,
        Stage.APPROVED,
    ]
    assert HeldAct.objects.get(pk=rows[0]).marks[0]["kind"] == "PERSON"
    assert HeldAct.objects.get(pk=rows[3]).text == "相手の方に電話したほうがよいでしょうか。"
    assert list(queries.visible_posts()) == [Post.objects.get(pk=post.pk)]
    assert list(BoardDecision.objects.order_by("pk").values_list("verb", flat=True)) == [
        "ask_to_rephrase",
        "reject",
        "approve",
        "redact",
        "hide",
        "restore",
    ]
    assert page.complaints == []
    prove_figure(
        f"five things decided in Chromium with {pressed} keys and no pointer, six entries of the log"
    )


@pytest.mark.parametrize("width", [320, 390, 1366])
def test_queue_does_not_scroll_sideways(page, sign_in, queue, width):
    rows, _post = queue
    sign_in(account_with_role(Role.MODERATOR))
    page.set_viewport_size({"width": width, "height": 800})

    for address in ("/desk/peer-board/", f"/desk/peer-board/{rows[0]}/", "/desk/peer-board/decisions/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.complaints == []


def test_keys_do_nothing_while_one_types(page, sign_in, queue):
    rows, _post = queue
    sign_in(account_with_role(Role.MODERATOR))
    page.goto(f"/desk/peer-board/{rows[0]}/")

    page.locator("textarea[name=note]").focus()
    page.keyboard.type("arx1")

    assert page.locator("textarea[name=note]").input_value() == "arx1"
    assert HeldAct.objects.get(pk=rows[0]).stage == Stage.HELD


@pytest.mark.capability("T5")
@pytest.mark.parametrize("language", ["ja", "en"], ids=["Japanese", "English"])
def test_pages_when_looked_at(page, sign_in, queue, language):
    rows, post = queue
    account = account_with_role(Role.MODERATOR)
    UserProfile.objects.create(user=account, preferred_language=language)
    note = BoardNoteFactory(thread_id=post.thread_id)
    sign_in(account)
    page.set_default_timeout(120_000)
    problems: list[str] = []
    prefix = "/en" if language == "en" else ""

    for url in (
        "/desk/peer-board/",
        f"/desk/peer-board/{rows[0]}/",
        f"/desk/peer-board/{post.pk}/",
        "/desk/peer-board/conversations/",
        "/desk/peer-board/decisions/",
        "/desk/notes/",
        f"/desk/notes/{note.pk}/",
        "/desk/helplines/",
        f"{prefix}/board/report/",
        f"{prefix}/notes/",
        f"{prefix}/notes/{note.key}/",
    ):
        answer = page.goto(url)
        assert answer.ok, f"{url}: {answer.status}"
        look(page, url, problems)

    assert not problems, "\n".join(problems)
    assert page.complaints == []
