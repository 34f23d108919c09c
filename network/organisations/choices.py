"""Kinds of organisations, in the order the network reports them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """Organisation kinds used in reports and as target of events."""

    MUNICIPALITY = "municipality", _("municipality")
    COUNCIL = "council", _("council of social welfare")
    NPO = "npo", _("NPO or similar body")
    COMPANY = "company", _("company")
    STATE = "state", _("national government")
    PREFECTURE = "prefecture", _("prefecture")
    OTHER = "other", _("other")
