"""Columns of a list of members, what is proposed for a row, what was decided, how it ended."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Column(models.TextChoices):
    """What a column of the list may hold."""

    NAME = "name", _("full name")
    SURNAME = "surname", _("surname")
    GIVEN = "given", _("given name")
    KANA = "kana", _("reading")
    SURNAME_KANA = "surname_kana", _("reading of the surname")
    GIVEN_KANA = "given_kana", _("reading of the given name")
    ORGANISATION = "organisation", _("organisation")
    KIND = "kind", _("kind of organisation")
    MUNICIPALITY = "municipality", _("municipality (code or name)")
    SECTION = "section", _("section")
    JOB = "job", _("occupation")
    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("phone")
    TIER = "tier", _("membership tier")
    SINCE = "since", _("member since")


class ImportState(models.TextChoices):
    """How far an import is."""

    COLUMNS = "columns", pgettext_lazy("import", "columns to be checked")
    CHECKED = "checked", pgettext_lazy("import", "checked, nothing stored")
    RUNNING = "running", pgettext_lazy("import", "being entered")
    DONE = "done", pgettext_lazy("import", "entered")
    UNDOING = "undoing", pgettext_lazy("import", "being taken back")
    UNDONE = "undone", pgettext_lazy("import", "taken back")


class Verdict(models.TextChoices):
    """What the dry run says of a row."""

    NEW = "new", pgettext_lazy("row", "new person")
    JOIN = "join", pgettext_lazy("row", "known; something is added")
    SAME = "same", pgettext_lazy("row", "known; nothing to do")
    DIFFERS = "differs", pgettext_lazy("row", "known; entries differ")
    ASK = "ask", pgettext_lazy("row", "perhaps known: please decide")
    DUPLICATE = "duplicate", pgettext_lazy("row", "twice in the list")
    REFUSED = "refused", pgettext_lazy("row", "cannot be entered")


class Decision(models.TextChoices):
    """What is to be done with a row."""

    NEW = "new", pgettext_lazy("decision", "enter as a new person")
    SAME = "same", pgettext_lazy("decision", "same person: add only what is missing")
    UPDATE = "update", pgettext_lazy("decision", "same person: take the list's entries")
    SKIP = "skip", pgettext_lazy("decision", "leave out")


class Outcome(models.TextChoices):
    """How a row ended."""

    MADE = "made", pgettext_lazy("outcome", "made")
    JOINED = "joined", pgettext_lazy("outcome", "joined")
    SKIPPED = "skipped", pgettext_lazy("outcome", "left out")
    REFUSED = "refused", pgettext_lazy("outcome", "refused")
