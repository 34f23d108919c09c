"""Kinds of numbered papers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Series(models.TextChoices):
    """Papers that bear a number; each kind counts by itself, anew every fiscal year."""

    INVOICE = "invoice", _("invoice")
    RECEIPT = "receipt", _("receipt")
