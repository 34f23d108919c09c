"""Kinds of notices."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NoticeKind(models.TextChoices):
    """What a notice is about."""

    NEWS = "news", pgettext_lazy("kind of notice", "Notice")
    EVENT = "event", pgettext_lazy("kind of notice", "Event elsewhere")
    CHANGE = "change", _("Change of this site")
