"""Writes organisations and their contact addresses."""

from typing import Any

from django.db import transaction

from network.organisations.models import ContactAddress, Organisation


@transaction.atomic
def create_organisation(*, name: str, kind: str, **details: Any) -> Organisation:
    """Adds an organisation (details: kana, municipality, is_sample); nobody is told."""
    return Organisation.objects.create(name=name, kind=kind, **details)


@transaction.atomic
def add_contact(
    organisation: Organisation, *, email: str = "", phone: str = "", label: str = ""
) -> ContactAddress:
    """Adds a mailbox or phone that an organisation is reached at; nobody is told."""
    return ContactAddress.objects.create(organisation=organisation, email=email, phone=phone, label=label)
