"""Kinds of numbered papers."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Series(models.TextChoices):
    """Papers that bear a number; each kind counts by itself, anew every fiscal year."""

    INVOICE = "invoice", pgettext_lazy("numbered paper", "invoice")
    RECEIPT = "receipt", pgettext_lazy("numbered paper", "receipt")
    # From a receipt book: its number is the book's, typed in; the register counts it all the same.
    HANDWRITTEN = "hand", pgettext_lazy("numbered paper", "handwritten receipt")


RECEIPTS = (Series.RECEIPT, Series.HANDWRITTEN)
