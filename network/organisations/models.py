"""Tables of organisations and the addresses they are reached at."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.organisations.choices import OrganisationKind


class Organisation(models.Model):
    """A municipality's section, a council, an NPO …: whatever people come from."""

    name = models.CharField(_("name"), max_length=120)
    kana = models.CharField(_("reading"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    municipality = models.ForeignKey(
        "network.Municipality",
        verbose_name=_("municipality"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    is_sample = models.BooleanField(_("sample"), default=False, help_text=_("Invented, for the demo."))
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["kana", "name", "pk"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name


class ContactAddress(models.Model):
    """A mailbox of an organisation, often shared by a section; not a person's key."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="contacts")
    label = models.CharField(_("section"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)

    class Meta:
        ordering = ["organisation", "pk"]
        verbose_name = _("contact address")
        verbose_name_plural = _("contact addresses")

    def __str__(self) -> str:
        return f"{self.organisation} {self.label}".strip()
