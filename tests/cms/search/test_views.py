"""The search page, as a reader sees it."""

import re

import pytest
from django.contrib.auth.models import Group
from wagtail.models import PageViewRestriction

from cms.home.pages import HomePage, SectionPage
from events.programme.choices import EventStatus
from tests.factories.cms import NoticeFactory, ResourceFactory
from tests.factories.events import EventFactory
from tests.factories.network import AccountFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("P5")]


def section(title="家計改善の手引き", **fields):
    home = HomePage.objects.get()
    slug = f"page-{SectionPage.objects.count()}"
    return home.add_child(instance=SectionPage(title=title, slug=slug, **fields))


def titles(response):
    """Titles of hits, marks taken out."""
    found = re.findall(r'class="found__title"><a href="[^"]+">(.*?)</a>', response.content.decode(), re.S)
    return [re.sub("<[^>]+>", "", title).strip() for title in found]


def test_search_when_a_compound_holds_the_words(client):
    EventFactory(title="生活困窮者自立支援制度を学ぶ")
    section("困窮者への支援")

    response = client.get("/search/", {"q": "困窮者支援"})

    assert titles(response) == ["生活困窮者自立支援制度を学ぶ", "困窮者への支援"]
    assert (
        '生活<mark class="hit">困窮者</mark>自立<mark class="hit">支援</mark>制度を学ぶ'
        in response.content.decode()
    )


def test_search_when_one_kind_is_chosen(client):
    EventFactory(title="家計のつどい")
    section()

    response = client.get("/search/", {"q": "家計", "kind": "pages"})

    assert titles(response) == ["家計改善の手引き"]
    assert [(tab["name"], tab["total"], tab["current"]) for tab in response.context["tabs"]] == [
        ("", 2, False),
        ("events", 1, False),
        ("pages", 1, True),
    ]


def test_search_when_the_chosen_kind_has_nothing(client):
    EventFactory(title="家計のつどい")

    response = client.get("/search/", {"q": "家計", "kind": "pages"})

    assert titles(response) == []
    assert [tab["name"] for tab in response.context["tabs"]] == ["", "events"]


def test_search_when_there_are_many(client):
    for _ in range(23):
        EventFactory(title="家計のつどい")
    section()

    everything = client.get("/search/", {"q": "家計"})
    second = client.get("/search/", {"q": "家計", "kind": "events", "page": 2})
    beyond = client.get("/search/", {"q": "家計", "kind": "events", "page": "many"})

    assert len(titles(everything)) == 5 + 1
    assert "?q=%E5%AE%B6%E8%A8%88&amp;kind=events" in everything.content.decode()
    assert (len(titles(second)), len(titles(beyond))) == (3, 20)


def test_search_when_an_event_is_not_for_everybody(client):
    EventFactory(title="家計の下書き", live=False)
    archived = EventFactory(title="家計の書庫")
    archived.state.status = EventStatus.ARCHIVED
    archived.state.save()
    cancelled = EventFactory(title="家計の中止")
    cancelled.state.status = EventStatus.CANCELLED
    cancelled.state.save()

    response = client.get("/search/", {"q": "家計"})

    assert titles(response) == ["家計の中止"]
    assert response.context["found"].page.object_list[0].facts[0] == "中止"


def test_search_when_an_event_is_taken_back(client):
    event = EventFactory(title="家計のつどい")
    assert titles(client.get("/search/", {"q": "家計"})) == ["家計のつどい"]

    event.unpublish()

    assert titles(client.get("/search/", {"q": "家計"})) == []


@pytest.mark.parametrize("door", ["login", "groups"])
def test_search_when_a_page_stands_behind_a_door(client, door):
    page = section("家計の内部資料")
    section("家計の公開資料")
    page.add_child(instance=SectionPage(title="家計の付録", slug="below"))
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=door)
    account = AccountFactory()
    if door == "groups":
        group = Group.objects.create(name="見本の会")
        restriction.groups.add(group)
        account.groups.add(group)

    assert titles(client.get("/search/", {"q": "家計"})) == ["家計の公開資料"]
    client.force_login(AccountFactory())
    assert len(titles(client.get("/search/", {"q": "家計"}))) == (3 if door == "login" else 1)
    client.force_login(account)
    assert len(titles(client.get("/search/", {"q": "家計"}))) == 3
    client.force_login(AccountFactory(is_superuser=True))
    assert len(titles(client.get("/search/", {"q": "家計"}))) == 3


