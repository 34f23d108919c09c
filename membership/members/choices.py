"""What is decided about memberships, and how memberships stand."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DecisionKind(models.TextChoices):
    """A dated decision, by the member (leaving, leave of absence) or about it."""

    LEFT = "left", _("left")
    LOST = "lost", _("membership lost")
    EXPELLED = "expelled", _("expelled")
    ON_LEAVE = "on_leave", _("on leave")
    BACK = "back", _("back from leave")
    REINSTATED = "reinstated", _("reinstated")


class MembershipStatus(models.TextChoices):
    """How a membership stands on a day."""

    NOT_YET = "not_yet", _("not yet a member")
    MEMBER = "member", _("member")
    ON_LEAVE = "on_leave", _("on leave")
    IN_ARREARS = "in_arrears", _("in arrears")
    LOST = "lost", _("membership lost")
    LEFT = "left", _("left")
    EXPELLED = "expelled", _("expelled")
