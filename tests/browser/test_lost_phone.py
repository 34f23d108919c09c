"""A lost phone: in by a recovery code, the old app taken off, a new one set up; without scripts and by keyboard too."""

import pytest
from django.urls import reverse

from network.people.choices import Role
from network.safety.queries import second_step_of
from tests.browser.visitor import Visitor
from tests.factories.network import PASSWORD, account_with_role
from tests.network.safety.app import App

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.capability("T4")]


@pytest.fixture(params=["with scripts", "without scripts", "by keyboard"])
def visitor(request, browser, live_server, settings):
    settings.SECOND_STEP_REQUIRED = True
    context = browser.new_context(
        base_url=live_server.url,
        locale="ja-JP",
        viewport={"width": 390, "height": 844},
        java_script_enabled=request.param != "without scripts",
    )
    yield Visitor(context.new_page(), keyboard=request.param == "by keyboard")
    context.close()


def types_password(visitor: Visitor, account) -> None:
    visitor.opens(reverse("account_login"))
    visitor.fills("login", account.username)
    visitor.fills("password", PASSWORD)
    visitor.presses("ログイン")


def sets_up_the_app(visitor: Visitor) -> tuple[App, list[str]]:
    """The app that now shows the codes, and the recovery codes of the page to print."""
    visitor.opens(reverse("network:safety"))
    visitor.presses("認証アプリを設定する")
    app = App(visitor.page.inner_text(".key"))
    visitor.fills("code", app.code(steps=-1))
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/recovery-codes/**")
    return app, visitor.page.locator(".codes__code").all_inner_texts()


def signs_out(visitor: Visitor) -> None:
    visitor.opens(reverse("account_logout"))
    visitor.presses("ログアウト")


def test_second_step_when_the_phone_is_lost(visitor):
    account = account_with_role(Role.TREASURER)
    types_password(visitor, account)
    lost, printed = sets_up_the_app(visitor)
    signs_out(visitor)

    types_password(visitor, account)
    visitor.fills("code", printed[0])
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/my/**")
    visitor.opens(reverse("network:safety"))
    visitor.presses("認証アプリの設定を外す")
    visitor.presses("認証アプリの設定を外す")
    assert not second_step_of(account).exists
    found, printed_anew = sets_up_the_app(visitor)
    signs_out(visitor)

    types_password(visitor, account)
    for refused in (lost.code(), printed[1]):
        visitor.fills("code", refused)
        visitor.page.keyboard.press("Enter")
        visitor.page.wait_for_load_state()
        visitor.page.locator(".field--error").wait_for()
    visitor.fills("code", found.code())
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/my/**")
    visitor.opens("/desk/")

    assert set(printed).isdisjoint(printed_anew)
    assert second_step_of(account).has_app
