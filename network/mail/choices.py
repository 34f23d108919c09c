"""States of a mail, reasons for silence, purposes of links."""

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
