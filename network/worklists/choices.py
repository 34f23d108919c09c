"""Kinds of files, and what became of one row of a deed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FileKind(models.TextChoices):
    """How a list is written; the first is what modern programs read."""

    CSV = "csv", _("CSV (UTF-8)")
    CP932 = "cp932", _("CSV for older Japanese programs (CP932)")
    XLSX = "xlsx", _("Excel (xlsx)")


class LineState(models.TextChoices):
    """What became of one row."""

    CHANGED = "changed", pgettext_lazy("row", "changed")
    LEFT = "left", pgettext_lazy("row", "left as it is")
    TAKEN_BACK = "taken_back", pgettext_lazy("row", "taken back")
    STAYED = "stayed", pgettext_lazy("row", "changed since, so it stays")
