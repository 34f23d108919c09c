"""How far somebody is on the way to an account, and what a round of letters did for them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Arrival(models.TextChoices):
    """From unknown to signed up."""

    NOT_INVITED = "not_invited", pgettext_lazy("arrival", "not invited")
    INVITED = "invited", pgettext_lazy("arrival", "invited")
    BOUNCED = "bounced", pgettext_lazy("arrival", "mail came back")
    ARRIVED = "arrived", pgettext_lazy("arrival", "arrived")


class LineOutcome(models.TextChoices):
    """What a round did for one person."""

    INVITED = "invited", _("letter written")
    ARRIVED = "arrived", _("has an account already")
    NO_ADDRESS = "no_address", _("no e-mail address")
    RESTING = "resting", _("got a letter within the last day")
    ERASED = "erased", _("data erased")
