"""The association's own settings: one row."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.association.choices import AccountKind, Month


class Association(models.Model):
    """Who runs this site: what stands in headers, mails and footers."""

    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    address = models.CharField(_("postal address"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    contact_hours = models.CharField(_("hours"), max_length=100, blank=True)
    contact_hours_en = models.CharField(_("hours in English"), max_length=100, blank=True)
    fiscal_year_begins = models.PositiveSmallIntegerField(
        _("fiscal year begins in"), choices=Month, default=Month.APRIL
    )
    sender_name = models.CharField(
        _("name of the sender of mails"),
        max_length=80,
        blank=True,
        help_text=_("Empty: the association's name."),
    )
    sender_email = models.EmailField(
        _("address of the sender of mails"),
        blank=True,
        help_text=_(
            "Empty: the address of the server's settings. Its domain must allow the mail server to send for it"
            " (SPF, DKIM)."
        ),
    )
    bank_name = models.CharField(_("bank"), max_length=40, blank=True)
    bank_code = models.CharField(_("bank code"), max_length=4, blank=True, help_text=_("Four digits."))
    branch_name = models.CharField(_("branch"), max_length=40, blank=True)
    branch_code = models.CharField(_("branch code"), max_length=3, blank=True, help_text=_("Three digits."))
    account_kind = models.CharField(
        _("kind of account"), max_length=10, choices=AccountKind, default=AccountKind.ORDINARY
    )
    account_number = models.CharField(
        _("account number"),
        max_length=7,
        blank=True,
        help_text=_(
            "Up to seven digits. Japan Post Bank: the branch and number for transfers from other banks."
        ),
    )
    account_holder = models.CharField(
        _("account holder (kana)"),
        max_length=60,
        blank=True,
        help_text=_("As it stands in the bank book, in katakana: payers type it when they transfer."),
    )

    representative_title = models.CharField(
        _("title of the representative"),
        max_length=40,
        blank=True,
        help_text=_("Stands on receipts and invoices."),
    )
    representative_name = models.CharField(_("name of the representative"), max_length=60, blank=True)
    responsible_name = models.CharField(
        _("responsible for invoices"),
        max_length=60,
        blank=True,
        help_text=_(
            "Municipalities take this, with a name to ask for and a phone number, in place of a seal."
        ),
    )
    person_in_charge = models.CharField(_("whom to ask about invoices"), max_length=60, blank=True)
    registration_number = models.CharField(
        _("registration number of the qualified invoice issuer"),
        max_length=14,
        blank=True,
        help_text=_("T and 13 digits. Empty: papers are no qualified invoices."),
    )

    class Meta:
        verbose_name = _("association")
        verbose_name_plural = _("association")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="association_is_one")]

    def __str__(self) -> str:
        return self.name

    @property
    def local_name(self) -> str:
        """The name in the reader's language; the Japanese one where no English was written."""
        return (get_language() == "en" and self.name_en) or self.name

    @property
    def local_contact_hours(self) -> str:
        """The hours in the reader's language; the Japanese ones where no English was written."""
        return (get_language() == "en" and self.contact_hours_en) or self.contact_hours

    @property
    def has_bank_account(self) -> bool:
        """Whether a payer could be told where to transfer to."""
        return bool(self.bank_name and self.branch_name and self.account_number and self.account_holder)
