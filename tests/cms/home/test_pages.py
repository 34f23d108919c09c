"""Sections and the pages in them: who may read them, in which language, in how many queries."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Page

from cms.access.choices import Audience
from cms.blocks.body import BodyBlock
from cms.home.pages import HomePage, SectionPage
from cms.home.queries import readable_by, section_choices
from cms.home.sections import SECTIONS, lay_sections
from network.people.choices import Role
from tests.factories.cms import NoticeFactory, ResourceFactory, section, written_page
from tests.factories.membership import MembershipFactory
from tests.factories.network import AccountFactory, account_with_role

pytestmark = pytest.mark.django_db
TEXT = [("text", "<p>見本の本文です。</p>")]


def member():
    account = AccountFactory()
    MembershipFactory(person=account.person)
    return account


def test_new_site_begins_with_the_six_sections():
    assert section_choices() == [(slug, title) for slug, title, _english in SECTIONS]


def test_sections_when_an_editor_took_one_away_stay_as_they_are():
    section("ministry").delete()

    lay_sections(HomePage.objects.get())

    assert SectionPage.objects.count() == 5


@pytest.mark.capability("T6")
def test_members_page_and_what_stands_below_it_is_for_members(client):
    closed = written_page(slug="closed", audience=Audience.MEMBERS, title="ないしょ", body=TEXT)
    below = written_page(closed, slug="below", title="そのした", body=TEXT)
    urls = ["/learn/closed/", "/learn/closed/below/"]

    refused = [client.get(url) for url in urls]
    listed = client.get("/learn/").content.decode()
    visitor = refused[0].wsgi_request.user
    client.force_login(member())
    read = [client.get(url) for url in urls]

    assert [answer.status_code for answer in refused] == [403, 403]
    assert [
        word
        for answer in refused
        for word in ("ないしょ", "そのした", "見本の本文")
        if word in answer.content.decode()
    ] == []
    assert "ないしょ" not in listed
    assert "会員向けのページもあります" in listed
    assert [answer.status_code for answer in read] == [200, 200]
    assert "no-store" in read[0]["Cache-Control"]
    assert not readable_by(visitor).filter(pk__in=[closed.pk, below.pk]).exists()
    assert readable_by(member()).filter(pk__in=[closed.pk, below.pk]).count() == 2


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.TREASURER, Role.MODERATOR])
def test_members_page_is_closed_to_desk_roles_that_do_not_write_it(client, role):
    written_page(slug="closed", audience=Audience.MEMBERS)
    client.force_login(account_with_role(role))

    assert client.get("/learn/closed/").status_code == 403


def test_members_page_when_previewed_by_its_writer(client):
    page = written_page(slug="closed", audience=Audience.REGISTERED, title="下書きの題", body=TEXT)
    page.save_revision()
    client.force_login(account_with_role(Role.SECRETARIAT))

    shown = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))

    assert shown.status_code == 200
    assert "下書きの題" in shown.content.decode()


def test_page_shows_its_way_its_date_and_whom_to_ask(client):
    page = written_page(slug="a", body=TEXT)
    page.save_revision().publish()

    shown = client.get("/learn/a/").content.decode()

    assert "更新日" in shown
    assert '<a href="/learn/">知りたい</a>' in shown
    assert "このページについてのお問い合わせ" in shown


def test_english_page_when_there_is_no_english_shows_the_japanese_and_says_so(client):
    written_page(slug="a", body=TEXT)

    shown = client.get("/en/learn/a/").content.decode()

    assert "This page exists in Japanese only." in shown
    assert '<div class="prose" lang="ja">' in shown
    assert '<h1 class="sash__title" lang="ja">' in shown


def test_english_page_when_there_is_english(client):
    written_page(slug="a", body=TEXT, title_en="In English", body_en=[("text", "<p>Words.</p>")])

    shown = client.get("/en/learn/a/").content.decode()

    assert "Words." in shown
    assert "見本の本文" not in shown


@pytest.mark.capability("T6")
def test_download_block_shows_each_reader_what_is_for_them(client):
    open_one, closed = ResourceFactory(), ResourceFactory(audience=Audience.MEMBERS, title="会員の資料")
    draft = ResourceFactory(live=False, title="下書きの資料")
    written_page(slug="a", body=[("downloads", [open_one, closed, draft])])

    before = client.get("/learn/a/").content.decode()
    client.force_login(member())
    after = client.get("/learn/a/").content.decode()

    assert [title in before for title in (open_one.title, "会員の資料", "下書きの資料")] == [
        True,
        False,
        False,
    ]
    assert [title in after for title in (open_one.title, "会員の資料", "下書きの資料")] == [True, True, False]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//evil.example/", "/\\evil.example", "nothing"])
def test_link_block_when_its_address_leads_astray(url):
    blocks = BodyBlock()
    value = blocks.to_python(
        [{"type": "links", "value": [{"page": None, "url": url, "title": "x", "text": ""}], "id": None}]
    )

    with pytest.raises(ValidationError):
        blocks.clean(value)


@pytest.mark.parametrize("url", ["https://a.example/", "/library/", "mailto:a@a.example", ""])
def test_link_block_when_its_address_is_fine(url):
    blocks = BodyBlock()
    value = blocks.to_python(
        [{"type": "links", "value": [{"page": None, "url": url, "title": "x", "text": ""}], "id": None}]
    )

    assert blocks.clean(value)[0].value[0]["url"] == url


@pytest.mark.capability("P2")
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("url", "queries"),
    [
        pytest.param("/", 10, id="the home page"),
        pytest.param("/learn/", 11, id="a section"),
        pytest.param("/learn/a/", 13, id="a page"),
    ],
)
def test_pages_take_as_many_queries_for_three_as_for_one(
    client, django_assert_num_queries, count, url, queries
):
    resources = [ResourceFactory(with_file=True) for _number in range(count)]
    page = written_page(slug="a", body=[*TEXT, ("downloads", resources)])
    for number in range(count):
        written_page(slug=f"beside-{number}")
        written_page(page, slug=f"below-{number}")
        NoticeFactory(posted_to=["learn", "study"])
    client.get(url)

    assert queries <= 14
    with django_assert_num_queries(queries):
        client.get(url)


def test_readable_by_is_one_query(client, django_assert_num_queries):
    written_page(slug="closed", audience=Audience.MEMBERS)
    visitor = client.get("/").wsgi_request.user

    with django_assert_num_queries(1):
        slugs = set(readable_by(visitor).values_list("slug", flat=True))

    assert "learn" in slugs
    assert "closed" not in slugs
    assert Page.objects.filter(slug="closed").exists()


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_home_leads_visitors_to_joining(client, is_signed_in):
    if is_signed_in:
        client.force_login(AccountFactory())

    page = client.get("/").content.decode()

    assert ('id="join"' in page) is not is_signed_in
    assert f'<li><a href="{reverse("membership:join")}">' in page
