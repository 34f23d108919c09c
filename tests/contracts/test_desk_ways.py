"""What a role may not do is not shown: every way the desk offers an account leads somewhere."""

import html
import re
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from network.association.actions import save_association
from network.association.queries import stored
from network.people.choices import Role
from tests.factories.cms import NoticeFactory, ResourceFactory
from tests.factories.events import EventFactory, PoolFactory, RegistrationFactory
from tests.factories.membership import MembershipFactory
from tests.factories.network import AffiliationFactory, ContactAddressFactory, account_with_role

pytestmark = [pytest.mark.capability("T3"), pytest.mark.django_db]

HOME = "/desk/"
# Addresses in pages: links, and Wagtail's menu, which travels as data.
WAYS = re.compile(r'(?:<a\b[^>]*?\bhref="|"url": ")([^"#]+)')
# Signing out; and Wagtail's deeds for ticked files and pages, to whose addresses a script adds the rows.
NOT_FOLLOWED = ("/logout/", "/desk/bulk/")
# Sorted and paged versions of one list are one way.
ENOUGH = 1200


@pytest.fixture
def world():
    """Something on every list."""
    pool = PoolFactory(event=EventFactory(starts_at=timezone.now() + timedelta(days=8)))
    work = AffiliationFactory()
    RegistrationFactory(pool=pool, person=work.person)
    ContactAddressFactory(organisation=work.organisation)
    MembershipFactory(person=work.person)
    NoticeFactory()
    ResourceFactory()
    save_association(stored())


def ways_in(page: str, here: str) -> set[str]:
    """Addresses of the desk that a page offers, without what only orders a list."""
    found = set()
    for written in WAYS.findall(page):
        address = urlsplit(urljoin(here, html.unescape(written)))
        is_ours = address.path.startswith(HOME) and not address.netloc
        if is_ours and not any(part in address.path for part in NOT_FOLLOWED):
            found.add(address.path)
    return found


def walked(client) -> dict[str, tuple[int, str]]:
    """Every address reached from the front page: its status, and where it sent on to."""
    reached, waiting = {}, [HOME]
    while waiting and len(reached) < ENOUGH:
        here = waiting.pop(0)
        response = client.get(here)
        reached[here] = (response.status_code, response.headers.get("Location", ""))
        if "text/html" in response.headers.get("Content-Type", ""):
            waiting += sorted(ways_in(response.content.decode(), here) - set(reached) - set(waiting))
    return reached


@pytest.mark.parametrize("role", list(Role))
def test_every_way_shown_leads_somewhere(client, world, role):
    client.raise_request_exception = False  # a page that breaks stands in the list with the others
    client.force_login(account_with_role(role))

    reached = walked(client)

    turned_away = {
        address: answer
        for address, answer in reached.items()
        if answer[0] >= 400 or (answer[0] in (301, 302) and answer[1] in (HOME, reverse("account_login")))
    }
    assert turned_away == {}
    assert HOME in reached
    # A moderator has the front page and an account of their own; everybody else has lists.
    assert len(reached) >= (2 if role is Role.MODERATOR else 5)
