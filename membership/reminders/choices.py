"""Levels of a reminder, how it goes out, why somebody is asked or is not, why somebody is left in peace."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    """Three letters at most, each once for what a slip asks."""

    FIRST = 1, _("first request")
    SECOND = 2, _("second request")
    LAST = 3, _("last request")


class Way(models.TextChoices):
    """How a letter goes out."""

    MAIL = "mail", _("by e-mail")
    PRINT = "print", _("on paper")


class Reason(models.TextChoices):
    """The first three are asked; the others are not, and this is why."""

    FIRST = "first", _("two weeks past the due day")
    SECOND = "second", _("a month since the first request")
    LAST = "last", _("a month since the second request")
    NOT_DUE = "not_due", _("less than two weeks past the due day")
    TOO_SOON = "too_soon", _("asked less than a month ago")
    ALL_SENT = "all_sent", _("asked three times already")
    STOPPED = "stopped", _("on the list of those not to be asked")
    CREDIT = "credit", _("money of theirs is kept as a deposit")
    LINE_WAITS = "line_waits", _("a line of the bank that may be theirs waits")
    FEE_WAITS = "fee_waits", _("a line short by a transfer fee waits")
    COVERED = "covered", _("covered by an organisation's membership")
    ORGANISATION_PAYS = "organisation_pays", _("an organisation pays for it")
    MAIL_CAME_BACK = "mail_came_back", _("mail to the address comes back")
    ERASED = "erased", _("erased from the register")
    ASKED_ANEW = "asked_anew", _("a newer slip asks for part of it")
    NO_SLIP = "no_slip", _("no slip asks for it")


class StopReason(models.TextChoices):
    """Kinds only: free words about somebody's circumstances have no place here."""

    AGREED = "agreed", _("payment was agreed for later")
    IN_TALKS = "in_talks", _("we are in touch by phone")
    DISPUTED = "disputed", _("the amount is being looked into")
    CIRCUMSTANCES = "circumstances", _("circumstances of theirs")
    OTHER = "other", _("another reason")
