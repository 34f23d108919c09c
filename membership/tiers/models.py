"""Tables of tiers and their fees per fiscal year."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from membership.tiers.choices import Coverage, JoiningRule
from network.association.choices import Month


class Tier(models.Model):
    """A kind of membership; what it covers and gives is data."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=60)
    coverage = models.CharField(_("covers"), max_length=10, choices=Coverage)
    named_places = models.PositiveIntegerField(
        _("places for named people"),
        null=True,
        blank=True,
        help_text=_("Only where named people are covered. Empty: as many as the organisation names."),
    )
    gives_member_price = models.BooleanField(_("member's price at meetings"), default=True)
    may_read_board = models.BooleanField(_("may read the peer board"), default=True)
    may_write_board = models.BooleanField(_("may write on the peer board"), default=True)
    has_vote = models.BooleanField(_("votes at the general meeting"), default=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("membership tier")
        verbose_name_plural = _("membership tiers")

    def __str__(self) -> str:
        return self.name

    @property
    def local_name(self) -> str:
        """The name in the reader's language."""
        return self.name_en if get_language() == "en" else self.name


class TierFee(models.Model):
    """Dues of a tier for one fiscal year, whole yen."""

    tier = models.ForeignKey(Tier, on_delete=models.PROTECT, related_name="fees")
    fiscal_year = models.PositiveIntegerField(_("fiscal year"), help_text=_("The year it begins in (April)."))
    amount = models.PositiveIntegerField(_("amount in yen"))

    class Meta:
        ordering = ["-fiscal_year", "tier"]
        constraints = [models.UniqueConstraint(fields=["tier", "fiscal_year"], name="tier_fee_once_a_year")]
        verbose_name = _("fee")
        verbose_name_plural = _("fees")

    def __str__(self) -> str:
        return f"{self.tier} {self.fiscal_year}"


class PeriodPolicy(models.Model):
    """How the association counts dues from a fiscal year on, until a later row says otherwise."""

    from_year = models.PositiveIntegerField(
        _("from fiscal year"), unique=True, help_text=_("The year it begins in (April).")
    )
    joining = models.CharField(
        _("dues of the first year"), max_length=20, choices=JoiningRule, default=JoiningRule.FULL
    )
    free_from_month = models.PositiveSmallIntegerField(
        _("no dues when joining from this month on"), choices=Month, null=True, blank=True
    )
    due_month = models.PositiveSmallIntegerField(_("due in (month)"), choices=Month, default=Month.JUNE)
    due_day = models.PositiveSmallIntegerField(
        _("due on (day)"), default=30, help_text=_("A day the month does not have means its last day.")
    )
    days_to_pay = models.PositiveSmallIntegerField(_("days to pay when joining"), default=30)
    loss_after_years = models.PositiveSmallIntegerField(
        _("years in arrears before the board may decide on loss"), default=2
    )

    class Meta:
        ordering = ["-from_year"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(joining=JoiningRule.FREE_LATE) | models.Q(free_from_month__isnull=False),
                name="policy_free_from_a_month",
            ),
            models.CheckConstraint(
                condition=models.Q(due_day__gte=1, due_day__lte=31), name="policy_due_on_a_day"
            ),
        ]
        verbose_name = _("rule of dues")
        verbose_name_plural = _("rules of dues")

    def __str__(self) -> str:
        return str(self.from_year)
