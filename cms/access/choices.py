"""For whom something of the site is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Who may read a page or a resource."""

    PUBLIC = "public", _("everybody")
    MEMBERS = "members", _("members")
    REGISTERED = "registered", _("registered municipalities")
