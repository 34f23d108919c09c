"""States of a broadcast, and why one does not go."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BroadcastState(models.TextChoices):
    """From a draft to the last letter written into the outbox."""

    DRAFT = "draft", pgettext_lazy("broadcast", "draft")
    SCHEDULED = "scheduled", pgettext_lazy("broadcast", "waits for its time")
    SENDING = "sending", pgettext_lazy("broadcast", "going out")
    SENT = "sent", pgettext_lazy("broadcast", "sent")
    STOPPED = "stopped", pgettext_lazy("broadcast", "stopped")
    DISCARDED = "discarded", pgettext_lazy("broadcast", "thrown away")


class Hindrance(models.TextChoices):
    """Why something can't be announced (any more)."""

    GONE = "gone", _("What it was about is not there any more.")
    UNPUBLISHED = "unpublished", _("What it is about is not published. Please publish it first.")
    CANCELLED = "cancelled", _("The event is cancelled. Those who registered have been told.")
    OVER = "over", _("The event is over.")
    CLOSED = "closed", _("Registration has closed. Please set a later deadline first.")
    NOBODY = "nobody", _("Nobody fits the choice any more.")
    DESK = "desk", _("Somebody stopped it at the desk.")
    UNREADABLE = "unreadable", _("The letter could not be put together. Please ask the administrator.")


class Outcome(models.TextChoices):
    """What became of one addressee before any letter was written; empty while nothing has."""

    WRITTEN = "written", _("written")
    DECLINED = "declined", _("does not want such letters")
    GONE = "gone", _("has no address any more")
