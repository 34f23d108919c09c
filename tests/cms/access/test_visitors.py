"""The whole site with pages kept for visitors: nobody meets another's page, and nothing old stays."""

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from cms.access.choices import Audience
from tests.factories.cms import NoticeFactory, ResourceFactory, written_page
from tests.factories.events import STARTS, RegistrationFactory, meeting
from tests.factories.network import AccountFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("P1", "P2")]


@pytest.fixture(autouse=True)
def kept_pages(settings):
    settings.KEEP_PAGES_SECONDS = (
        600  # these tests ask what is kept, not how long; a busy machine takes its time
    )


@pytest.fixture
def site():
    """One running site: its shelf lives as long as the handler that all browsers share."""
    return Client().handler


@pytest.fixture
def browser(site):
    def opened():
        made = Client(raise_request_exception=False)
        made.handler = site
        return made

    return opened


@pytest.fixture
def event():
    return meeting(seats=5, starts_at=STARTS.replace(year=2099)).event


def public_addresses(event):
    return {
        "home": "/",
        "in English": "/en/",
        "section": "/learn/",
        "page": written_page(slug="open").url,
        "list": reverse("events:list"),
        "past": f"{reverse('events:list')}?view=past",
        "month": reverse("events:month", args=[2099, 1]),
        "event": reverse("events:detail", args=[event.slug]),
        "file": reverse("events:ics", args=[event.slug]),
        "feed": reverse("events:feed"),
        "notices": reverse("notices:list"),
        "notice": reverse("notices:detail", args=[NoticeFactory(posted_to=["learn"]).pk]),
        "changes": reverse("notices:changes"),
        "news feed": reverse("notices:feed"),
        "library": reverse("library:list"),
        "resource": reverse("library:detail", args=[ResourceFactory().key]),
    }


def test_second_visitor_costs_no_query_on_any_public_page(browser, event, django_assert_num_queries):
    addresses = public_addresses(event)
    first = {name: browser().get(url) for name, url in addresses.items()}

    with django_assert_num_queries(0):
        second = {name: browser().get(url) for name, url in addresses.items()}

    assert {name: answer.status_code for name, answer in second.items()} == dict.fromkeys(addresses, 200)
    assert [name for name in addresses if second[name].content != first[name].content] == []


def test_kept_page_has_every_header_of_the_first_but_a_number_of_its_own(browser, event):
    first, second = (browser().get(reverse("events:detail", args=[event.slug])).headers for _ in range(2))

    own = "X-Request-ID"
    assert {k: v for k, v in first.items() if k != own} == {k: v for k, v in second.items() if k != own}
    assert first[own] != second[own]
    assert "Content-Security-Policy" in second
    assert "Cache-Control" not in second
    assert "Set-Cookie" not in second


def test_what_members_see_is_on_no_page_a_visitor_gets(browser, event):
    account = AccountFactory()
    cancel = reverse("events:cancel_mine", args=[event.slug])
    sign_out = reverse("account_logout")
    RegistrationFactory(pool=event.pools.get(), person=account.person)
    member = browser()
    member.force_login(account)
    pages = [url for url in public_addresses(event).values() if not url.endswith((".ics", ".atom"))]

    own = "".join(member.get(url).content.decode() for url in pages)
    others = "".join(browser().get(url).content.decode() for url in pages)
    again = "".join(member.get(url).content.decode() for url in pages)

    assert [word in own for word in (sign_out, cancel)] == [True, True]
    assert [word in others for word in (sign_out, cancel)] == [False, False]
    assert [word in again for word in (sign_out, cancel)] == [True, True]


def test_a_borrowed_session_cookie_neither_reads_nor_fills_the_shelf(browser, event):
    url = reverse("events:detail", args=[event.slug])
    poisoner = browser()
    poisoner.cookies["tasuki_session"] = "made-up"
    poisoner.cookies["messages"] = "made-up"
    poisoner.get(url)
    event.slug = "moved-away"
    event.save()

    assert browser().get(url).status_code == 404


