"""Types of questions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionKind(models.TextChoices):
    """Core field types; events, surveys and inquiries share them."""

    LINE = "line", _("one line of text")
    TEXT = "text", _("several lines of text")
    NUMBER = "number", _("whole number")
    DATE = "date", _("date")
    EMAIL = "email", _("e-mail address")
    ONE = "one", _("one of several")
    MANY = "many", _("several of several")
    YES_NO = "yes_no", _("yes or no")
    CONSENT = "consent", _("consent")
