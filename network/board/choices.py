"""What stands on the board, what may be done there, and how it stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """Kinds of posts."""

    QUESTION = "question", pgettext_lazy("board", "question")
    ANSWER = "answer", pgettext_lazy("board", "answer")
    COMMENT = "comment", pgettext_lazy("board", "comment")


class Act(models.TextChoices):
    """What people do on the board: each waits in the hold table until the clock carries it over."""

    POST = "post", _("post")
    EDIT = "edit", _("change a post")
    WITHDRAW = "withdraw", _("withdraw a post")
    ACCEPT = "accept", _("say which answer helped")
    ME_TOO = "me_too", _("have the same worry")
    FLAG = "flag", _("point out a post")
    APPEAL = "appeal", _("appeal against a decision")


class Stage(models.TextChoices):
    """How something in the hold table stands."""

    HELD = "held", pgettext_lazy("board", "waits for a moderator")
    APPROVED = "approved", pgettext_lazy("board", "goes out at the next fixed hour")
    REPHRASE = "rephrase", pgettext_lazy("board", "waits for other words from its author")
    REJECTED = "rejected", pgettext_lazy("board", "not published")


class PostState(models.TextChoices):
    """How a post that went out stands."""

    RELEASED = "released", pgettext_lazy("board", "published")
    REDACTED = "redacted", pgettext_lazy("board", "published, some words taken out")
    HIDDEN = "hidden", pgettext_lazy("board", "hidden until a moderator has looked at it")
    WITHDRAWN = "withdrawn", pgettext_lazy("board", "withdrawn by its author")
    REMOVED = "removed", pgettext_lazy("board", "removed")


class Reason(models.TextChoices):
    """Why a moderator decides against a post: a closed list."""

    PERSON = "person", _("a person can be recognised")
    COMBINATION = "combination", _("details together let a person be recognised")
    THIRD_PARTY = "third_party", _("names somebody else")
    SENSITIVE = "sensitive", _("holds sensitive information")
    DEFAMATION = "defamation", _("damages somebody's name")
    OFF_TOPIC = "off_topic", _("is a matter for the inquiry form")
    ADVERTISING = "advertising", _("advertises")
    DUPLICATE = "duplicate", _("has been asked already")
    URGENT = "urgent", _("somebody may be in danger")


class FlagReason(models.TextChoices):
    """What a reader points out."""

    PERSONAL = "personal", _("A person may be recognised")
    HURTFUL = "hurtful", _("It is hurtful")
    OTHER = "other", _("Something else is wrong")


class Topic(models.TextChoices):
    """What a question is about: the programmes of the act, and the work itself."""

    CONSULTATION = "consultation", _("Self-reliance consultation")
    EMPLOYMENT = "employment", _("Employment and preparation for it")
    HOUSEHOLD = "household", _("Household budget")
    LEARNING = "learning", _("Children's learning and life")
    HOUSING = "housing", _("Housing and shelter")
    FOOD = "food", _("Food and goods")
    COOPERATION = "cooperation", _("Working with other bodies")
    OWN_WORK = "own_work", _("One's own work and its burdens")


class Because(models.TextChoices):
    """Why an author leaves what the check found. A moderator reads it in any case."""

    PUBLIC = "public", _("everybody knows the name, as of a public person")
    BODY = "body", _("it is an office or a colleague, nobody who is supported")
    EXAMPLE = "example", _("it is an invented example")
    MISTAKE = "mistake", _("it is no name and no number at all")
    TOGETHER = "together", _("the details are needed for the question")
