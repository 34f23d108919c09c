"""States of a registration and kinds of pools."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class PoolKind(models.TextChoices):
    """What a number of seats is for."""

    VENUE = "venue", _("venue")
    ONLINE = "online", _("online")
    PART = "part", _("part of the programme")


class RegistrationState(models.TextChoices):
    """Where a registration stands."""

    CONFIRMED = "confirmed", _("confirmed")
    WAITING = "waiting", _("waiting")
    CANCELLED = "cancelled", _("place given up")
    LAPSED = "lapsed", _("not confirmed in time")


class CancelledBy(models.TextChoices):
    """Who gave the place up."""

    SELF = "self", _("the person")
    DESK = "desk", _("the desk")
    EVENT = "event", _("the event was cancelled")


class Refusal(models.TextChoices):
    """Why somebody may not register (E12: never a false "full")."""

    NOT_PUBLISHED = "not_published", _("not published")
    CANCELLED = "cancelled", _("place given up")
    OVER = "over", _("over")
    DEADLINE = "deadline", _("deadline passed")
    MEMBERS_ONLY = "members_only", _("members only")
    PRACTITIONERS_ONLY = "practitioners_only", _("practitioners only")
    SIGN_IN_FIRST = "sign_in_first", _("sign in first")
    ALREADY_REGISTERED = "already_registered", _("already registered")
    NO_SUCH_POOL = "no_such_pool", _("no such way of taking part")
    PRICE_CHANGED = "price_changed", _("the fee has changed")
    NO_PLACE = "no_place", _("no registration to change")


class Letter(StrEnum):
    """Mails about a registration; each is a template under mail/events/registration/."""

    ADDRESS = "address"
    ALREADY = "already"
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    PROMOTED = "promoted"
    PART_PROMOTED = "part_promoted"
    PARTS = "parts"
    FEE_RECEIVED = "fee_received"
    FEE_ASKED = "fee_asked"
    CANCELLED = "cancelled"
    EVENT_CANCELLED = "event_cancelled"
    EVENT_CHANGED = "event_changed"
