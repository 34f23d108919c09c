"""Tables of memberships: a standing contract from a day until somebody leaves."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Membership(models.Model):
    """One person's or one organisation's membership of a tier."""

    tier = models.ForeignKey("membership.Tier", on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(
        "network.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["-since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) ^ models.Q(organisation__isnull=True),
                name="membership_of_a_person_or_an_organisation",
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="membership_ends_after_it_begins",
            ),
        ]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")

    def __str__(self) -> str:
        return f"{self.person or self.organisation} ({self.tier})"


class NamedCover(models.Model):
    """A person an organisation has named under a membership that covers named people."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="named")
    person = models.ForeignKey("network.Person", on_delete=models.PROTECT, related_name="+")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("named person")
        verbose_name_plural = _("named people")

    def __str__(self) -> str:
        return str(self.person)
