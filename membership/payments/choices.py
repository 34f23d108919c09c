"""Kinds of statement files, and why one is refused."""

from enum import StrEnum


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
    SEVERAL_BANKS = "several_banks"
