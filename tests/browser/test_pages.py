"""Every kind of public page: no barrier found by axe, nothing the policy forbids, no sideways scrolling."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.access.choices import Audience
from events.programme.choices import EventStatus
from events.registration import actions
from events.registration.choices import PoolKind
from network.mail.choices import LinkPurpose
from network.mail.links import make_link
from network.mail.models import OutboxMessage
from network.people.actions import invite
from tests.browser.looking import look
from tests.factories.cms import NoticeFactory, ResourceFactory, section, written_page
from tests.factories.events import EventPartFactory, PoolFactory, RegistrationFactory, meeting
from tests.factories.network import AccountFactory, AffiliationFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.capability("T5")]

EVERY_BLOCK = [
    ("heading", "見出し"),
    ("text", "<p>本文です。</p>"),
    ("facts", [{"name": "年会費", "value": "2,000円"}]),
    ("steps", [{"title": "相談する", "text": "電話でも構いません。"}]),
    ("links", [{"page": None, "url": "/library/", "title": "資料", "text": "一覧です"}]),
    ("people", [{"name": "見本 花子", "role": "事務局", "text": ""}]),
    (
        "figures",
        [
            {
                "value": "35",
                "unit": "市",
                "name": "北海道の市",
                "denominator": "179市町村のうち",
                "as_of": "2026年",
                "source": "見本",
            }
        ],
    ),
    ("call", {"page": None, "url": "/events/", "title": "次に", "text": "", "button": "行事を見る"}),
]
EXPECTED = re.compile(r"(no-such-page|/join/|/register/).*status of (403|404|422)")


def path_of(link) -> str:
    """The path of a mailed link."""
    return link.url[link.url.index("/", 8) :]


@pytest.fixture
def addresses(settings):
    """One address of every kind of public page, with something on it; None where signing in comes first."""
    settings.DEMO = True
    soon = timezone.now() + timedelta(days=20)
    hybrid = meeting(seats=3, starts_at=soon, format="hybrid", audience="practitioners")
    PoolFactory(event=hybrid.event, kind=PoolKind.ONLINE, capacity=None)
    part = EventPartFactory(event=hybrid.event, title="懇親会")
    PoolFactory(event=hybrid.event, kind=PoolKind.PART, part_key=part.key, capacity=5)
    cancelled = meeting(seats=3, starts_at=soon + timedelta(days=1))
    cancelled.event.state.status, cancelled.event.state.reason = (
        EventStatus.CANCELLED,
        "講師の都合がつかなくなりました。",
    )
    cancelled.event.state.save()
    past = meeting(seats=3, starts_at=timezone.now() - timedelta(days=90))
    guest = actions.Guest(name="髙橋 見本子", email="takahashi@mihon.example", organisation="見本の会")
    held = actions.register_guest(hybrid.event_id, guest=guest, wish=actions.Wish(), now=timezone.now())
    place = RegistrationFactory(pool=meeting(seats=3, starts_at=soon))
    invite(AffiliationFactory().person, invited_by=None, now=timezone.now())
    learn = section("learn")
    written = written_page(learn, slug="written", intro="制度のあらまし", body=EVERY_BLOCK)
    written_page(written, slug="for-members", audience=Audience.MEMBERS)
    resource = ResourceFactory(with_file=True, is_sample=True)
    for_members = ResourceFactory(with_file=True, audience=Audience.MEMBERS)
    notice = NoticeFactory(
        kind="event", starts_on=soon.date(), prefecture="01", place="みほん会館", posted_to=["learn", "study"]
    )
    NoticeFactory(kind="change", starts_on=soon.date(), title_en="A change")
    tomorrow = timezone.now() + timedelta(days=1)
    manage = make_link(LinkPurpose.REGISTRATION_MANAGE, place.pk, expires_at=tomorrow)
    confirm = make_link(LinkPurpose.REGISTRATION_CONFIRM, held.pk, expires_at=tomorrow)
    letter = OutboxMessage.objects.get(template="network/people/invitation").context["action_url"]
    slug = hybrid.event.slug
    return {
        "home": "/",
        "section": "/learn/",
        "section without anything": "/ministry/",
        "page of every block": "/learn/written/",
        "page for members": "/learn/written/for-members/",
        "resources": reverse("library:list"),
        "resources narrowed down": f"{reverse('library:list')}?programme=budget",
        "resource": reverse("library:detail", args=[resource.key]),
        "resource for members": reverse("library:detail", args=[for_members.key]),
        "notices": reverse("notices:list"),
        "no notices": f"{reverse('notices:list')}?section=ministry",
        "notice": reverse("notices:detail", args=[notice.pk]),
        "changes": reverse("notices:changes"),
        "list": reverse("events:list"),
        "past": f"{reverse('events:list')}?view=past",
        "nothing found": f"{reverse('events:list')}?kind=symposium",
        "month": reverse("events:month", args=[soon.year, soon.month]),
        "event": reverse("events:detail", args=[slug]),
        "cancelled event": reverse("events:detail", args=[cancelled.event.slug]),
        "past event": reverse("events:detail", args=[past.event.slug]),
        "refused": reverse("events:register", args=[cancelled.event.slug]),
        "guest's form": reverse("events:register", args=[slug]),
        "code of a guest": reverse("events:confirm", args=[slug, held.public_id]),
        "link of a guest": path_of(confirm),
        "manage": path_of(manage),
        "gate": reverse("events:join", args=[slug]),
        "sign in": reverse("account_login"),
        "forgotten password": reverse("account_reset_password"),
        "code": reverse("network:code"),
        "invitation": letter[letter.index("/", 8) :],
        "outbox": reverse("network:outbox"),
        "mail": reverse("network:outbox_message", args=[OutboxMessage.objects.first().pk]),
        "not found": "/no-such-page/",
    }


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["Japanese", "English"])
def test_public_pages_when_looked_at(page, addresses, prefix):
    problems: list[str] = []

    for name, path in addresses.items():
        page.goto(prefix + path)
        look(page, name, problems)

    assert problems == []
    # A page that is not there, or not for this visitor, answers so: the browser notes that, and nothing else.
    assert [
        line for line in page.complaints if "status of 404" not in line and "status of 403" not in line
    ] == []


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["Japanese", "English"])
def test_errors_and_own_pages_when_looked_at(page, addresses, sign_in, prefix):
    problems: list[str] = []

    page.goto(prefix + addresses["guest's form"])
    page.fill("[name=email]", "no address")
    page.click("main form button[type=submit]")
    page.wait_for_selector(".field--error")
    look(page, "form with errors", problems)
    account = AccountFactory(person=AffiliationFactory().person)
    sign_in(account)
    page.goto(prefix + reverse("mypage:home"))
    look(page, "my page without anything", problems)
    page.goto(prefix + addresses["guest's form"])
    look(page, "member's form", problems)
    page.click("main form button[type=submit]")
    look(page, "done", problems)
    page.goto(prefix + reverse("mypage:home"))
    look(page, "my page", problems)
    page.goto(prefix + addresses["guest's form"].replace("register", "cancel"))
    look(page, "cancel", problems)

    assert problems == []
    assert [line for line in page.complaints if not EXPECTED.search(line)] == []
