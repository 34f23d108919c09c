"""What becomes of kept things at an erasure, why somebody is erased, how far a request is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Fate(models.TextChoices):
    """What an erasure does with a table's rows about somebody."""

    GOES = "goes", _("is deleted")
    NUMBER = "number", _("stays without your name, under a number")
    STAYS = "stays", _("stays as long as the law asks for it")


class Reason(models.TextChoices):
    """Why somebody is erased; kinds only, since free words would have to be erased in their turn."""

    ASKED = "asked", _("asked for by the person")
    LEFT = "left", _("no longer needed: left long ago")
    MISTAKE = "mistake", _("entered by mistake or twice")


class RequestState(models.TextChoices):
    """How far a request for erasure is."""

    WAITING = "waiting", _("waits for the secretariat")
    TAKEN_BACK = "taken_back", _("taken back")
    DONE = "done", _("carried out")


class Refusal(models.TextChoices):
    """Why somebody can't be erased now."""

    ERASED = "erased", _("These data have been erased already. Nothing was done twice.")
    OWN = "own", _("Your own data are erased by somebody else of the secretariat.")
    HOLDS_ROLE = (
        "holds_role",
        _("This person holds a role at the desk. An administrator ends the role first."),
    )
