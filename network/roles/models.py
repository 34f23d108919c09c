"""That an account holds a role, from a day to a day; the group says whether it counts, this says since when."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.people.choices import Role


class RoleHolding(models.Model):
    """One role of one account: since when, last confirmed when and by whom, until when (empty while it lasts)."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), on_delete=models.PROTECT, related_name="holdings"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    since = models.DateField(
        _("since"), null=True, blank=True, help_text="Empty where the role is older than this table."
    )
    confirmed_on = models.DateField(_("last confirmed"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["account", "role", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "role"],
                condition=models.Q(until__isnull=True),
                name="role_held_once_at_a_time",
            )
        ]
        verbose_name = _("role holding")
        verbose_name_plural = _("role holdings")

    def __str__(self) -> str:
        return f"{self.account} {self.role}"
