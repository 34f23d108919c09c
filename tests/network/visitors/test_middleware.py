"""The middleware around a view that answers something else every time."""

import itertools
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from network.visitors.marks import mark
from network.visitors.middleware import visitors_first


class Site:
    """A site whose pages are numbered, with the shelf before it and a clock that is set by hand."""

    def __init__(self):
        self.now, self.numbers = 100.0, itertools.count(1)
        self.change = lambda request, response: None
        self.make = lambda: mark(HttpResponse(f"page {next(self.numbers)}"))
        self.middleware = visitors_first(self.view, clock=lambda: self.now)

    def view(self, request):
        request.user = AnonymousUser()
        request.resolver_match = SimpleNamespace(view_name="a:page")
        response = self.make()
        self.change(request, response)
        return response

    def get(self, path="/", *, method="get", cookies=None, **extra):
        request = getattr(RequestFactory(), method)(path, **extra)
        request.COOKIES = cookies or {}
        response = self.middleware(request)
        response.asked = request
        return response

    def told(self, *args, **kwargs):
        return self.get(*args, **kwargs).content


@pytest.fixture
def site(settings):
    settings.KEEP_PAGES_SECONDS = 4
    return Site()


def test_a_visitor_gets_the_page_of_the_one_before_for_four_seconds(site):
    first = site.told()
    site.now += 3.9
    second = site.told()
    site.now += 0.2
    third = site.told()

    assert (first, second, third) == (b"page 1", b"page 1", b"page 2")


def test_a_page_is_as_old_as_the_moment_it_was_begun(site):
    def takes_three_seconds(request, response):
        site.now += 3

    site.change = takes_three_seconds
    site.told()
    site.now += 1

    assert site.told() == b"page 2"


def test_a_kept_page_has_the_same_headers_and_route(site):
    def told_more(request, response):
        response.headers["X-Frame-Options"] = "SAMEORIGIN"

    site.change = told_more
    first, second = site.get(), site.get()

    assert second.content == first.content
    assert dict(second.headers) == dict(first.headers)
    assert second.asked.resolver_match.view_name == "a:page"
    assert not second.cookies


def test_what_is_written_on_an_answer_does_not_stay_on_the_shelf(site):
    site.told()

    site.get().headers["X-Request-ID"] = "one person's"

    assert "X-Request-ID" not in site.get().headers


@pytest.mark.parametrize(
    "second",
    [
        pytest.param({"path": "/other/"}, id="another address"),
        pytest.param({"path": "/?page=2"}, id="another page of a list"),
        pytest.param({"path": "/?q=x"}, id="free words"),
        pytest.param({"headers": {"Host": "other.example"}}, id="another host"),
        pytest.param({"secure": True}, id="another scheme"),
        pytest.param({"cookies": {"tasuki_session": "x"}}, id="somebody with a session"),
        pytest.param({"cookies": {"messages": "x"}}, id="somebody whom a message waits for"),
        pytest.param({"cookies": {"anything": "x"}}, id="a cookie nobody knows"),
        pytest.param({"headers": {"Authorization": "Basic x"}}, id="a key"),
        pytest.param({"headers": {"Range": "bytes=0-1"}}, id="a part"),
    ],
)
def test_the_kept_page_is_not_for(site, second):
    site.told()

    assert site.told(**second) == b"page 2"


@pytest.mark.parametrize(
    "cookies",
    [
        pytest.param({"tasuki_session": "x"}, id="a session"),
        pytest.param({"tasuki_csrf": "x"}, id="a form's cookie"),
        pytest.param({"anything": "x"}, id="a cookie nobody knows"),
    ],
)
def test_nothing_is_kept_that_was_made_for_somebody_with_a_cookie(site, cookies):
    site.told(cookies=cookies)

    assert site.told() == b"page 2"


def test_who_has_opened_a_form_before_gets_the_kept_page(site):
    site.told()

    assert site.told(cookies={"tasuki_csrf": "x"}) == b"page 1"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda request, response: response.set_cookie("a", "b"), id="it sets a cookie"),
        pytest.param(
            lambda request, response: request.META.update(CSRF_COOKIE_NEEDS_UPDATE=True),
            id="it holds a token",
        ),
        pytest.param(lambda request, response: setattr(response, "status_code", 404), id="nothing is there"),
        pytest.param(lambda request, response: setattr(response, "status_code", 500), id="it failed"),
        pytest.param(
            lambda request, response: response.headers.setdefault("Cache-Control", "no-store"),
            id="it must not be kept",
        ),
        pytest.param(
            lambda request, response: setattr(response, "same_for_visitors", False),
            id="no view gave its word",
        ),
        pytest.param(
            lambda request, response: setattr(request, "user", SimpleNamespace(is_authenticated=True)),
            id="somebody is signed in by another way",
        ),
    ],
)
def test_a_page_is_not_kept_when(site, change):
    site.change = change
    site.told()
    site.change = lambda request, response: None

    assert site.told() == b"page 2"


def test_a_file_in_pieces_is_not_kept(site):
    site.make = lambda: mark(StreamingHttpResponse([b"piece"]))
    site.get()
    site.make = lambda: mark(HttpResponse(b"page"))

    assert site.told() == b"page"


def test_a_host_that_is_not_ours_goes_on_to_django(site, settings):
    settings.ALLOWED_HOSTS = ["testserver"]

    answers = [site.told(headers={"Host": "evil.example"}) for _ in range(2)]

    assert answers == [b"page 1", b"page 2"]


def test_headers_alone_are_answered_from_the_shelf_and_never_fill_it(site):
    before = site.told(method="head")
    whole = site.told()

    assert (before, whole) == (b"page 1", b"page 2")
    assert site.get(method="head").headers["Content-Type"] == "text/html; charset=utf-8"
    assert next(site.numbers) == 3


def test_a_reader_who_has_the_file_already_gets_304_from_the_shelf(site):
    site.change = lambda request, response: response.headers.setdefault("ETag", '"same"')
    site.told()

    assert site.get(headers={"If-None-Match": 'W/"same"'}).status_code == 304
    assert site.get(headers={"If-None-Match": '"other"'}).status_code == 200
    assert next(site.numbers) == 2


def test_a_deed_clears_the_shelf_of_its_process(site):
    site.told()

    def led_on(request, response):
        response.status_code = 302

    site.change = led_on
    site.get(method="post")
    site.change = lambda request, response: None

    assert site.told() == b"page 3"


def test_a_form_that_is_shown_again_clears_nothing(site):
    site.told()
    site.get(method="post")

    assert site.told() == b"page 1"


def test_made_up_values_do_not_push_plain_pages_out(site):
    site.make = lambda: mark(HttpResponse(f"{next(site.numbers)}" + "x" * 400_000))
    first = site.told()
    for number in range(30):
        site.told(f"/?theme={number}")

    assert site.told() == first


def test_nothing_is_kept_when_it_is_turned_off(settings):
    settings.KEEP_PAGES_SECONDS = 0

    with pytest.raises(MiddlewareNotUsed):
        visitors_first(lambda request: HttpResponse())
