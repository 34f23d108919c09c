"""Kinds of personal data that the check finds."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What a marked stretch of text tells about somebody."""

    PERSON = "PERSON", _("name of a person")
    PHONE = "PHONE", _("telephone number")
    POSTAL = "POSTAL", _("postal code")
    ADDRESS = "ADDRESS", _("home address")
    EMAIL = "EMAIL", _("e-mail address")
    MYNUMBER = "MYNUMBER", _("My Number")
    BIRTHDATE = "BIRTHDATE", _("date of birth")
    FACILITY = "FACILITY", _("name of a facility")


class Clue(TextChoices):
    """What is harmless alone, and may show who is meant when three of it stand together."""

    MUNICIPALITY = "MUNICIPALITY", _("small municipality")
    AGE = "AGE", _("exact age")
    OCCUPATION = "OCCUPATION", _("what somebody works as")
    FAMILY = "FAMILY", _("family")
    EVENT = "EVENT", _("rare event")
    DATE = "DATE", _("date")


class Lesson(TextChoices):
    """What a moderator teaches the check about a wording."""

    ALLOWED = "allowed", _("is never marked")
    NAME = "name", _("is the name of a person")
    FACILITY = "facility", _("is the name of a facility")
    WORDING = "wording", _("has a neutral wording")