def test_search_when_a_person_is_looked_for(client):
    PersonFactory(name="見本 髙橋", kana="ミホン タカハシ")
    client.force_login(AccountFactory(is_superuser=True))

    assert client.get("/search/", {"q": "高橋"}).context["found"].total == 0


def test_search_when_a_page_is_edited_and_deleted(client):
    page = section("家計の話")
    page.title = "住まいの話"
    page.save_revision().publish()

    assert titles(client.get("/search/", {"q": "家計"})) == []
    assert titles(client.get("/search/", {"q": "住まい"})) == ["住まいの話"]

    page.delete()

    assert titles(client.get("/search/", {"q": "住まい"})) == []


def test_search_when_the_text_of_a_page_answers(client):
    body = '[{"type": "text", "value": "<p>まず<b>住居確保給付金</b>を確かめます。</p>"}]'
    section("手引き", body=body)

    response = client.get("/search/", {"q": "給付金"})

    assert '<mark class="hit">給付金</mark>を確かめます。' in response.content.decode()
    assert "&lt;b&gt;" not in response.content.decode()


def test_search_in_english(client):
    section("手引き", title_en="A guide to household budgets", intro_en="Budgets step by step")
    EventFactory(title="見本", title_en="Household budgets in practice")

    response = client.get("/en/search/", {"q": "household BUDGETS"})

    assert titles(response) == ["Household budgets in practice", "A guide to household budgets"]
    assert 'href="/en/events/' in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("q=" + "%E5%9B%B0" * 10_000, id="ten thousand characters"),
        pytest.param("q=%22AND%20OR%20NOT%20NEAR(%20*%20)%20%7B%3A", id="operators"),
        pytest.param("q='%20OR%201%3D1%20--%20%22%5C", id="quotes"),
        pytest.param("q=%E5%AE%B6%00%E8%A8%88", id="a NUL"),
        pytest.param("q=%F0%9F%98%80%F0%9F%91%A8%E2%80%8D%F0%9F%91%A9", id="pictures"),
        pytest.param("q=%E3%81%AF%20%E3%81%8C%20%E3%82%92", id="particles"),
        pytest.param("q=%ED%A0%BD", id="half a character"),
        pytest.param("q=%25%5F%2A%3F", id="wildcards"),
        pytest.param("q=%FF%FE", id="no UTF-8"),
        pytest.param("q=title%3A%E5%AE%B6%E8%A8%88", id="a column"),
        pytest.param("q=%E5%AE%B6%E8%A8%88&page=-1&kind=%00", id="a page and a kind that are none"),
        pytest.param("q=%E5%AE%B6%E8%A8%88&page=99999999999999999999", id="a page far away"),
        pytest.param("q=%3Cscript%3Ealert(1)%3C/script%3E", id="markup"),
        pytest.param("kind=events", id="no question"),
    ],
)
@pytest.mark.parametrize("language", ["", "/en"])
def test_search_when_attacked(client, query, language):
    EventFactory(title="家計の<script>alert(1)</script>つどい")

    response = client.get(f"{language}/search/?{query}")

    assert response.status_code == 200
    assert b"<script>alert" not in response.content


def test_search_when_a_question_is_cut(client):
    EventFactory(title="支援の輪")

    response = client.get("/search/", {"q": "支援 " * 100})

    assert response.context["found"].is_cut
    assert "最初の100文字" in response.content.decode()


@pytest.mark.parametrize("q", ["家計", "は"])
def test_search_when_nothing_answers(client, q):
    response = client.get("/search/", {"q": q})

    assert response.status_code == 200
    assert b'href="/events/"' in response.content
    assert not response.cookies


def test_search_by_post_is_refused(client):
    assert client.post("/search/", {"q": "家計"}).status_code == 405


@pytest.mark.capability("P12")
@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("kind", "queries"),
    [("", 11), ("events", 8), ("pages", 8), ("resources", 8), ("notices", 8), ("notes", 7)],
)
def test_search_costs_the_same_for_any_number(client, django_assert_num_queries, rows, kind, queries):
    client.force_login(AccountFactory())
    for _ in range(rows):
        EventFactory(title="家計のつどい")
        section()
        ResourceFactory(title="家計の手引き")
        NoticeFactory(title="家計相談の日のお知らせ")
    client.get("/search/", {"q": "家計"})  # menus and addresses of the site are remembered

    with django_assert_num_queries(queries):
        response = client.get("/search/", {"q": "家計", "kind": kind})

    assert response.context["found"].total == 4 * rows