def test_host_that_is_not_ours_is_refused_when_the_page_is_kept(browser, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    browser().get("/")

    assert browser().get("/", headers={"Host": "evil.example"}).status_code == 400
    assert browser().get("/", headers={"Host": "other.example"}).status_code == 200
    assert browser().get("/", headers={"X-Forwarded-Host": "evil.example"}).status_code == 200


@pytest.mark.parametrize("wanted", ["en", "ja", "en-US,en;q=0.9", "zz"])
def test_language_is_the_addresss_not_the_browsers(browser, wanted):
    japanese = browser().get("/events/", headers={"Accept-Language": wanted}).content.decode()
    english = browser().get("/en/events/", headers={"Accept-Language": wanted}).content.decode()

    assert '<html lang="ja">' in japanese
    assert '<html lang="en">' in english


def test_packing_is_left_to_the_proxy(browser):
    plain = browser().get("/events/")
    packed = browser().get("/events/", headers={"Accept-Encoding": "gzip, br"})

    assert "Content-Encoding" not in packed
    assert packed.content == plain.content


def test_headers_alone_are_those_of_the_page(browser):
    whole = browser().get("/events/")
    head = browser().head("/events/")

    assert head.content == b""
    assert head.headers["Content-Length"] == whole.headers["Content-Length"]


def test_closed_pages_are_never_kept(browser):
    page = written_page(slug="closed", audience=Audience.MEMBERS)
    resource = ResourceFactory(audience=Audience.MEMBERS)
    urls = [page.url, reverse("library:detail", args=[resource.key])]
    member = browser()
    member.force_login(AccountFactory(is_superuser=True))

    read = [member.get(url).status_code for url in urls]
    refused = [browser().get(url).status_code for url in urls]

    assert read == [200, 200]
    assert refused == [403, 403]


def test_page_closed_meanwhile_opens_to_no_visitor_that_has_not_seen_it(browser):
    refused = written_page(slug="closed", audience=Audience.MEMBERS)
    browser().get(refused.url)
    refused.audience = Audience.PUBLIC
    refused.save_revision().publish()

    assert browser().get(refused.url).status_code == 200


def test_form_is_never_kept(browser, event):
    register = reverse("events:register", args=[event.slug])

    tokens = {browser().get(register).cookies["tasuki_csrf"].value for _ in range(2)}

    assert len(tokens) == 2


def test_registration_shows_at_once_when_the_same_process_took_it(browser):
    event = meeting(seats=1, starts_at=STARTS.replace(year=2099)).event
    url = reverse("events:detail", args=[event.slug])
    before = browser().get(url).context["event"].seat.code
    member = browser()
    member.force_login(AccountFactory())

    member.post(reverse("events:register", args=[event.slug]))

    assert browser().get(url).context["event"].seat.code != before


def test_registration_by_another_process_shows_within_four_seconds(browser, settings, event):
    url = reverse("events:detail", args=[event.slug])
    settings.KEEP_PAGES_SECONDS = 0.001
    before = browser().get(url).context["event"].seat.left
    RegistrationFactory(pool=event.pools.get())

    assert browser().get(url).context["event"].seat.left == before - 1


def test_pages_stay_open_while_the_database_is_away(browser, event):
    def refuse(execute, sql, params, many, context):
        raise OperationalError("the database system is starting up")

    browser().get("/events/")
    with connection.execute_wrapper(refuse):
        known = browser().get("/events/")
        other = browser().get(reverse("events:detail", args=[event.slug]))
    after = browser().get(reverse("events:detail", args=[event.slug]))

    assert (known.status_code, other.status_code, after.status_code) == (200, 503, 200)


def test_first_run_is_not_hidden_by_a_kept_page(browser, settings):
    settings.FIRST_RUN = True

    assert browser().get("/").url == reverse("firstrun:start")
    AccountFactory()
    assert browser().get("/").status_code == 200


def test_list_for_members_is_made_once_and_tells_each_who_is_signed_in(
    browser, event, django_assert_num_queries
):
    first, second = browser(), browser()
    first.force_login(AccountFactory())
    second.force_login(AccountFactory())
    url = reverse("events:list")
    made = first.get(url)
    second.get(reverse("mypage:home"))

    with django_assert_num_queries(1):  # the account
        again = second.get(url)

    assert event.title in again.content.decode()
    assert made.wsgi_request.user != again.wsgi_request.user
    assert reverse("account_logout") in again.content.decode()
    assert reverse("account_logout") not in browser().get(url).content.decode()


def test_list_for_visitors_is_never_made_of_a_kept_part(browser, event):
    member = browser()
    member.force_login(AccountFactory())
    member.get(reverse("events:list"))
    event.title = "名を改めたつどい"
    event.save()

    assert "名を改めたつどい" in browser().get(reverse("events:list")).content.decode()


def test_narrowed_list_for_members_is_made_for_each(browser, event):
    member = browser()
    member.force_login(AccountFactory())
    url = f"{reverse('events:list')}?kind={event.kind}"
    member.get(url)
    event.title = "名を改めたつどい"
    event.save()

    assert "名を改めたつどい" in member.get(url).content.decode()
