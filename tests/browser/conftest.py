"""A real Chromium against a real server."""

import os
import threading
import time

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

from tests.browser.visitor import Visitor
from tests.proof.chromium import chromium

SHOUT = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile} ${event.sample}`));
"""


@pytest.fixture(scope="session")
def browser():
    """One browser for all tests; without a Chromium they are skipped."""
    path = chromium()
    if path is None:
        pytest.skip("no Chromium here")
    # Playwright's loop runs in this thread, and Django then refuses the database unless told otherwise.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chrome
        chrome.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(autouse=True)
def answered(live_server):
    """What the desk asks by itself is answered before the tables are emptied."""
    yield
    until = time.monotonic() + 20
    while time.monotonic() < until and any("process_request" in one.name for one in threading.enumerate()):
        time.sleep(0.05)


@pytest.fixture
def page(browser, live_server):
    """A page of a Japanese office, with every complaint of the browser noted in `page.complaints`."""
    context = browser.new_context(
        base_url=live_server.url,
        locale="ja-JP",
        timezone_id="Asia/Tokyo",
        viewport={"width": 1366, "height": 900},
    )
    context.add_init_script(SHOUT)
    page = context.new_page()
    page.complaints = []
    page.on(
        "console", lambda line: line.type == "error" and page.complaints.append(f"{page.url} {line.text}")
    )
    page.on("pageerror", lambda error: page.complaints.append(f"{page.url} {error}"))
    yield page
    context.close()


@pytest.fixture
def sign_in(page, client, live_server):
    """Signs the browser in as an account, without the form."""

    def as_account(account):
        client.force_login(account)
        name = settings.SESSION_COOKIE_NAME
        page.context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
        )

    return as_account


@pytest.fixture(params=["with scripts", "without scripts", "by keyboard"])
def visitor(request, browser, live_server, settings):
    """A visitor on a phone in three ways."""
    settings.DEMO = True
    settings.SITE_URL = live_server.url
    context = browser.new_context(
        base_url=live_server.url,
        locale="ja-JP",
        timezone_id="Asia/Tokyo",
        viewport={"width": 390, "height": 844},
        java_script_enabled=request.param != "without scripts",
    )
    yield Visitor(context.new_page(), keyboard=request.param == "by keyboard")
    context.close()
