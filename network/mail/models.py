"""Tables of the outbox, of addresses we no longer write to, of letters people do without, and of links in mails."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.mail.choices import LinkPurpose, MailKind, MailState, SuppressionReason


class OutboxMessage(models.Model):
    """One mail to one recipient, written in the transaction of the fact it reports."""

    key = models.CharField(_("idempotency key"), max_length=200, unique=True)
    recipient_key = models.CharField(
        max_length=254, help_text="Lower-case address: the order of mails is kept per recipient."
    )
    to_address = models.EmailField(_("to"))
    to_name = models.CharField(_("name"), max_length=100, blank=True)
    person = models.ForeignKey(
        "network.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    language = models.CharField(_("language"), max_length=2)
    kind = models.CharField(_("kind"), max_length=10, choices=MailKind, blank=True)
    batch = models.CharField(max_length=40, blank=True, help_text="Letters written together, to count them.")
    letters_url = models.CharField(
        max_length=300, blank=True, help_text="Where mail programs end such letters by one click."
    )
    template = models.CharField(_("template"), max_length=120)
    context = models.JSONField(encoder=DjangoJSONEncoder, default=dict)
    calendar_method = models.CharField(max_length=10, blank=True)
    calendar = models.BinaryField(blank=True, default=b"")
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=MailState, default=MailState.QUEUED)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    error = models.CharField(_("error"), max_length=500, blank=True)
    request_id = models.CharField(_("inquiry number"), max_length=64, blank=True, default="", db_default="")
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    next_try_at = models.DateTimeField(_("next attempt"))
    claimed_until = models.DateTimeField(null=True, blank=True)
    claimed_by = models.CharField(max_length=80, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    holds_secrets = models.BooleanField(
        default=True, db_default=True, help_text="Codes and links in it can still be read here."
    )
    secrets_until = models.DateTimeField(null=True, blank=True, help_text="When its codes are out of date.")

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "next_try_at"], name="outbox_state_due"),
            models.Index(
                fields=["recipient_key", "id"],
                condition=models.Q(state__in=["queued", "claimed"]),
                name="outbox_open_per_recipient",
            ),
            models.Index(
                fields=["batch", "state"], condition=~models.Q(batch=""), name="outbox_batch_by_state"
            ),
        ]
        verbose_name = _("mail")
        verbose_name_plural = _("outbox")

    def __str__(self) -> str:
        return self.key


class Suppression(models.Model):
    """An address we no longer write to."""

    address = models.EmailField(_("address"), unique=True)
    reason = models.CharField(_("reason"), max_length=10, choices=SuppressionReason)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["address"]
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")

    def __str__(self) -> str:
        return self.address


class OptOut(models.Model):
    """That a person, or a mailbox of an organisation, does without a kind of letters."""

    person = models.ForeignKey(
        "network.Person", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    contact = models.ForeignKey(
        "network.ContactAddress", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=MailKind)
    since = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) ^ models.Q(contact__isnull=True),
                name="opt_out_of_a_person_or_a_mailbox",
            ),
            models.UniqueConstraint(
                fields=["person", "kind"], condition=models.Q(person__isnull=False), name="opt_out_once"
            ),
            models.UniqueConstraint(
                fields=["contact", "kind"],
                condition=models.Q(contact__isnull=False),
                name="mailbox_opts_out_once",
            ),
        ]
        verbose_name = _("letters somebody does without")
        verbose_name_plural = _("letters people do without")

    def __str__(self) -> str:
        return f"{self.person_id or self.contact_id} {self.kind}"


class MailedLink(models.Model):
    """A link that a mail carries, and its short code for those whose links are killed; only hashes are kept."""

    purpose = models.CharField(max_length=30, choices=LinkPurpose)
    subject_id = models.CharField(max_length=40)
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["purpose", "subject_id"], name="link_purpose_subject")]
        verbose_name = _("link in a mail")
        verbose_name_plural = _("links in mails")

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject_id}"
