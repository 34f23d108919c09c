"""Kinds of statement files, why one is refused, and what becomes of a line."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Format(StrEnum):
    """How a statement file is written."""

    ZENGIN_03 = "zengin-03"
    ZENGIN_01 = "zengin-01"
    CSV = "csv"


class Refusal(StrEnum):
    """Why nothing of a file is taken."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_A_STATEMENT = "not_a_statement"
    UTF8_RESAVE = "utf8_resave"
    UTF16 = "utf16"
    EBCDIC = "ebcdic"
    NOT_CP932 = "not_cp932"
    CUT = "cut"
    RECORD_LENGTH = "record_length"
    RECORD_KIND = "record_kind"
    FIELD_COUNT = "field_count"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_DAY = "not_a_day"
    DAY_AMBIGUOUS = "day_ambiguous"
    DAY_OUTSIDE = "day_outside"
    DIRECTION = "direction"
    TRAILER = "trailer"
    BALANCE = "balance"
    UNKNOWN_BANK = "unknown_bank"
    OTHER_ACCOUNT = "other_account"


class FileState(models.TextChoices):
    """How far a file is."""

    WAITING = "waiting", _("being read")
    READ = "read", _("read")
    REFUSED = "refused", _("not taken")


class LineState(models.TextChoices):
    """What became of a line."""

    OPEN = "open", _("not decided")
    LATER = "later", _("left open")
    MATCHED = "matched", _("paid what was owed")
    KEPT = "kept", _("kept as a deposit")
    CLOSED = "closed", _("booked as something else")
    VOID = "void", _("taken back by the bank")


class NameSource(models.TextChoices):
    """How a payer's name is known."""

    CONFIRMED = "confirmed", _("confirmed by the treasurer")
    PAST = "past", _("paid under it before")
    OTHER = "other", _("somebody else's")
