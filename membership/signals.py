"""News of the wing that travel up."""

from django.dispatch import Signal

# A charge that is not dues was settled: charge_id, about. Sent inside the transaction that settles it.
invoice_settled = Signal()
