"""Codes of this room as words on the screen."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership.payments.choices import Refusal

FILES = {
    Refusal.EMPTY: gettext_lazy("There is nothing in the file."),
    Refusal.TOO_LARGE: gettext_lazy("The file is larger than 10 MB."),
    Refusal.NOT_A_STATEMENT: gettext_lazy("This is not a statement of a bank."),
    Refusal.UTF8_RESAVE: gettext_lazy(
        "The file was saved anew in UTF-8 by another program. Please give the file as the bank gave it."
    ),
    Refusal.UTF16: gettext_lazy(
        "The file was saved anew in UTF-16 by another program. Please give the file as the bank gave it."
    ),
    Refusal.EBCDIC: gettext_lazy("The file is in EBCDIC. Please ask the bank's site for the JIS form."),
    Refusal.NOT_CP932: gettext_lazy("There is a character that Shift_JIS does not have."),
    Refusal.CUT: gettext_lazy("The file is cut off. Please fetch it from the bank again."),
    Refusal.RECORD_LENGTH: gettext_lazy("A record is not 200 bytes long."),
    Refusal.RECORD_KIND: gettext_lazy("The records do not follow in their order."),
    Refusal.FIELD_COUNT: gettext_lazy("A row has too few or too many columns."),
    Refusal.NOT_A_NUMBER: gettext_lazy("There should be a number here."),
    Refusal.NOT_A_DAY: gettext_lazy("There should be a day here, between two years ago and a week from now."),
    Refusal.DAY_OUTSIDE: gettext_lazy("The day lies outside the days the file is said to cover."),
    Refusal.DIRECTION: gettext_lazy("It can't be told whether the money came in or went out."),
    Refusal.TRAILER: gettext_lazy("Count or sum at the end of the file does not agree with its lines."),
    Refusal.BALANCE: gettext_lazy("The balance does not follow from the lines before it."),
    Refusal.UNKNOWN_BANK: gettext_lazy("These headings are of no bank we can read."),
    Refusal.OTHER_ACCOUNT: gettext_lazy("The file is of another bank account than the one chosen."),
}

DEEDS = {
    "decided": gettext_lazy("Somebody has decided about this line meanwhile. Nothing was booked twice."),
    "settled": gettext_lazy("Nothing of that is open any more. Please look at the line again."),
    "fee_differs": gettext_lazy(
        "With the fee it is not exactly what is open. Please look at the line again."
    ),
    "money_out": gettext_lazy("Money that went out can only be booked as something else."),
    "money_in": gettext_lazy("Only money that went out pays somebody back."),
    "not_a_credit": gettext_lazy("Nothing of this deposit is left."),
    "before_credit": gettext_lazy("The money went out before it had come in. Please look at the line again."),
    "no_pair": gettext_lazy("There is no earlier line of that amount and name."),
    "not_decided": gettext_lazy("Nothing was decided about this line."),
    "year_closed": gettext_lazy("The year of this line is closed. Nothing was booked."),
    "over_open": gettext_lazy("More than what is open can't be paid. Please look at the line again."),
    "over_credit": gettext_lazy("The parts are more than what came in."),
    "nothing_chosen": gettext_lazy("Please choose what the line pays."),
}
OTHERWISE = gettext_lazy("That can't be booked. Nothing was changed.")


def deed(code: str) -> str:
    """Why something was not booked."""
    return str(DEEDS.get(code, OTHERWISE))


def file_refusal(code: str) -> str:
    """Why a file was not taken."""
    return str(FILES[Refusal(code)])


def reason(told: dict[str, Any]) -> str:
    """One reason of a proposal, in a few words."""
    values = {"yen": f"{told['yen']:,}", "told": told["told"]}
    words = {
        "reference": _("reference %(told)s"),
        "reference_near": _("reference but for one digit: %(told)s"),
        "amount": _("exact amount"),
        "total": _("sum of all that is open"),
        "several": _("sum of several"),
        "fee_deducted": _("short by %(yen)s yen, a usual transfer fee"),
        "short": _("short by %(yen)s yen"),
        "over": _("%(yen)s yen too much"),
        "amount_only": _("only the amount fits"),
        "namesakes": _("%(told)s have this name"),
    }
    if told["why"] == "name":
        return _name(told["evidence"]) % values
    return words[told["why"]] % values


def _name(evidence: str) -> str:
    return {
        "declared": _("name they said they would use: %(told)s"),
        "confirmed": _("name you confirmed: %(told)s"),
        "past": _("paid under this name before: %(told)s"),
        "whole": _("same name: %(told)s"),
        "weak": _("same name in another spelling: %(told)s"),
        "cut": _("name cut off by the bank: %(told)s"),
        "part": _("name within the payer's: %(told)s"),
        "alike": _("similar name: %(told)s"),
        "surname": _("same family name: %(told)s"),
    }[evidence]


def age(code: str) -> str:
    """How old a debt is."""
    return {
        "not_due": _("not due yet"),
        "month": _("up to 30 days late"),
        "quarter": _("31 to 90 days late"),
        "year": _("91 to 365 days late"),
        "older": _("more than a year late"),
    }[code]
