"""The information site in a real browser, without JavaScript where a visitor is concerned."""

import pytest
from django.urls import reverse

from cms.access.choices import Audience
from network.people.choices import Role
from tests.browser.visitor import Visitor
from tests.factories.cms import NoticeFactory, ResourceFactory, section, written_page
from tests.factories.membership import MembershipFactory
from tests.factories.network import PASSWORD, AccountFactory, account_with_role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def plain(browser, live_server):
    """A visitor's browser without scripts."""
    context = browser.new_context(base_url=live_server.url, locale="ja-JP", java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_notice_when_published_to_two_sections_is_in_both_in_the_feed_and_found(page, plain, sign_in):
    sign_in(account_with_role(Role.SECRETARIAT))
    page.goto(reverse("notice_editor:add"))
    page.fill("[name=title]", "見本の掲載のお知らせ")
    page.get_by_label("知りたい").check()
    page.get_by_label("学びたい").check()
    page.get_by_role("button", name="公開").first.click()
    page.wait_for_load_state("networkidle")

    for path in ("/", "/learn/", "/study/"):
        plain.goto(path)
        assert plain.get_by_role("link", name="見本の掲載のお知らせ").count() == 1, path
    plain.goto("/about/")
    assert plain.get_by_role("link", name="見本の掲載のお知らせ").count() == 0
    assert "見本の掲載のお知らせ" in plain.request.get("/notices/feed.atom").text()
    plain.fill("header [name=q]", "掲載のお知らせ")
    plain.keyboard.press("Enter")
    plain.locator("main").get_by_role("link", name="見本の掲載のお知らせ").click()
    plain.get_by_role("heading", level=1, name="見本の掲載のお知らせ").wait_for()
    assert page.complaints == []


@pytest.mark.capability("T6")
def test_members_file_when_asked_for_by_its_address(plain):
    resource = ResourceFactory(with_file=True, audience=Audience.MEMBERS, title="会員の事例集")
    address = reverse("library:file", args=[resource.key])
    account = AccountFactory(username="kaiin")
    MembershipFactory(person=account.person)

    answer = plain.goto(address)
    assert answer.status == 403
    plain.get_by_role("heading", name="ご覧になるには").wait_for()
    plain.locator("main").get_by_role("link", name="ログイン").click()
    plain.fill("[name=login]", "kaiin")
    plain.fill("[name=password]", PASSWORD)
    with plain.expect_download() as download:
        plain.locator("main form button[type=submit]").first.click()

    assert download.value.suggested_filename.endswith(".csv")
    assert plain.request.get("/library/guessed-one/file/").status == 404


@pytest.mark.capability("T6")
def test_members_file_when_asked_for_by_keyboard(page):
    resource = ResourceFactory(with_file=True, audience=Audience.MEMBERS)
    MembershipFactory(person=AccountFactory(username="kaiin").person)
    visitor = Visitor(page, keyboard=True)

    page.goto(reverse("library:file", args=[resource.key]))
    visitor.presses("ログイン")
    visitor.fills("login", "kaiin")
    visitor.fills("password", PASSWORD)
    with page.expect_download() as download:
        page.keyboard.press("Enter")

    assert download.value.suggested_filename.endswith(".csv")


def test_site_when_walked_without_scripts(plain):
    ResourceFactory(title="家計の見本", programme="budget", with_file=True)
    ResourceFactory(title="就労の見本", programme="employment")
    NoticeFactory(title="見本のお知らせ", posted_to=["learn"])
    written_page(section("learn"), slug="a", title="見本のページ")

    plain.goto("/learn/")
    plain.get_by_role("link", name="見本のページ").click()
    plain.get_by_role("navigation", name="現在の場所").get_by_role("link", name="知りたい").click()
    plain.get_by_role("link", name="資料の一覧").click()
    plain.get_by_text("絞り込む").click()
    plain.select_option("[name=programme]", "budget")
    plain.get_by_role("button", name="この条件で表示").click()

    assert plain.get_by_role("heading", level=2).all_inner_texts() == ["家計の見本"]
    plain.get_by_role("link", name="家計の見本").click()
    with plain.expect_download():
        plain.get_by_role("link", name="ファイルをダウンロードする").click()
