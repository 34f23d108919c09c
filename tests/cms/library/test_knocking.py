"""Knocking at addresses: the network is played, everything else is ours."""

import http.client

import pytest

from cms.library import knocking
from cms.library.rules import Knock


@pytest.fixture
def web(monkeypatch):
    """A web of answers by method and address; notes who asked."""
    answers, asked = {}, []

    def ask(url, method):
        asked.append((method, url))
        answer = answers.get((method, url), answers.get(url, (404, "")))
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(knocking, "_ask", ask)
    return answers, asked


def test_knock_when_the_page_moved_for_good(web):
    answers, _asked = web
    answers["https://old.example/"] = (301, "https://new.example/a")
    answers["https://new.example/a"] = (302, "b")
    answers["https://new.example/b"] = (200, "")

    assert knocking.knock("https://old.example/") == Knock(200, "https://new.example/b", moved=True)


def test_knock_when_a_server_knows_no_head(web):
    answers, asked = web
    answers["HEAD", "https://a.example/"] = (405, "")
    answers["GET", "https://a.example/"] = (200, "")

    assert knocking.knock("https://a.example/") == Knock(200, "https://a.example/")
    assert [method for method, _url in asked] == ["HEAD", "GET"]


@pytest.mark.parametrize(
    "trouble",
    [OSError("no"), http.client.BadStatusLine("x"), ValueError("inside")],
    ids=["net", "http", "host"],
)
def test_knock_when_nobody_answers(web, trouble):
    web[0]["https://a.example/"] = trouble

    assert knocking.knock("https://a.example/") == Knock(None, "https://a.example/")


def test_knock_when_it_goes_round_in_circles(web):
    answers, asked = web
    answers["https://a.example/"] = (302, "/")

    assert knocking.knock("https://a.example/").status is None
    assert len(asked) == knocking.MOST_HOPS


@pytest.mark.capability("T6")
@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://[::1]/", "file:///etc/passwd", "ftp://a.example/", "http://"]
)
def test_knock_when_it_would_look_inside(url):
    assert knocking.knock(url).status is None
