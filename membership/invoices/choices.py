"""Kinds of papers that ask for money."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PaperKind(models.TextChoices):
    """The set that municipalities ask for."""

    ESTIMATE = "estimate", _("estimate")
    INVOICE = "invoice", _("invoice")
    DELIVERY = "delivery", _("delivery note")
