"""A named trade: what codes of a list of members say to people."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from membership.roster.choices import Column
from membership.tiers.models import Tier
from network.organisations.choices import OrganisationKind
from network.people.choices import Job

FILES = {
    "too_large": gettext_lazy("The list is larger than 10 MB. Please split it."),
    "too_many_rows": gettext_lazy("The list has more than 5,000 rows. Please split it."),
    "empty": gettext_lazy("There are no rows in it. Please check the file, or copy the rows once more."),
    "macro": gettext_lazy(
        "Files with macros are not taken. Please save it as an ordinary Excel workbook (.xlsx)."
    ),
    "old_excel": gettext_lazy(
        "This is an old Excel file (.xls) or one with a password. Please save it as .xlsx without a password."
    ),
    "not_a_list": gettext_lazy("This is no list. Please give an Excel file (.xlsx) or a CSV file."),
    "bomb": gettext_lazy(
        "The file would unpack to far too much. Please copy the rows and paste them instead."
    ),
    "broken": gettext_lazy(
        "The file is damaged and can't be read. Please save it anew, or paste the rows instead."
    ),
    "encoding": gettext_lazy(
        "The letters of the file can't be read (neither UTF-8 nor Shift_JIS). In Excel please save it as .xlsx."
    ),
}
ACTIONS = {
    "columns": gettext_lazy("Please say which column holds the name."),
    "too_many_rows": FILES["too_many_rows"],
    "started": gettext_lazy("This list is being entered or has been entered; it can't be changed any more."),
    "not_checked": gettext_lazy("This list is not ready for that. Please look at it once more."),
    "busy": gettext_lazy("Another list is being worked on. Please wait until it is done."),
}
NOTES = {
    "tidied": gettext_lazy("spaces and widths tidied"),
    "honorific": gettext_lazy("honorific left off"),
    "kana_folded": gettext_lazy("put into katakana"),
    "not_kana": gettext_lazy("not a reading: left empty"),
    "no_name": gettext_lazy("not a name"),
    "name_missing": gettext_lazy("the name is missing"),
    "too_long": gettext_lazy("longer than %(detail)s letters"),
    "address_tidied": gettext_lazy("address tidied"),
    "several_addresses": gettext_lazy("several addresses in one cell: please keep one"),
    "not_an_address": gettext_lazy("not an e-mail address"),
    "section_mailbox": gettext_lazy("a section's mailbox: the person signs in with a login name"),
    "shared_in_list": gettext_lazy("several people share it: they sign in with login names"),
    "not_a_phone": gettext_lazy("not a phone number"),
    "phone_length": gettext_lazy("a phone number has 10 or 11 digits"),
    "zero_restored": gettext_lazy("the leading 0 was put back"),
    "code_repaired": gettext_lazy("code repaired: %(detail)s"),
    "municipality_named": "%(detail)s",
    "municipality_unknown": gettext_lazy("no municipality of this name"),
    "municipality_ambiguous": gettext_lazy("several have this name (%(detail)s): please give the code"),
    "code_not_digits": gettext_lazy("a municipality's code has digits only"),
    "code_length": gettext_lazy("a municipality's code has 6 digits"),
    "code_check_digit": gettext_lazy("the check digit is wrong: a digit is mistyped"),
    "code_unknown": gettext_lazy("no municipality here has this code"),
    "code_ambiguous": gettext_lazy("two codes could be meant: please give all 6 digits"),
    "unknown_job": gettext_lazy('not in our list of occupations: entered as "other"'),
    "unknown_kind": gettext_lazy("unknown kind: told from the name instead"),
    "unknown_tier": gettext_lazy("no such membership tier"),
    "tier_needs_organisation": gettext_lazy("this tier is for organisations: the organisation is missing"),
    "not_a_day": gettext_lazy("not a date"),
    "day_out_of_range": gettext_lazy("this date can't be right (%(detail)s)"),
    "day_read": gettext_lazy("date read"),
    "since_assumed": gettext_lazy("no date: from the first day of the fiscal year"),
    "organisation_known": gettext_lazy("known organisation"),
    "organisation_new": gettext_lazy("new organisation (%(detail)s)"),
    "organisation_ambiguous": gettext_lazy(
        "several organisations have this name: please give the municipality"
    ),
    "formula": gettext_lazy("a formula without a result: please paste it as a value"),
    "cell_too_long": gettext_lazy("a cell is longer than 1,000 letters"),
    "too_many_cells": gettext_lazy("more than 60 columns"),
    "twice": gettext_lazy("the same as row %(detail)s"),
    "same_name": gettext_lazy("somebody of this name is in the register, elsewhere or with another address"),
    "several": gettext_lazy("several people of this name are in the register"),
    "nothing_to_add": gettext_lazy("in the register already; nothing to add"),
    "left_out": gettext_lazy("left out as decided"),
    "undecided": gettext_lazy("nobody decided whether it is the same person"),
    "person_gone": gettext_lazy("the person is no longer in the register"),
    "changed": gettext_lazy("changed since, so it stays"),
    "invited": gettext_lazy("invited since, so it stays"),
    "used": gettext_lazy("used elsewhere since (for example a registration), so it stays"),
}
# Notes that want a look although nothing is refused.
WARNINGS = {"not_kana", "unknown_job", "unknown_kind", "since_assumed"}


def note(code: str, detail: str = "") -> str:
    """What a code says; empty for none."""
    if code == "organisation_new":
        detail = str(OrganisationKind(detail).label)
    return str(NOTES[code]) % {"detail": detail} if code else ""


def tier_names() -> dict[str, str]:
    """Names of tiers by their codes. One query a page."""
    return {tier.code: tier.local_name for tier in Tier.objects.all()}


def shown_value(column: str, value: str, tiers: dict[str, str]) -> str:
    """A stored value as people read it."""
    if not value:
        return ""
    if column == Column.JOB:
        return str(Job(value).label)
    if column == Column.KIND:
        return str(OrganisationKind(value).label)
    return tiers.get(value, value) if column == Column.TIER else value


def shown_cell(cell: dict[str, Any], tiers: dict[str, str]) -> dict[str, Any]:
    """One cell for the page: heading, what was typed, what it became, and the note in words."""
    value = shown_value(cell["column"], cell["value"], tiers)
    return {
        "label": Column(cell["column"]).label,
        "typed": cell["typed"],
        "value": value,
        "is_changed": bool(cell["typed"]) and value != cell["typed"],
        "is_refused": cell["is_refused"],
        "is_warning": cell["note"] in WARNINGS,
        "note": note(cell["note"], cell["detail"]),
    }


def changes_in_words(finding: dict[str, Any]) -> str:
    """What would be added to somebody who is known."""
    names = [str(Column(name).label) for name in finding.get("changes", [])]
    return _("will be added: %(what)s") % {"what": "、".join(names)} if names else ""


def differences(finding: dict[str, Any]) -> list[dict[str, str]]:
    """What the register says otherwise."""
    return [
        {"label": str(Column(name).label), "value": value}
        for name, value in finding.get("differs", {}).items()
    ]
