"""States of a mail, kinds one may do without, reasons for silence, purposes of links."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MailState(models.TextChoices):
    """Claimed, sent, confirmed: a worker killed in between leaves that one mail in doubt."""

    QUEUED = "queued", _("queued")
    CLAIMED = "claimed", _("being sent")
    SENT = "sent", _("sent")
    CONFIRMED = "confirmed", _("delivered")
    BOUNCED = "bounced", _("bounced")
    FAILED = "failed", _("failed")
    SUPPRESSED = "suppressed", _("not sent: address suppressed")
    DECLINED = "declined", _("not sent: does not want such letters")
    GIVEN_UP = "given_up", _("not sent: given up at the desk")


class MailKind(models.TextChoices):
    """Letters one may do without. What concerns one's own registrations and dues has no kind and always comes."""

    EVENTS = "events", _("announcements of events")
    NOTICES = "notices", _("notices of the network")
    SURVEYS = "surveys", _("surveys")
    BOARD = "board", _("weekly letter of the peer board")


class SuppressionReason(models.TextChoices):
    """Why we no longer write to an address."""

    BOUNCE = "bounce", _("bounced")
    COMPLAINT = "complaint", _("complained")
    REQUEST = "request", _("asked us not to write")


class LinkPurpose(models.TextChoices):
    """What a link in a mail leads to."""

    INVITATION = "invitation", _("invitation")
    REGISTRATION_CONFIRM = "registration_confirm", _("confirm a registration")
    REGISTRATION_MANAGE = "registration_manage", _("manage a registration")
    ALARM = "alarm", _("say that it was somebody else")
    LETTERS = "letters", _("choose which letters come")
    PAPER = "paper", _("fetch a receipt or an invoice")
