"""Pages that few see, and then in a hurry: setting up, the second step, letters, what is found, what failed."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.receivers import lay_ground
from network.apps import NetworkConfig
from network.firstrun.actions import make_code
from network.mail.choices import LinkPurpose
from network.mail.links import make_link
from network.people.choices import Role
from tests.browser.looking import look
from tests.factories.cms import NoticeFactory, ResourceFactory, section, written_page
from tests.factories.events import meeting
from tests.factories.network import PASSWORD, AccountFactory, AffiliationFactory, account_with_role
from tests.network.safety.app import App

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.capability("T5"),
    pytest.mark.parametrize("prefix", ["", "/en"], ids=["Japanese", "English"]),
]


def press(page, selector: str = "main form button[type=submit]") -> None:
    page.locator(selector).first.click()
    page.wait_for_load_state()


def unexpected(page, *codes: int) -> list[str]:
    """What the browser complained of, but for the answers that were asked for."""
    known = re.compile(rf"status of ({'|'.join(map(str, codes))})")
    return [line for line in page.complaints if not known.search(line)]


def test_first_run_when_looked_at(page, settings, prefix):
    settings.FIRST_RUN = True
    lay_ground(NetworkConfig)
    problems: list[str] = []

    page.goto(f"{prefix}{reverse('firstrun:start')}")
    look(page, "code", problems)
    page.fill("[name=code]", "0000")
    press(page)
    look(page, "wrong code", problems)
    page.fill("[name=code]", make_code(now=timezone.now()))
    press(page)
    look(page, "association", problems)
    press(page)
    look(page, "association without a name", problems)
    page.fill("[name=name]", "見本の会")
    press(page)
    look(page, "year and account", problems)
    press(page)
    look(page, "mail", problems)
    page.fill("[name=to_address]", "hanako@mihon.example")
    press(page, "[name=test]")
    look(page, "test mail", problems)
    press(page, "[name=go_on]")
    look(page, "administrator", problems)
    press(page)
    look(page, "administrator with errors", problems)

    assert page.url.endswith(reverse("firstrun:administrator"))
    assert not problems, "\n".join(problems)
    assert page.complaints == []


def test_second_step_when_looked_at(page, settings, prefix):
    settings.SECOND_STEP_REQUIRED = True
    account = account_with_role(Role.TREASURER)
    problems: list[str] = []

    def types_password():
        page.goto(prefix + reverse("account_login"))
        page.fill("[name=login]", account.username)
        page.fill("[name=password]", PASSWORD)
        press(page)

    types_password()
    page.goto(prefix + reverse("network:safety"))
    look(page, "safety without a second step", problems)
    page.goto(prefix + reverse("mfa_add_webauthn"))
    look(page, "passkey", problems)
    page.goto(prefix + reverse("mfa_activate_totp"))
    look(page, "app", problems)
    app = App(page.inner_text(".key"))
    page.fill("[name=code]", "000000")
    press(page)
    look(page, "app with a wrong code", problems)
    page.fill("[name=code]", app.code(steps=-1))
    press(page)
    look(page, "recovery codes", problems)
    for name in (
        "network:safety",
        "network:everywhere",
        "mfa_generate_recovery_codes",
        "mfa_deactivate_totp",
    ):
        page.goto(prefix + reverse(name))
        look(page, name, problems)
    page.goto(prefix + reverse("account_change_password"))
    look(page, "new password", problems)
    page.goto(prefix + reverse("account_logout"))
    look(page, "sign out", problems)
    press(page)
    types_password()
    assert reverse("mfa_authenticate") in page.url
    look(page, "second step", problems)
    page.fill("[name=code]", "000000")
    press(page)
    look(page, "second step with a wrong code", problems)

    assert not problems, "\n".join(problems)
    assert page.complaints == []


def test_letters_and_alarm_when_looked_at(page, sign_in, prefix):
    account = AccountFactory(person=AffiliationFactory().person)
    tomorrow = timezone.now() + timedelta(days=1)
    problems: list[str] = []

    alarm = make_link(LinkPurpose.ALARM, account.pk, expires_at=tomorrow)
    page.goto(prefix + alarm.url[alarm.url.index("/", 8) :])
    look(page, "it was not me", problems)
    page.goto(prefix + reverse("network:link", args=["guessed"]))
    look(page, "link that is gone", problems)
    sign_in(account)
    page.goto(prefix + reverse("network:my_letters"))
    look(page, "my letters", problems)

    assert not problems, "\n".join(problems)
    assert unexpected(page, 404, 410) == []


def test_search_when_looked_at(page, prefix):
    meeting(title="家計の見本会")
    ResourceFactory(title="家計の表", with_file=True)
    NoticeFactory(title="家計のお知らせ", posted_to=["learn"])
    written_page(section("learn"), slug="a", title="家計のページ")
    problems: list[str] = []

    for words in ("", "家計", "ない言葉", "家計&kind=events"):
        page.goto(f"{prefix}{reverse('search:page')}?q={words}")
        look(page, f"search for {words}", problems)

    assert not problems, "\n".join(problems)
    assert page.complaints == []


def test_failures_when_looked_at(page, settings, sign_in, prefix):
    settings.ROOT_URLCONF = "tests.browser.failing"
    problems: list[str] = []

    for name, path, code in (
        ("not found", "/no-such-page/", 404),
        ("broken", "/breaks/", 500),
        ("away", "/away/", 503),
    ):
        answer = page.goto(prefix + path)
        assert answer.status == code
        look(page, name, problems)
    page.goto(prefix + reverse("account_login"))
    page.context.clear_cookies()
    page.fill("[name=login]", "somebody")
    press(page)
    look(page, "form without its cookie", problems)

    assert not problems, "\n".join(problems)
    assert unexpected(page, 403, 404, 500, 503) == []
