"""Passkeys in a real browser with a pretended fingerprint, under the strict policy; the app without JavaScript."""

import re

import pytest
from django.urls import reverse

from network.people.choices import Role
from network.safety.queries import second_step_of
from tests.factories.network import PASSWORD, account_with_role
from tests.network.safety.app import App

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.capability("T4")]


@pytest.fixture(autouse=True)
def second_step_required(settings):
    settings.SECOND_STEP_REQUIRED = True


@pytest.fixture
def fingerprint(page):
    """The browser has a fingerprint reader that always says yes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def types_password(page, account):
    page.goto(reverse("account_login"))
    page.fill("[name=login]", account.username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_load_state()


def test_passkey_when_added_and_used(page, fingerprint):
    account = account_with_role(Role.TREASURER)
    types_password(page, account)

    page.goto("/desk/")
    assert page.url.endswith(reverse("network:safety"))
    page.click(f"a[href='{reverse('mfa_add_webauthn')}']")
    page.fill("[name=name]", "職場のパソコン")
    page.click("#passkey")
    page.wait_for_url(re.compile("recovery-codes"))
    page.goto("/desk/")
    assert page.url.endswith("/desk/")
    page.goto(reverse("account_logout"))
    page.click("main button[type=submit]")
    types_password(page, account)
    assert page.url.endswith(reverse("mfa_authenticate"))
    page.click("#passkey")
    page.wait_for_url(re.compile("/my/$"))
    page.goto("/desk/")

    assert page.url.endswith("/desk/")
    assert [passkey.name for passkey in second_step_of(account).passkeys] == ["職場のパソコン"]
    assert page.complaints == []


def test_passkey_when_it_does_not_answer(page, fingerprint):
    types_password(page, account_with_role(Role.TREASURER))
    page.goto(reverse("mfa_add_webauthn"))
    page.evaluate(
        "() => { navigator.credentials.create = () => Promise.reject(new DOMException('no', 'NotAllowedError')); }"
    )

    page.click("#passkey")

    page.wait_for_selector("#passkey-trouble", state="visible")
    assert page.complaints == []


def test_app_when_set_up_without_javascript(browser, live_server):
    context = browser.new_context(base_url=live_server.url, locale="ja-JP", java_script_enabled=False)
    page = context.new_page()
    account = account_with_role(Role.TREASURER)
    types_password(page, account)

    page.goto(reverse("mfa_activate_totp"))
    picture = page.get_attribute("img.qr", "src")
    app = App(page.inner_text(".key"))
    page.fill("[name=code]", app.code(steps=-1))
    page.click("main button[type=submit]")
    page.wait_for_load_state()
    codes = page.locator(".codes__code").count()
    page.goto(reverse("account_logout"))
    page.click("main button[type=submit]")
    types_password(page, account)
    page.fill("[name=code]", app.code())
    page.click("main button[type=submit]")
    page.wait_for_load_state()

    assert picture.startswith("data:image/svg+xml")
    assert codes == 10
    assert page.url.endswith(reverse("mypage:home"))
    context.close()
