"""Links in mail: each has a code that can be typed, and looking at one changes nothing, however often it is looked at."""

import json
import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.broadcasts.models import Addressee
from network.mail.choices import LinkPurpose
from network.mail.links import make_link
from network.mail.rendering import freeze, render
from network.mail.rules import Recipient, typed_code
from network.people.models import Invitation
from tests.contracts.mail_samples import SAMPLES
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.membership import PaperFactory
from tests.factories.network import AccountFactory, BroadcastFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("T4")]
ADDRESS = re.compile(r"https?://[^\s<>\"]+")
PERSONAL = re.compile(r"/l/[\w-]+/")
CODE = re.compile(r"\d{3} \d{3} \d{4}")
# What is short enough to be typed by hand needs no code.
TYPEABLE = 60


def invitation():
    now = timezone.now()
    return Invitation.objects.create(
        person=PersonFactory(), sent_at=now, expires_at=now + timedelta(days=1)
    ).pk


def announced() -> str:
    """The key of a letter that somebody got."""
    broadcast = BroadcastFactory(about_id=EventFactory().pk)
    Addressee.objects.create(broadcast=broadcast, person=PersonFactory(), letter=1)
    return f"{broadcast.batch}:1"


# Something real behind each purpose of a link; a new purpose brings its own.
SUBJECTS = {
    LinkPurpose.INVITATION: invitation,
    LinkPurpose.REGISTRATION_CONFIRM: lambda: RegistrationFactory().pk,
    LinkPurpose.REGISTRATION_MANAGE: lambda: RegistrationFactory().pk,
    LinkPurpose.ALARM: lambda: AccountFactory().pk,
    LinkPurpose.LETTERS: announced,
    LinkPurpose.PAPER: lambda: PaperFactory().pk,
}


def everything():
    """Every row of every table."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy
    }


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("template", sorted(SAMPLES))
def test_every_link_of_a_mail_has_a_code(template, language):
    context = json.loads(json.dumps(freeze(SAMPLES[template]), cls=DjangoJSONEncoder))
    words = render(template, context, Recipient("hanako@person.example", "見本 花子", language))
    addresses = set(ADDRESS.findall(words.text))
    personal = {address for address in addresses if PERSONAL.search(address)}

    for part in (words.text, words.html):
        assert bool(personal) is any(typed_code(code) for code in CODE.findall(part))
    code_page = reverse("network:code")
    assert bool(personal) is any(address.endswith(code_page) for address in addresses)
    assert [address for address in addresses - personal if len(address) > TYPEABLE] == []


def test_every_purpose_is_looked_at():
    assert set(SUBJECTS) == set(LinkPurpose)


@pytest.mark.parametrize("purpose", LinkPurpose)
def test_looking_twice_changes_nothing(purpose):
    link = make_link(purpose, SUBJECTS[purpose](), expires_at=timezone.now() + timedelta(days=1))
    before = everything()

    answers = [
        getattr(Client(), method)(link.url, follow=True).status_code
        for _time in range(2)
        for method in ("get", "head")
    ]
    typed = Client().post(reverse("network:code"), {"code": link.code}, follow=True).status_code

    assert answers == [200] * 4
    assert typed == 200
    assert everything() == before


@pytest.mark.parametrize("purpose", LinkPurpose)
@pytest.mark.parametrize("days", [-1, 0])
def test_a_link_ends_on_its_day(purpose, days):
    link = make_link(purpose, SUBJECTS[purpose](), expires_at=timezone.now() + timedelta(days=days))

    assert Client().get(link.url, follow=True).status_code == 404
    assert Client().post(reverse("network:code"), {"code": link.code}).status_code == 200
