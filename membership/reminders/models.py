"""Tables of reminders: every letter that asked again, and whom the treasurer leaves in peace."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from membership.reminders.choices import Level, StopReason, Way


class Reminder(models.Model):
    """One letter that asked again for a slip; each level once."""

    slip = models.ForeignKey("membership.Slip", on_delete=models.PROTECT, related_name="reminders")
    level = models.PositiveSmallIntegerField(_("level"), choices=Level)
    way = models.CharField(_("way"), max_length=10, choices=Way)
    total = models.PositiveIntegerField(_("total in yen"))
    on = models.DateField(_("day"))
    made_by = models.BigIntegerField(null=True, blank=True)
    made_at = models.DateTimeField(_("made"))

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["slip", "level"], name="reminder_once_per_level"),
        ]
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")

    def __str__(self) -> str:
        return f"{self.slip_id} {self.get_level_display()}"


class ReminderStop(models.Model):
    """That a payer is not asked, until a day or until it is taken back."""

    person = models.ForeignKey(
        "network.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=20, choices=StopReason)
    until = models.DateField(_("until"), null=True, blank=True)
    made_by = models.BigIntegerField(null=True, blank=True)
    made_at = models.DateTimeField(_("noted"))
    lifted_by = models.BigIntegerField(null=True, blank=True)
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)

    class Meta:
        ordering = ["until", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) ^ models.Q(organisation__isnull=True),
                name="reminder_stop_of_one_payer",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(person__isnull=False, lifted_at__isnull=True),
                name="reminder_stop_once_per_person",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(organisation__isnull=False, lifted_at__isnull=True),
                name="reminder_stop_once_per_organisation",
            ),
        ]
        verbose_name = _("payer not to be asked")
        verbose_name_plural = _("payers not to be asked")

    def __str__(self) -> str:
        return f"{self.person or self.organisation}"
