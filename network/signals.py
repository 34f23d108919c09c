"""News of the wing that travel up."""

from django.dispatch import Signal

# Somebody's data are being erased: person_id, by_id (account or None), now. Sent inside the transaction, when the
# name is gone already and rows that knew the person still stand: what upper wings end has rules of its own.
person_erased = Signal()
