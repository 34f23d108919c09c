"""Tables of what members say themselves: the name they pay under, and who looks after an organisation's membership."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PayerName(models.Model):
    """A name somebody said they will pay under, as it stands on bank statements. A hint for matching, no key."""

    person = models.ForeignKey(
        "network.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="payer_names"
    )
    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="payer_names"
    )
    kana = models.CharField(_("name on the transfer (kana)"), max_length=60)
    said_at = models.DateTimeField(_("said"))

    class Meta:
        ordering = ["-said_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) ^ models.Q(organisation__isnull=True),
                name="payer_name_of_one_payer",
            ),
            models.UniqueConstraint(fields=["person", "kana"], name="payer_name_once_per_person"),
            models.UniqueConstraint(fields=["organisation", "kana"], name="payer_name_once_per_organisation"),
        ]
        verbose_name = _("name one pays under")
        verbose_name_plural = _("names one pays under")

    def __str__(self) -> str:
        return self.kana


class MembershipContact(models.Model):
    """A person who looks after an organisation's membership: its places, its slips, its receipts."""

    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, related_name="membership_contacts"
    )
    person = models.ForeignKey("network.Person", on_delete=models.PROTECT, related_name="+")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["organisation", "since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="contact_ends_after_it_begins",
            )
        ]
        verbose_name = _("contact for membership")
        verbose_name_plural = _("contacts for membership")

    def __str__(self) -> str:
        return f"{self.person} – {self.organisation}"
