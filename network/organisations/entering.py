"""A named trade: organisations entered from a list, and taken back while nothing refers to them."""

from django.db import transaction
from django.db.models import ProtectedError

from network.organisations.models import ContactAddress, Organisation


@transaction.atomic
def remove_organisation(pk: int, *, name: str) -> bool:
    """Deletes an organisation that is as it was entered and that nothing refers to; False when it stays."""
    found = Organisation.objects.filter(pk=pk).first()
    if found is None:
        return True
    if found.name != name or found.contacts.exists():
        return False
    try:
        with transaction.atomic():
            found.delete()
    except ProtectedError:
        return False
    return True


@transaction.atomic
def remove_contact(pk: int, *, email: str) -> bool:
    """Deletes a contact address that is as it was entered; False when it was changed."""
    found = ContactAddress.objects.filter(pk=pk).first()
    if found is not None and found.email != email:
        return False
    if found is not None:
        found.delete()
    return True
