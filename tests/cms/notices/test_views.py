"""Notices: in the sections they were posted to, by fiscal year, in the feed; changes of the site."""

from datetime import date, timedelta

import pytest
from defusedxml.ElementTree import fromstring
from django.urls import reverse
from django.utils import timezone

from cms.notices.choices import NoticeKind
from network.regions.choices import Prefecture
from tests.factories.cms import NoticeFactory
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db
LIST, FEED = "/notices/", "/notices/feed.atom"
ATOM = "{http://www.w3.org/2005/Atom}"


def in_feed(client, url=FEED):
    root = fromstring(client.get(url).content)
    return [entry.find(f"{ATOM}title").text for entry in root.iter(f"{ATOM}entry")]


def test_notice_when_posted_to_two_sections_stands_in_both_and_on_home_and_in_the_feed(client):
    notice = NoticeFactory(title="二つに掲載", posted_to=["learn", "study"])
    url = reverse("notices:detail", args=[notice.pk])

    pages = {
        path: url in client.get(path).content.decode() for path in ("/", "/learn/", "/study/", "/about/")
    }

    assert pages == {"/": True, "/learn/": True, "/study/": True, "/about/": False}
    assert in_feed(client) == ["二つに掲載"]
    assert in_feed(client, f"{FEED}?section=study") == ["二つに掲載"]
    assert in_feed(client, f"{FEED}?section=about") == []


@pytest.mark.parametrize(
    "fields",
    [{"live": False}, {"day": timezone.localdate() + timedelta(days=2)}],
    ids=["a draft", "a day to come"],
)
def test_notice_when_it_is_not_out_yet(client, fields):
    notice = NoticeFactory(title="まだです", posted_to=["learn"], **fields)

    assert client.get(reverse("notices:detail", args=[notice.pk])).status_code == 404
    assert [url for url in ("/", "/learn/", LIST) if "まだです" in client.get(url).content.decode()] == []
    assert in_feed(client) == []


def test_archive_is_by_fiscal_year(client):
    NoticeFactory(title="年度の終わり", day=date(2026, 3, 31))
    NoticeFactory(title="年度の始まり", day=date(2026, 4, 1))

    def shown(query):
        return [card.title for card in client.get(f"{LIST}{query}").context["page"].object_list]

    assert shown("?year=2025") == ["年度の終わり"]
    assert shown("?year=2026") == ["年度の始まり"]
    assert "2025年度（令和7年度）" in client.get(LIST).content.decode()


@pytest.mark.parametrize("query", ["?year=1999", "?year=abc", "?year=%00"])
def test_archive_when_there_is_no_such_year(client, query):
    assert client.get(f"{LIST}{query}").status_code in (200, 404)


@pytest.mark.parametrize("query", ["?section=nothing", "?kind=nothing", "?page=x"])
def test_list_when_the_question_is_nonsense(client, query):
    NoticeFactory()

    assert client.get(f"{LIST}{query}").status_code == 200


def test_notice_of_an_event_says_when_and_where_and_leads_to_it(client):
    event = EventFactory()
    notice = NoticeFactory(
        kind=NoticeKind.EVENT,
        starts_on=date(2026, 12, 3),
        ends_on=date(2026, 12, 4),
        prefecture=Prefecture.HOKKAIDO,
        place="みほん会館",
        event=event,
    )

    page = client.get(reverse("notices:detail", args=[notice.pk])).content.decode()

    assert "2026年12月3日(木)〜2026年12月4日(金)" in page
    assert "北海道　みほん会館" in page
    assert reverse("events:detail", args=[event.slug]) in page


def test_changes_are_announced_ahead_and_kept(client):
    today = timezone.localdate()
    change = {"kind": NoticeKind.CHANGE}
    NoticeFactory(title="あさって", starts_on=today + timedelta(days=2), **change)
    NoticeFactory(title="来月", starts_on=today + timedelta(days=30), **change)
    NoticeFactory(title="きょうから", starts_on=today, **change)
    NoticeFactory(title="先月", starts_on=today - timedelta(days=30), **change)
    NoticeFactory(title="関係ない")

    shown = client.get(reverse("notices:changes"))

    assert [one["title"] for one in shown.context["ahead"]] == ["あさって", "来月"]
    assert [one["title"] for one in shown.context["since"]] == ["きょうから", "先月"]


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_as_many_queries_for_three_as_for_one(client, django_assert_num_queries, count):
    for _number in range(count):
        NoticeFactory(posted_to=["learn", "study"])
    client.get(LIST)

    with django_assert_num_queries(6):
        client.get(LIST)


@pytest.mark.parametrize("count", [1, 3])
def test_notice_takes_as_many_queries_for_three_as_for_one(client, django_assert_num_queries, count):
    notice = NoticeFactory(posted_to=["learn", "study"])
    for _number in range(count):
        NoticeFactory(posted_to=["learn"])
    url = reverse("notices:detail", args=[notice.pk])
    client.get(url)

    with django_assert_num_queries(6):
        client.get(url)


def test_feed_is_well_formed_in_both_languages(client):
    NoticeFactory(title="見本", title_en="Sample", body="<p>本文 &amp; 続き</p>")

    assert in_feed(client) == ["見本"]
    assert in_feed(client, f"/en{FEED}") == ["Sample"]
    root = fromstring(client.get(f"/en{FEED}").content)
    assert root.find(f"{ATOM}entry/{ATOM}link").get("href").startswith("http://testserver/en/notices/")
