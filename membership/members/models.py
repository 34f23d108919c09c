"""Tables of memberships: a standing contract from a day until somebody leaves."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from membership.members.choices import DecisionKind, MembershipStatus


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
    # What the rule said last night, for lists only; the rule itself is asked wherever it matters.
    status_noted = models.CharField(
        _("status"), max_length=12, choices=MembershipStatus, default="", blank=True, editable=False
    )

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


class MembershipDecision(models.Model):
    """That a member left, lost membership, was reinstated …: dated, never deleted; a later one supersedes it."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(_("decision"), max_length=12, choices=DecisionKind)
    on = models.DateField(_("holds from"), help_text=_("Leaving: the first day without membership."))
    made_by = models.BigIntegerField(null=True, blank=True, editable=False)
    made_at = models.DateTimeField(_("noted"), editable=False)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["membership", "kind", "on"], name="decision_noted_once")
        ]
        verbose_name = _("decision about a membership")
        verbose_name_plural = _("decisions about memberships")

    def __str__(self) -> str:
        return f"{self.membership} {self.get_kind_display()}"
