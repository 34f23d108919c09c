"""The list of resources, their pages, and files that only some may have."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.access.choices import Audience
from cms.library.choices import Programme
from cms.library.queries import readable_by
from cms.library.views import only_through_the_library
from network.organisations.choices import OrganisationKind
from network.people.choices import Role
from tests.factories.cms import ResourceFactory, document
from tests.factories.membership import MembershipFactory
from tests.factories.network import AccountFactory, AffiliationFactory, account_with_role

pytestmark = pytest.mark.django_db
LIST = "/library/"


def member():
    account = AccountFactory()
    MembershipFactory(person=account.person)
    return account


def officer():
    """Works for a municipality that stands in the register."""
    work = AffiliationFactory(organisation__kind=OrganisationKind.MUNICIPALITY)
    return AccountFactory(person=work.person)


def file_of(resource):
    return reverse("library:file", args=[resource.key])


def page_of(resource):
    return reverse("library:detail", args=[resource.key])


READERS = {
    "a visitor": (lambda: None, {"public"}),
    "somebody without membership": (AccountFactory, {"public"}),
    "a member": (member, {"public", "members"}),
    "a municipal officer": (officer, {"public", "registered"}),
    "the organiser": (lambda: account_with_role(Role.ORGANISER), {"public"}),
    "the secretariat": (lambda: account_with_role(Role.SECRETARIAT), {"public", "members", "registered"}),
}


@pytest.mark.capability("T6")
@pytest.mark.parametrize("reader", READERS)
def test_files_go_to_those_they_are_for(client, reader):
    make, expected = READERS[reader]
    account = make()
    if account:
        client.force_login(account)
    resources = {audience: ResourceFactory(with_file=True, audience=audience) for audience in Audience}

    opened = {name.value for name, one in resources.items() if client.get(file_of(one)).status_code == 200}
    pages = {name.value for name, one in resources.items() if client.get(page_of(one)).status_code == 200}
    listed = {
        name.value for name, one in resources.items() if page_of(one) in client.get(LIST).content.decode()
    }

    assert opened == pages == listed == expected


@pytest.mark.capability("T6")
def test_members_file_when_refused_says_how_to_get_in_and_nothing_of_itself(client):
    resource = ResourceFactory(with_file=True, audience=Audience.MEMBERS, title="ないしょの事例集")

    for url in (file_of(resource), page_of(resource)):
        refused = client.get(url)
        words = refused.content.decode()
        assert refused.status_code == 403
        assert f"/account/login/?next={url}" in words
        assert "ないしょ" not in words
        assert "no-store" in refused["Cache-Control"]


@pytest.mark.capability("T6")
def test_file_when_its_number_is_guessed(client, rf):
    secret = document("himitsu.csv")
    ResourceFactory(document=secret, link="", audience=Audience.MEMBERS)
    public = document("open.csv")
    ResourceFactory(document=public, link="")

    for account in (None, member(), account_with_role(Role.DRAFTER)):
        if account:
            client.force_login(account)
        for one in (secret, public):
            assert client.get(reverse("wagtaildocs_serve", args=[one.pk, one.filename])).status_code == 404
    asked = rf.get("/")
    asked.user = account_with_role(Role.SECRETARIAT)
    assert only_through_the_library(secret, asked) is None


@pytest.mark.parametrize("key", ["guessed", "aaaaaaaaaa"])
def test_resource_when_its_address_is_guessed(client, key):
    assert client.get(f"{LIST}{key}/").status_code == 404
    assert client.get(f"{LIST}{key}/file/").status_code == 404


def test_resource_when_it_is_a_draft_or_a_link_has_no_file(client):
    assert client.get(page_of(ResourceFactory(live=False))).status_code == 404
    assert client.get(file_of(ResourceFactory())).status_code == 404


def test_file_when_sent_runs_nowhere(client):
    answer = client.get(file_of(ResourceFactory(with_file=True)))

    assert answer["Content-Disposition"].startswith("attachment")
    assert (answer["X-Content-Type-Options"], answer["Content-Security-Policy"]) == (
        "nosniff",
        "default-src 'none'; sandbox",
    )
    assert b"".join(answer.streaming_content) == b"a,b\n1,2\n"


def test_file_when_it_is_gone_from_the_disk(client):
    resource = ResourceFactory(with_file=True)
    resource.document.file.storage.delete(resource.document.file.name)

    assert client.get(file_of(resource)).status_code == 404


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        pytest.param("programme=budget", {"家計の表", "全般の手引き"}, id="a programme, and what is for all"),
        pytest.param("kind=file", {"家計の表"}, id="files"),
        pytest.param("kind=link", {"全般の手引き", "学習会"}, id="links"),
        pytest.param("section=learn&words=手引き 全般", {"全般の手引き"}, id="every word"),
        pytest.param("section=study", set(), id="a section without any"),
        pytest.param("programme=no-such", {"全般の手引き"}, id="a programme that does not exist"),
        pytest.param("page=99&words=%00", {"家計の表", "全般の手引き", "学習会"}, id="nonsense"),
    ],
)
def test_list_when_narrowed_down(client, query, titles):
    ResourceFactory(title="家計の表", programme=Programme.BUDGET, with_file=True)
    ResourceFactory(title="全般の手引き", programme=Programme.ALL)
    ResourceFactory(title="学習会", programme=Programme.CHILDREN)

    shown = client.get(f"{LIST}?{query}").context["page"].object_list

    assert {card.title for card in shown} == titles


def test_list_when_it_is_long_has_pages(client):
    for number in range(21):
        ResourceFactory(title=f"資料{number:02}", issued_on=date(2026, 1, 1 + number))

    first, second = client.get(LIST), client.get(f"{LIST}?page=2")

    assert first.context["page"].object_list[0].title == "資料20"
    assert [card.title for card in second.context["page"].object_list] == ["資料00"]


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_as_many_queries_for_three_as_for_one(client, django_assert_num_queries, count):
    for _number in range(count):
        ResourceFactory(with_file=True)
    client.get(LIST)

    with django_assert_num_queries(4):
        client.get(LIST)


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_as_many_queries_for_three_as_for_one(client, django_assert_num_queries, count):
    resource = ResourceFactory(with_file=True)
    for _number in range(count):
        ResourceFactory(with_file=True)
    client.get(page_of(resource))

    with django_assert_num_queries(2):
        client.get(page_of(resource))


def test_english_page_when_there_is_no_english_shows_the_japanese_and_says_so(client):
    resource = ResourceFactory(title="見本の資料", with_file=True)

    page = client.get(f"/en{page_of(resource)}").content.decode()

    assert "This page exists in Japanese only." in page
    assert '<h1 class="sash__title" lang="ja">見本の資料</h1>' in page


def test_readable_by_brings_no_query_of_its_own_for_a_visitor(django_assert_num_queries, client):
    ResourceFactory()
    visitor = client.get(LIST).wsgi_request.user

    with django_assert_num_queries(1):
        assert len(readable_by(visitor)) == 1


def test_membership_when_it_has_ended(client):
    account = AccountFactory()
    MembershipFactory(person=account.person, until=date(2026, 3, 31))
    client.force_login(account)
    resource = ResourceFactory(with_file=True, audience=Audience.MEMBERS)

    assert timezone.localdate() > date(2026, 3, 31)
    assert client.get(file_of(resource)).status_code == 403
