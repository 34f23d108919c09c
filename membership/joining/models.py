"""Table of applications for membership."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from membership.joining.choices import ApplicationState
from network.organisations.choices import OrganisationKind
from network.people.choices import Language


class Application(models.Model):
    """What somebody typed who wants to become a member, or wants an organisation to. Nobody of the register yet."""

    token = models.UUIDField(
        default=uuid.uuid4, unique=True, editable=False, help_text="One form, one application."
    )
    tier = models.ForeignKey("membership.Tier", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=100)
    kana = models.CharField(_("reading"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail"))
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    organisation_name = models.CharField(_("organisation"), max_length=120, blank=True)
    organisation_kind = models.CharField(
        _("kind of organisation"), max_length=20, choices=OrganisationKind, blank=True
    )
    payer_kana = models.CharField(_("name you will pay under (kana)"), max_length=60, blank=True)
    message = models.TextField(_("message"), blank=True)
    language = models.CharField(max_length=2, choices=Language, default=Language.JA)
    state = models.CharField(
        _("state"), max_length=10, choices=ApplicationState, default=ApplicationState.WAITING
    )
    applied_at = models.DateTimeField(_("applied"))
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.BigIntegerField(null=True, blank=True)
    membership = models.OneToOneField(
        "membership.Membership", on_delete=models.PROTECT, null=True, blank=True, related_name="application"
    )

    class Meta:
        ordering = ["applied_at", "pk"]
        verbose_name = _("application for membership")
        verbose_name_plural = _("applications for membership")

    def __str__(self) -> str:
        return self.organisation_name or self.name

    @property
    def is_for_organisation(self) -> bool:
        """Whether an organisation is to become the member."""
        return bool(self.organisation_name)
