"""Kinds, formats, audiences and states of events."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventKind(models.TextChoices):
    """What kind of occasion it is."""

    EXCHANGE_MEETING = "exchange_meeting", _("exchange meeting")
    SYMPOSIUM = "symposium", _("symposium")
    TRAINING = "training", _("training")
    CASE_STUDY = "case_study", _("case study meeting")
    OTHER = "other", _("other event")


class EventFormat(models.TextChoices):
    """Where people take part."""

    VENUE = "venue", _("at the venue")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("at the venue and online")


class Audience(models.TextChoices):
    """Who may register."""

    PUBLIC = "public", _("anybody")
    PRACTITIONERS = "practitioners", _("practitioners and officers")
    MEMBERS = "members", _("members only")


class EventStatus(models.TextChoices):
    """States of our own, apart from draft and published; no revision carries them."""

    PLANNED = "planned", _("planned")
    MOVED = "moved", _("moved")
    CANCELLED = "cancelled", _("cancelled")
    HELD = "held", _("held")
    ARCHIVED = "archived", _("archived")
