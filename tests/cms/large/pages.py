"""The pages that grow with a network, who reads them, and what they ask of the database."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.home.pages import StandardPage
from events.programme.choices import EventFormat
from events.programme.models import Event
from network.people.choices import Role
from network.people.models import Account, Person
from tests.factories.network import account_with_role

# 松川 is in a town's name, 花子 in people's, 家計表 in what meetings are about and in something of every kind.
TOWN, NAME, MEETING = "松川見本町", "花子", "家計表"


@dataclass(frozen=True)
class Reader:
    """Somebody who reads, and the addresses they go to by name."""

    client: Client
    pages: dict[str, str]


def readers() -> Iterator[Reader]:
    """A visitor, the member who comes regularly, and those at the desk, each with their pages.

    Each signs in when asked for: a visitor's pages are read with all caches emptied, and sessions stand there too.
    """
    member = Account.objects.get(person=Person.objects.get(email__startswith="sample1@"))
    coming = Event.objects.filter(registrations__person=member.person, starts_at__gt=timezone.now())
    event = (
        coming.filter(format=EventFormat.HYBRID, state__status="planned")
        .exclude(pools__kind="part")
        .earliest("starts_at")
    )
    page = StandardPage.objects.filter(depth=5, audience="public").earliest("path")
    public = {
        "list": "/events/",
        "detail": f"/events/{event.slug}/",
        "tree page": page.url_path.removeprefix("/home"),
        "section": "/" + page.url_path.split("/")[2] + "/",
        "resources": "/library/",
        "notices": "/notices/",
        "search": f"/search/?q={MEETING}",
        "search of events": f"/search/?kind=events&q={MEETING}",
    }
    desk = {
        "desk": "/desk/",
        "events": "/desk/events/",
        "events found": f"/desk/events/?q={MEETING}",
        "attendees": f"/desk/events/{event.pk}/attendees/",
        "member list": "/desk/memberships/",
        "people": "/desk/people/",
        "people found": f"/desk/people/?q={NAME}",
        "affiliations": "/desk/affiliations/",
        "affiliations found": f"/desk/affiliations/?q={NAME}",
        "organisations": "/desk/organisations/",
        "organisations found": f"/desk/organisations/?q={TOWN}",
        "arrivals": "/desk/arrivals/",
        "notices at the desk": "/desk/notices/",
        "resources at the desk": "/desk/resources/",
        "announcements": "/desk/announcements/",
    }
    administrator = {"people's accounts": "/desk/users/", "roles": "/desk/roles/", "system": "/desk/system/"}
    member = Account.objects.get(person=Person.objects.filter(email__startswith="sample1@").get())
    yield Reader(Client(), {f"{name}, visitor": path for name, path in public.items()})
    own = {f"{name}, member": path for name, path in public.items()}
    yield Reader(signed_in(member), own | {"own page": "/my/"})
    yield Reader(signed_in(account_with_role(Role.SECRETARIAT)), desk)
    yield Reader(signed_in(account_with_role(Role.ADMINISTRATOR)), administrator)


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def queries_of(reader: Reader) -> dict[str, int]:
    """How many queries each page asks the second time; a visitor's with nothing cached, where sessions are not lost."""
    counted = {}
    for name, path in reader.pages.items():
        response = reader.client.get(path)
        if response.status_code != 200:
            raise AssertionError(f"{path} answered {response.status_code}")
        if not reader.client.cookies:
            for cache in caches.all():
                cache.clear()
        with CaptureQueriesContext(connection) as asked:
            reader.client.get(path)
        counted[name] = len(asked)
    return counted
