"""Tables of the ledger: charges, and entries of legs that sum to zero. The database itself guards what is posted."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from membership.ledger.choices import AccountKind, ChargeKind, EntryKind, TaxClass


class LedgerAccount(models.Model):
    """One account of the books. Money accounts are banks and cash."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=AccountKind)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=60)
    is_money = models.BooleanField(_("bank account or cash"), default=False)
    # As it stands in the header of a bank's file; empty for anything but a bank account.
    bank_code = models.CharField(_("bank code"), max_length=4, blank=True)
    branch_code = models.CharField(_("branch code"), max_length=3, blank=True)
    account_number = models.CharField(_("account number"), max_length=7, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("account of the books")
        verbose_name_plural = _("accounts of the books")

    def __str__(self) -> str:
        return self.local_name

    @property
    def local_name(self) -> str:
        """The name in the reader's language."""
        return self.name_en if get_language() == "en" else self.name


class LedgerYear(models.Model):
    """A fiscal year of the books; its row is the lock of everything booked into it. Closed, it takes nothing more."""

    fiscal_year = models.PositiveIntegerField(_("fiscal year"), unique=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.BigIntegerField(null=True, blank=True)
    audit_head = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-fiscal_year"]
        verbose_name = _("year of the books")
        verbose_name_plural = _("years of the books")

    def __str__(self) -> str:
        return str(self.fiscal_year)


class Charge(models.Model):
    """What a payer owes: dues of one membership and year, an event's fee, anything else.

    What is still open of it stands in the ledger only. Payer and due day may change, sum and year never.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=ChargeKind)
    key = models.CharField(
        max_length=100, unique=True, help_text="Names the claim; billed twice it stays one."
    )
    fiscal_year = models.PositiveIntegerField(_("fiscal year"))
    amount = models.PositiveIntegerField(_("amount in yen"))
    tax_class = models.CharField(_("tax"), max_length=10, choices=TaxClass, default=TaxClass.NOT_TAXABLE)
    membership = models.ForeignKey(
        "membership.Membership", on_delete=models.PROTECT, null=True, blank=True, related_name="charges"
    )
    tier = models.ForeignKey(
        "membership.Tier", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    beneficiary = models.ForeignKey(
        "network.Person",
        verbose_name=_("for whom"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    person = models.ForeignKey(
        "network.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="charges"
    )
    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="charges"
    )
    wording = models.CharField(_("what for"), max_length=120, blank=True)
    wording_en = models.CharField(_("what for, in English"), max_length=120, blank=True)
    about = models.CharField(max_length=60, blank=True, help_text="What it belongs to: event:12, part:34.")
    due_on = models.DateField(_("due"))
    made_at = models.DateTimeField(_("made"))

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["fiscal_year", "kind"], name="charge_year_kind"),
            models.Index(fields=["about"], name="charge_about"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) ^ models.Q(organisation__isnull=True),
                name="charge_has_one_payer",
            ),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="charge_of_something"),
            models.CheckConstraint(
                condition=~models.Q(kind=ChargeKind.DUES) | models.Q(membership__isnull=False),
                name="charge_of_dues_names_membership",
            ),
        ]
        verbose_name = _("charge")
        verbose_name_plural = _("charges")

    def __str__(self) -> str:
        return self.wording or self.key


class Entry(models.Model):
    """Something that was booked: balanced legs of one day. Posted, it stays; a reversal undoes it."""

    kind = models.CharField(_("kind"), max_length=20, choices=EntryKind)
    on = models.DateField(_("day"), help_text=_("The day money moved, or the day it was booked."))
    fiscal_year = models.PositiveIntegerField(_("fiscal year"))
    key = models.CharField(max_length=100, unique=True, null=True, blank=True)
    posted = models.BooleanField(default=False)
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversal"
    )
    made_by = models.BigIntegerField(_("account"), null=True, blank=True)
    made_at = models.DateTimeField(_("made"))
    code = models.CharField(_("reason"), max_length=30, blank=True)
    note = models.CharField(
        _("note"), max_length=200, blank=True, help_text=_("No names: it can't be erased.")
    )

    class Meta:
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["fiscal_year", "kind"], name="entry_year_kind")]
        verbose_name = _("entry of the books")
        verbose_name_plural = _("entries of the books")

    def __str__(self) -> str:
        return f"{self.on} {self.get_kind_display()}"


class Leg(models.Model):
    """One side of an entry: debit above zero, credit below, whole yen.

    A leg that credits the account of deposits is a credit: its payer may use it until it is used up.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="legs")
    account = models.ForeignKey(LedgerAccount, on_delete=models.PROTECT, related_name="legs")
    amount = models.BigIntegerField(_("amount in yen"))
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, null=True, blank=True, related_name="legs")
    person = models.ForeignKey(
        "network.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["entry", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(amount=0), name="leg_of_something"),
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) | models.Q(organisation__isnull=True),
                name="leg_of_one_party_at_most",
            ),
        ]
        verbose_name = _("leg")
        verbose_name_plural = _("legs")

    def __str__(self) -> str:
        return f"{self.account} {self.amount}"


class Allocation(models.Model):
    """What an entry took from a credit, and for which charge (none: paid back, moved, booked as something else).

    Counts as long as its entry is not reversed.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="allocations")
    credit = models.ForeignKey(Leg, on_delete=models.PROTECT, related_name="uses")
    charge = models.ForeignKey(
        Charge, on_delete=models.PROTECT, null=True, blank=True, related_name="allocations"
    )
    amount = models.PositiveIntegerField(_("amount in yen"))

    class Meta:
        ordering = ["entry", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="allocation_of_something")
        ]
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")

    def __str__(self) -> str:
        return f"{self.credit_id} {self.amount}"
