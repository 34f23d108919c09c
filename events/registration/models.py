"""Tables of pools (numbers of seats) and registrations; only actions and seats write them."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.fees.choices import FeeWay
from events.fees.rules import Price
from events.programme.choices import EventFormat
from events.registration.choices import CancelledBy, PoolKind, RegistrationState
from membership.ledger.choices import TaxClass

LIVE = [RegistrationState.CONFIRMED, RegistrationState.WAITING]


class Pool(models.Model):
    """A number of seats: at the venue, online, or at one optional part. No capacity: no limit.

    What a seat costs stands here and not with the programme, since no old draft may bring it back (ADR 57). No fee:
    it never cost anything; 0: it did once, so that charges may be there.
    """

    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="pools")
    kind = models.CharField(_("kind"), max_length=10, choices=PoolKind)
    part_key = models.UUIDField(null=True, blank=True)
    capacity = models.PositiveIntegerField(_("capacity"), null=True, blank=True)
    fee = models.PositiveIntegerField(_("fee in yen"), null=True, blank=True)
    fee_way = models.CharField(_("how it is paid"), max_length=10, choices=FeeWay, default=FeeWay.TRANSFER)
    tax_class = models.CharField(_("tax"), max_length=10, choices=TaxClass, default=TaxClass.NOT_TAXABLE)
    refund_until = models.DateField(_("given back until"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "kind"], condition=~models.Q(kind="part"), name="one_main_pool_of_a_kind"
            ),
            models.UniqueConstraint(
                fields=["event", "part_key"], condition=models.Q(kind="part"), name="one_pool_per_part"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="part", part_key__isnull=False)
                | (~models.Q(kind="part") & models.Q(part_key__isnull=True)),
                name="only_part_pools_name_a_part",
            ),
        ]
        verbose_name = _("pool of seats")
        verbose_name_plural = _("pools of seats")

    def __str__(self) -> str:
        return f"{self.event_id} {self.kind}"

    @property
    def price(self) -> Price | None:
        """What a seat costs now; None when nothing."""
        if not self.fee:
            return None
        return Price(self.fee, self.fee_way, self.tax_class, self.refund_until)

    def is_asked_for_by(self, event_format: str) -> bool:
        """Whether an event of this format offers such seats."""
        return self.kind == PoolKind.PART or event_format in (self.kind, EventFormat.HYBRID)


class Registration(models.Model):
    """A person's place at an event. `hold_until`: typed in by a visitor whose address is not confirmed yet."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(  # found by (event, number)
        "events.Event", on_delete=models.PROTECT, related_name="registrations", db_index=False
    )
    person = models.ForeignKey("network.Person", on_delete=models.PROTECT, related_name="registrations")
    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation_text = models.CharField(_("organisation as typed"), max_length=120, blank=True)
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="registrations")
    state = models.CharField(_("state"), max_length=10, choices=RegistrationState)
    number = models.PositiveIntegerField(_("arrival number"))
    priority = models.PositiveSmallIntegerField(_("priority class"), default=0)
    hold_until = models.DateTimeField(_("held until"), null=True, blank=True)
    language = models.CharField(max_length=2, default="ja")
    registered_at = models.DateTimeField(_("registered"))
    promoted_at = models.DateTimeField(_("promoted"), null=True, blank=True)
    ended_at = models.DateTimeField(_("given up"), null=True, blank=True)
    ended_by = models.CharField(max_length=10, choices=CancelledBy, blank=True)

    class Meta:
        ordering = ["event", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "person"],
                condition=models.Q(state__in=["confirmed", "waiting"]),
                name="one_live_registration_per_person",
            ),
            models.UniqueConstraint(fields=["event", "number"], name="arrival_number_once"),
        ]
        indexes = [
            models.Index(
                fields=["pool", "state", "priority", "number"],
                condition=models.Q(state__in=["confirmed", "waiting"]),
                name="live_by_pool",
            ),
            models.Index(
                fields=["hold_until"], condition=models.Q(hold_until__isnull=False), name="held_by_time"
            ),
        ]
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")

    def __str__(self) -> str:
        return f"{self.event_id} #{self.number}"


class PartPlace(models.Model):
    """That a registration wants, or has, a seat at an optional part."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="part_places")
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="part_places")
    state = models.CharField(max_length=10, choices=RegistrationState)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["registration", "pool"], name="one_place_per_part")]
        verbose_name = _("place at a part")
        verbose_name_plural = _("places at parts")

    def __str__(self) -> str:
        return f"{self.registration_id} {self.pool_id} {self.state}"
