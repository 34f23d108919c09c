"""Reads of organisations and their mailboxes."""

from django.db.models import QuerySet

from network.organisations.models import ContactAddress, Organisation
from network.people.rules import fold_name


def organisations() -> QuerySet[Organisation]:
    """All organisations with their places, in the order of their readings."""
    return Organisation.objects.select_related("municipality__bureau").order_by("kana", "name", "pk")


def is_section_mailbox(email: str) -> bool:
    """Whether an address belongs to an organisation rather than to somebody."""
    return bool(email) and ContactAddress.objects.filter(email__iexact=email.strip()).exists()


def organisation_names(limit: int = 300) -> list[str]:
    """Names suggested as a visitor types an organisation, by reading."""
    return list(Organisation.objects.order_by("kana", "name").values_list("name", flat=True)[:limit])


def organisations_named(text: str) -> QuerySet[Organisation]:
    """Every organisation whose name or reading holds a text, however either is spelled."""
    sought = fold_name(text)
    names = Organisation.objects.values_list("pk", "name", "kana")
    found = [pk for pk, name, kana in names if sought in fold_name(name) or sought in fold_name(kana)]
    return Organisation.objects.filter(pk__in=found)
