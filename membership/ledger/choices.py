"""Kinds of accounts, entries and charges."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AccountKind(models.TextChoices):
    """Where an account stands in the yearly report; memo accounts stand in none."""

    ASSET = "asset", _("assets")
    LIABILITY = "liability", _("liabilities")
    EQUITY = "equity", _("net assets")
    INCOME = "income", _("income")
    EXPENSE = "expense", _("expenses")
    MEMO = "memo", _("memo")


class EntryKind(models.TextChoices):
    """What happened."""

    BILLED = "billed", _("billed")
    RECEIVED = "received", _("money received")
    APPLIED = "applied", _("credit applied")
    FEE_ACCEPTED = "fee_accepted", _("applied, deducted transfer fee borne")
    REFUNDED = "refunded", _("paid back")
    MOVED = "moved", _("credit moved to another payer")
    CLOSED_AS = "closed_as", _("booked as something else")
    BOOKED = "booked", _("other money movement")
    WAIVED = "waived", _("waived")
    CANCELLED = "cancelled", _("charge cancelled")
    RECOGNISED = "recognised", _("dues received in advance recognised")
    OPENING = "opening", _("opening balance")
    REVERSAL = "reversal", _("reversal")


class ChargeKind(models.TextChoices):
    """What somebody owes for."""

    DUES = "dues", _("dues")
    EVENT = "event", _("event fee")
    OTHER = "other", _("other")


class TaxClass(models.TextChoices):
    """Consumption tax of a line, set by the treasurer."""

    NOT_TAXABLE = "none", _("not subject to tax")
    RATE_10 = "rate_10", _("taxed at 10 %")
    RATE_8 = "rate_8", _("taxed at 8 %")
    OUT_OF_SCOPE = "out", _("out of scope")
    IN_TRUST = "trust", _("held in trust")
