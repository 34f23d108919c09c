"""People, accounts and organisations for tests."""

from datetime import UTC, date, datetime
from uuid import uuid4

import factory
from django.contrib.auth.models import Group
from django.utils import timezone
from factory.django import DjangoModelFactory, Password

from network.arrivals.models import InvitationRound
from network.board.choices import Kind
from network.board.models import Post, Thread
from network.board.rules import epoch_of, monday
from network.broadcasts.models import Broadcast
from network.mail.choices import MailKind
from network.notes.models import Note
from network.organisations.choices import OrganisationKind
from network.organisations.models import ContactAddress, Organisation
from network.people.choices import Job, Role
from network.people.models import Account, Affiliation, Person
from network.privacy.choices import Lesson
from network.privacy.folding import fold
from network.privacy.models import TaughtWord
from network.roles.models import RoleHolding

PASSWORD = "kiiroi-densha-7"
SHARED = "fukushi@town.example"


class OrganisationFactory(DjangoModelFactory):
    """An NPO; no municipality unless given."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"見本支援センター{n}")
    kana = "ミホンシエンセンター"
    kind = OrganisationKind.NPO


class ContactAddressFactory(DjangoModelFactory):
    """A section's mailbox."""

    class Meta:
        model = ContactAddress

    organisation = factory.SubFactory(OrganisationFactory)
    label = "相談係"
    email = factory.Sequence(lambda n: f"soudan{n}@section.example")


class PersonFactory(DjangoModelFactory):
    """Somebody with a name and an own address, working nowhere yet."""

    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"見本 花子{n}")
    kana = "ミホン ハナコ"
    email = factory.Sequence(lambda n: f"hanako{n}@person.example")


class AffiliationFactory(DjangoModelFactory):
    """Works there since long ago, and still."""

    class Meta:
        model = Affiliation

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    job = Job.CONSULTATION
    since = date(2020, 4, 1)


class InvitationRoundFactory(DjangoModelFactory):
    """A round to nobody."""

    class Meta:
        model = InvitationRound

    made_at = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)


class AccountFactory(DjangoModelFactory):
    """Signs in with PASSWORD; belongs to a person with the same address, or on a shared one if it has none."""

    class Meta:
        model = Account

    username = factory.Sequence(lambda n: f"hanako{n}")
    password = Password(PASSWORD)
    email = factory.Sequence(lambda n: f"account{n}@person.example")
    person = factory.SubFactory(
        PersonFactory, email=factory.LazyAttribute(lambda person: person.factory_parent.email or SHARED)
    )


def account_with_role(role: Role, **fields) -> Account:
    """An account in the group of a role."""
    account = AccountFactory(**fields)
    account.groups.add(Group.objects.get_or_create(name=role.value)[0])
    RoleHolding.objects.create(account=account, role=role.value, since=timezone.localdate())
    return account


class ThreadFactory(DjangoModelFactory):
    """A question's thread of this week, its key still alive."""

    class Meta:
        model = Thread

    epoch = factory.LazyFunction(lambda: epoch_of(timezone.localdate()))
    week = factory.LazyFunction(lambda: monday(timezone.localdate()))


class PostFactory(DjangoModelFactory):
    """A question that is out, by nobody we know."""

    class Meta:
        model = Post

    thread = factory.SubFactory(ThreadFactory)
    kind = Kind.QUESTION
    text = "見本の相談です。進め方を教えてください。"
    week = factory.SelfAttribute("thread.week")
    position = 1
    label = 0


class BroadcastFactory(DjangoModelFactory):
    """A draft about an event, for members; `about_id` is the event's number."""

    class Meta:
        model = Broadcast

    about = "event"
    kind = MailKind.EVENTS
    audience = factory.LazyFunction(lambda: {"circles": ["members"]})
    words = "お待ちしています。"
    written_by = factory.SubFactory(AccountFactory)
    created_at = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


class TaughtWordFactory(DjangoModelFactory):
    """A wording that moderators taught the personal-data check."""

    class Meta:
        model = TaughtWord

    lesson = Lesson.ALLOWED
    wording = factory.Sequence(lambda n: f"見本{n}")
    folded = factory.LazyAttribute(lambda word: fold(word.wording).text)


class BoardNoteFactory(DjangoModelFactory):
    """A note that is out, from a conversation we don't know."""

    class Meta:
        model = Note

    thread_id = factory.LazyFunction(uuid4)
    title = "見本のまとめ"
    text = "見本のまとめの本文です。"
    is_out = True
    changed_on = factory.LazyFunction(timezone.localdate)
