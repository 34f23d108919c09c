"""Reads of people: who signed in, where they work, who answers to an address."""

from datetime import date, datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, Permission
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from network.mail.rules import Recipient
from network.organisations.queries import is_section_mailbox
from network.people.models import Account, Affiliation, Invitation, Person
from network.people.rules import fold_name, same_name


def person_of(account: Account | AnonymousUser) -> Person | None:
    """The person an account belongs to; None for a visitor. Sign-in brings the person along: no query then."""
    return account.person if account.is_authenticated else None


def may_enter_desk(account: Account | AnonymousUser) -> bool:
    """Whether to show the way to the desk. One query for who has signed in, instead of all that the account may do."""
    if not account.is_active or account.is_superuser:
        return account.is_active
    entrance = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    return entrance.filter(Q(group__user=account) | Q(user=account)).exists()


def affiliation_of(person: Person, on: date) -> Affiliation | None:
    """Where somebody works on a day, with the organisation's municipality; the latest where there are several."""
    return (
        affiliations_on(on)
        .filter(person=person)
        .select_related("organisation__municipality__bureau")
        .order_by("-since", "-pk")
        .first()
    )


def affiliations_on(day: date) -> QuerySet[Affiliation]:
    """Affiliations that hold on a day, first and last day included."""
    return Affiliation.objects.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


WORKPLACE = """
    SELECT organisation_id FROM network_affiliation
     WHERE person_id = %s AND since <= %s AND (until IS NULL OR until >= %s)
  ORDER BY since DESC, id DESC LIMIT 1
"""


def workplace_id(person: Person, on: date) -> int | None:
    """The organisation somebody works for on a day, by id and nothing else. In SQL: a crowd asks at once."""
    with connection.cursor() as cursor:
        cursor.execute(WORKPLACE, [person.pk, on, on])
        row = cursor.fetchone()
    return row[0] if row else None


def people_by_email(email: str) -> QuerySet[Person]:
    """Everybody reached at an address; several, where a section shares one."""
    return Person.objects.filter(email__iexact=email.strip(), erased_at__isnull=True).exclude(email="")


def people_named(text: str) -> QuerySet[Person]:
    """Everybody whose name or reading holds a text, however either is spelled."""
    return Person.objects.filter(erased_at__isnull=True, folded__contains=fold_name(text))


def account_by_login(login: str) -> Account | None:
    """The account of a login name or of an own e-mail address, in any case; none for a shared mailbox."""
    typed = login.strip()
    if not typed:
        return None
    return (
        Account.objects.select_related("person")
        .filter(Q(username__iexact=typed) | Q(email__iexact=typed))
        .order_by("pk")
        .first()
    )


def account_of(person: Person) -> Account | None:
    """The account that belongs to a person."""
    return Account.objects.filter(person=person).first()


def recipient_of(account: Account, address: str = "") -> Recipient | None:
    """Whom a letter to an account's owner names, and in which language; at the person's contact address
    where the mailbox is shared. None when there is no address."""
    person = account.person
    address = address or account.email or (person.email if person else "")
    if not address:
        return None
    if person is None:
        return Recipient(address, account.username, get_language() or settings.LANGUAGE_CODE)
    return Recipient(address, person.name, person.language, person.pk)


def shares_mailbox(person: Person) -> bool:
    """Whether others read the person's mailbox too: a section's, or one where other names are known."""
    if not person.email:
        return True
    others = people_by_email(person.email).exclude(pk=person.pk).values_list("name", flat=True)
    return (
        is_section_mailbox(person.email)
        or any(not same_name(name, person.name) for name in others)
        or Account.objects.filter(email__iexact=person.email).exclude(person=person).exists()
    )


def open_invitation(pk: str | int, now: datetime) -> Invitation | None:
    """An invitation that can still be accepted, with its person."""
    return (
        Invitation.objects.select_related("person")
        .filter(pk=pk, accepted_at__isnull=True, expires_at__gt=now, person__erased_at__isnull=True)
        .first()
    )


def last_invitation(person: Person) -> Invitation | None:
    """The newest invitation of a person, whatever became of it."""
    return person.invitations.order_by("-sent_at", "-pk").first()


def work_of(person: Person) -> QuerySet[Affiliation]:
    """All affiliations of a person with their organisations, the newest first."""
    return person.affiliations.select_related("organisation").order_by("-since", "-pk")
