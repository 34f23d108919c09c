"""Kinds of municipalities."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MunicipalityKind(models.TextChoices):
    """What a municipality is called by law."""

    CITY = "city", _("city")
    TOWN = "town", _("town")
    VILLAGE = "village", _("village")
