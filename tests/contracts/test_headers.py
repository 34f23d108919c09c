"""What browsers are told with every kind of answer, under production's own security settings."""

import json
import subprocess
import sys

import pytest
from django.test import Client
from django.urls import reverse

from network.people.choices import Role
from tests.factories.cms import ResourceFactory
from tests.factories.network import PASSWORD, AccountFactory, account_with_role

pytestmark = [pytest.mark.capability("T5"), pytest.mark.django_db]

ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "tasuki.settings.production",
    "SECRET_KEY": "for-this-test-only-" + "aB3dE5gH7jK9mN1pQ" * 3,
    "SITE_URL": "https://tasuki.example",
    "ALLOWED_HOSTS": "tasuki.example",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "LOG_LEVEL": "ERROR",
}
READ = """
import json
from django.conf import settings
names = [name for name in dir(settings) if name.startswith(("SECURE_", "SESSION_COOKIE_", "CSRF_", "X_FRAME_", "CONTENT_SECURITY_"))]
print(json.dumps({name: getattr(settings, name) for name in names}, default=str))
"""
YEAR = 31536000
# Everybody gets these; pages get a policy on top.
ALWAYS = {
    "Strict-Transport-Security": f"max-age={YEAR}; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
PAGES = {
    "public": "/",
    "public in English": "/en/",
    "form": "/code/",
    "sign-in": "/account/login/",
    "not there": "/nothing-here/",
    "not there, at the desk": "/desk/nothing-here/",
    "redirect to sign-in": "/my/",
    "redirect from the desk": "/desk/",
    "machine's answer": "/healthz",
    "nothing without a token": "/metrics",
}


@pytest.fixture(scope="module")
def production():
    """The security settings of a production site, read by a process of its own."""
    read = subprocess.run(
        [sys.executable, "-c", READ], env=ENVIRONMENT, capture_output=True, text=True, check=True
    )
    return json.loads(read.stdout)


@pytest.fixture
def visitor(production, settings):
    """Somebody who comes by HTTPS through the proxy, to a site with production's security settings."""
    for name, value in production.items():
        setattr(settings, name, tuple(value) if name == "SECURE_PROXY_SSL_HEADER" else value)
    settings.ALLOWED_HOSTS = ["tasuki.example"]
    return Client(SERVER_NAME="tasuki.example", HTTP_X_FORWARDED_PROTO="https", raise_request_exception=False)


def missing(response, wanted):
    return {
        name: response.headers.get(name)
        for name, value in wanted.items()
        if response.headers.get(name) != value
    }


@pytest.mark.parametrize("url", PAGES.values(), ids=PAGES)
def test_every_page_has_every_header(visitor, url):
    response = visitor.get(url)

    assert missing(response, ALWAYS) == {}
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    policy = response.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "object-src 'none'" in policy
    assert "base-uri 'none'" in policy


@pytest.mark.parametrize("url", ["/desk/", "/desk/failures/", "/desk/system/", "/desk/images/"])
def test_the_desk_has_every_header(visitor, url):
    visitor.force_login(account_with_role(Role.ADMINISTRATOR))

    response = visitor.get(url)

    assert response.status_code == 200
    assert missing(response, ALWAYS) == {}
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "'unsafe-eval'" not in response.headers["Content-Security-Policy"]


def test_our_own_fault_has_every_header(visitor, monkeypatch):
    def fall(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr("network.mail.links.page_of_token", fall)

    response = visitor.get("/l/anything/")

    assert response.status_code == 500
    assert missing(response, ALWAYS) == {}
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("url", ["/static/css/base.css", "/static/js/site.js", "/static/img/mark.svg"])
def test_static_files_have_the_headers_that_concern_them(visitor, url):
    response = visitor.get(url)

    assert response.status_code == 200
    b"".join(response)
    assert missing(response, ALWAYS) == {}


def test_a_file_of_the_library_has_every_header_and_runs_nothing(visitor):
    resource = ResourceFactory(with_file=True)

    response = visitor.get(reverse("library:file", args=[resource.key]))
    response.close()

    assert response.status_code == 200
    assert missing(response, ALWAYS) == {}
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_plain_http_is_sent_to_https(visitor):
    response = visitor.get("/events/", HTTP_X_FORWARDED_PROTO="http")

    assert (response.status_code, response.url) == (301, "https://tasuki.example/events/")
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("url", ["/healthz", "/readyz"])
def test_the_proxys_own_questions_need_no_https(visitor, url):
    assert visitor.get(url, HTTP_X_FORWARDED_PROTO="http").status_code != 301


def test_cookies_are_for_https_and_for_this_site_only(visitor):
    account = AccountFactory()
    visitor.get("/account/login/")
    visitor.post(
        "/account/login/",
        {"login": account.username, "password": PASSWORD},
        HTTP_REFERER="https://tasuki.example/",
    )

    cookies = visitor.cookies
    assert set(cookies) >= {"tasuki_session", "tasuki_csrf"}
    for cookie in cookies.values():
        assert cookie["secure"], cookie.key
        assert cookie["samesite"] == "Lax", cookie.key
    assert cookies["tasuki_session"]["httponly"]


def test_another_host_is_refused(visitor):
    assert visitor.get("/", SERVER_NAME="elsewhere.example").status_code == 400


def test_djangos_own_check_has_no_remark():
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout
