"""Roles and jobs."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """Roles at the desk; each is a group of that name."""

    ORGANISER = "organiser", _("organiser")
    DRAFTER = "drafter", _("drafter")
    TREASURER = "treasurer", _("treasurer")
    MODERATOR = "moderator", _("moderator")
    SECRETARIAT = "secretariat", _("secretariat")
    ADMINISTRATOR = "administrator", _("administrator")


class Job(models.TextChoices):
    """What somebody does at an organisation."""

    CHIEF_CONSULTATION = "chief_consultation", _("chief consultation supporter")
    CONSULTATION = "consultation", _("consultation supporter")
    EMPLOYMENT = "employment", _("employment supporter")
    HOUSEHOLD_BUDGET = "household_budget", _("household-budget adviser")
    LEARNING = "learning", _("learning-support staff")
    MUNICIPAL_OFFICER = "municipal_officer", _("municipal officer")
    OTHER = "other", _("other")


class Language(models.TextChoices):
    """Language of mails to a person."""

    JA = "ja", _("Japanese")
    EN = "en", _("English")
