"""Tables of payments: files the bank gave, their lines (each once), and names payers are known by."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from membership.payments.choices import FileState, LineState, NameSource


class StatementFile(models.Model):
    """A file from the bank: kept until it is read, refused whole with the place, or read into lines."""

    name = models.CharField(_("file"), max_length=200)
    digest = models.CharField(max_length=64)
    # Emptied once the file was read: its lines say it all.
    content = models.BinaryField(null=True, blank=True, editable=False)
    account = models.ForeignKey(
        "membership.LedgerAccount", on_delete=models.PROTECT, related_name="statement_files"
    )
    state = models.CharField(_("state"), max_length=10, choices=FileState, default=FileState.WAITING)
    refusal = models.CharField(max_length=20, blank=True)
    refused_line = models.PositiveIntegerField(null=True, blank=True)
    refused_byte = models.PositiveIntegerField(null=True, blank=True)
    refused_told = models.CharField(max_length=200, blank=True)
    format = models.CharField(max_length=20, blank=True)
    line_count = models.PositiveIntegerField(default=0)
    new_count = models.PositiveIntegerField(default=0)
    made_by = models.BigIntegerField()
    made_at = models.DateTimeField(_("given"))
    job_id = models.CharField(max_length=36, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("statement file")
        verbose_name_plural = _("statement files")

    def __str__(self) -> str:
        return self.name


class StatementLine(models.Model):
    """One line of a bank account's statement, stored once whatever files tell it, and what became of it."""

    key = models.CharField(max_length=60, unique=True)
    account = models.ForeignKey(
        "membership.LedgerAccount", on_delete=models.PROTECT, related_name="statement_lines"
    )
    file = models.ForeignKey(StatementFile, on_delete=models.PROTECT, related_name="lines")
    on = models.DateField(_("day"))
    amount = models.BigIntegerField(_("amount in yen"))
    payer = models.CharField(_("payer"), max_length=200, blank=True)
    memo = models.CharField(_("note"), max_length=200, blank=True)
    edi = models.CharField(max_length=40, blank=True)
    origin = models.CharField(_("sent from"), max_length=80, blank=True)
    balance = models.BigIntegerField(null=True, blank=True)
    reverses = models.BooleanField(_("takes an earlier line back"), default=False)
    has_reference = models.BooleanField(_("with a reference"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=LineState, default=LineState.OPEN)
    # Proposals of the last matching run, best first: items, score, reasons.
    proposals = models.JSONField(default=list, blank=True)
    entry = models.ForeignKey(
        "membership.Entry", on_delete=models.PROTECT, null=True, blank=True, related_name="statement_lines"
    )
    is_automatic = models.BooleanField(default=False)
    # Each undoing makes the next booking of the line one of its own.
    attempt = models.PositiveIntegerField(default=0)
    decided_by = models.BigIntegerField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["on", "pk"]
        indexes = [
            models.Index(fields=["state", "on"], name="statement_line_state"),
            models.Index(fields=["on"], name="statement_line_day"),
        ]
        verbose_name = _("line of a statement")
        verbose_name_plural = _("lines of statements")

    def __str__(self) -> str:
        return f"{self.on} {self.amount}"


class PayingName(models.Model):
    """A name somebody paid under: confirmed by the treasurer as theirs, or only seen."""

    person = models.ForeignKey(
        "network.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("name"), max_length=200)
    source = models.CharField(_("known from"), max_length=10, choices=NameSource)
    origin = models.CharField(_("sent from"), max_length=80, blank=True)
    made_by = models.BigIntegerField(null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) ^ models.Q(organisation__isnull=True),
                name="paying_name_has_one_owner",
            ),
            models.UniqueConstraint(
                fields=["person", "name"],
                name="paying_name_of_person",
                condition=models.Q(person__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="paying_name_of_organisation",
                condition=models.Q(organisation__isnull=False),
            ),
        ]
        verbose_name = _("name of a payer")
        verbose_name_plural = _("names of payers")

    def __str__(self) -> str:
        return self.name


class TransferFee(models.Model):
    """A fee banks deduct from transfers; an amount short by one of these is proposed with that reason."""

    amount = models.PositiveIntegerField(_("amount in yen"), unique=True)

    class Meta:
        ordering = ["amount"]
        verbose_name = _("usual transfer fee")
        verbose_name_plural = _("usual transfer fees")

    def __str__(self) -> str:
        return str(self.amount)


class CsvProfile(models.Model):
    """How one bank's CSV is headed, for banks the program does not know by itself. Each field holds a heading."""

    name = models.CharField(_("bank"), max_length=60, unique=True)
    on = models.CharField(_("heading of the day"), max_length=40)
    came_in = models.CharField(_("heading of deposits"), max_length=40, blank=True)
    went_out = models.CharField(_("heading of withdrawals"), max_length=40, blank=True)
    signed = models.CharField(
        _("heading of one amount with sign"),
        max_length=40,
        blank=True,
        help_text=_("Where deposits and withdrawals stand in one column."),
    )
    payer = models.CharField(_("heading of the payer's name"), max_length=40)
    memo = models.CharField(_("heading of the note"), max_length=40, blank=True)
    balance = models.CharField(
        _("heading of the balance"),
        max_length=40,
        blank=True,
        help_text=_("With it each line is checked against the one before."),
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(signed="") & ~models.Q(came_in="") & ~models.Q(went_out=""))
                | (~models.Q(signed="") & models.Q(came_in="") & models.Q(went_out="")),
                name="csv_profile_says_amounts_one_way",
            )
        ]
        verbose_name = _("CSV of a bank")
        verbose_name_plural = _("CSVs of banks")

    def __str__(self) -> str:
        return self.name
