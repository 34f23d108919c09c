"""Table of requests for erasure."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.owndata.choices import RequestState


class ErasureRequest(models.Model):
    """That somebody asked for their data to be erased; one waits at most."""

    person = models.ForeignKey(
        "network.Person", verbose_name=_("person"), on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked"))
    state = models.CharField(_("state"), max_length=12, choices=RequestState, default=RequestState.WAITING)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(state="waiting"), name="erasure_asked_once"
            )
        ]
        verbose_name = _("request for erasure")
        verbose_name_plural = _("requests for erasure")

    def __str__(self) -> str:
        return str(self.person_id)
