"""Programmes of the scheme, and what a look at a link may find."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Programme(models.TextChoices):
    """What a resource is about; the words of the law."""

    CONSULTATION = "consultation", _("Self-reliance consultation")
    EMPLOYMENT = "employment", _("Employment preparation")
    BUDGET = "budget", _("Household-budget improvement")
    CHILDREN = "children", _("Children's learning and life support")
    LIVING = "living", _("Temporary living")
    ALL = "all", pgettext_lazy("programmes", "All programmes")


class LinkState(models.TextChoices):
    """What the last look at a link found."""

    FINE = "fine", _("answers")
    MOVED = "moved", _("has moved")
    SHY = "shy", _("can't be checked by machine")
    FALTERING = "faltering", _("did not answer the last time")
    BROKEN = "broken", _("leads nowhere")
