"""Tables of rounds of invitations and of calls to those who have not arrived."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.arrivals.choices import LineOutcome


class InvitationRound(models.Model):
    """Invitations to many people at once. `key` comes with the page that asked, so that a second click is the same round."""

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField(_("when"))
    person_ids = models.JSONField(default=list)
    job_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("round of invitations")
        verbose_name_plural = _("rounds of invitations")

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}"


class RoundLine(models.Model):
    """What a round did for one person; written once."""

    round = models.ForeignKey(InvitationRound, on_delete=models.CASCADE, related_name="lines")
    person = models.ForeignKey("network.Person", on_delete=models.CASCADE, related_name="+")
    outcome = models.CharField(max_length=12, choices=LineOutcome)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="one_line_per_person_and_round")
        ]
        verbose_name = _("line of a round")
        verbose_name_plural = _("lines of a round")

    def __str__(self) -> str:
        return self.outcome


class CallNote(models.Model):
    """That somebody was phoned about their invitation, and what came of it."""

    person = models.ForeignKey("network.Person", on_delete=models.CASCADE, related_name="call_notes")
    called_on = models.DateField(_("called on"))
    result = models.CharField(_("result"), max_length=200)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-called_on", "-pk"]
        verbose_name = _("call")
        verbose_name_plural = _("calls")

    def __str__(self) -> str:
        return f"{self.called_on} {self.result}"
