"""Whom a tier covers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Coverage(models.TextChoices):
    """Who counts as a member through a tier."""

    SELF = "self", _("the person itself")
    NAMED = "named", _("people named by the organisation")
    EVERYBODY = "everybody", _("everybody affiliated on the day")
