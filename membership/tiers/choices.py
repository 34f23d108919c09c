"""Whom a tier covers, and what whoever joins during a year owes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Coverage(models.TextChoices):
    """Who counts as a member through a tier."""

    SELF = "self", _("the person itself")
    NAMED = "named", _("people named by the organisation")
    EVERYBODY = "everybody", _("everybody affiliated on the day")


class JoiningRule(models.TextChoices):
    """Dues of the fiscal year in which somebody joins."""

    FULL = "full", _("the whole year's dues")
    FREE_LATE = "free_late", _("nothing when joining late in the year")
    QUARTERLY = "quarterly", _("by quarters that are left")
