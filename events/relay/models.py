"""Tables of series, legs and who holds the baton."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.relay.choices import DatePrecision, LegState
from network.bilingual import LocalTitle


class Series(LocalTitle, models.Model):
    """Meetings that are counted together; a relay is a series with hand-over switched on."""

    slug = models.SlugField(unique=True)
    title = models.CharField(_("title"), max_length=100)
    title_en = models.CharField(_("title in English"), max_length=100, blank=True)
    hands_over = models.BooleanField(_("hands the baton on"), default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("series")
        verbose_name_plural = _("series")

    def __str__(self) -> str:
        return self.title


class Leg(models.Model):
    """One meeting of a series (第n回); keeps its number even when cancelled."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="legs")
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=120, blank=True)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    host = models.ForeignKey(
        "network.Organisation",
        verbose_name=_("host"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    municipality = models.ForeignKey(
        "network.Municipality",
        verbose_name=_("place"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    place = models.CharField(
        _("place in words"),
        max_length=120,
        blank=True,
        help_text=_("Where it is no municipality of ours: online, or a body's own rooms."),
    )
    place_en = models.CharField(_("place in English"), max_length=120, blank=True)
    bureau = models.ForeignKey(
        "network.Bureau",
        verbose_name=_("bureau"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Only where no municipality is named."),
    )
    date = models.DateField(_("date"), null=True, blank=True)
    date_precision = models.CharField(
        _("precision"), max_length=12, choices=DatePrecision, default=DatePrecision.DAY
    )
    state = models.CharField(_("state"), max_length=10, choices=LegState, default=LegState.PLANNED)
    note = models.CharField(_("note"), max_length=300, blank=True)
    note_en = models.CharField(_("note in English"), max_length=300, blank=True)
    is_sample = models.BooleanField(_("sample"), default=False)

    class Meta:
        ordering = ["series", "number"]
        constraints = [models.UniqueConstraint(fields=["series", "number"], name="leg_number_once")]
        verbose_name = _("leg")
        verbose_name_plural = _("legs")

    def __str__(self) -> str:
        return f"{self.series} {self.number}"


class BatonHolding(models.Model):
    """Who has held the baton since when; the open one is the present holder."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="holdings")
    leg = models.ForeignKey(
        Leg, on_delete=models.PROTECT, related_name="+", help_text=_("The leg this baton is for.")
    )
    holder = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["series"],
                condition=models.Q(until__isnull=True),
                name="one_present_holder_per_series",
            )
        ]
        verbose_name = _("baton holding")
        verbose_name_plural = _("baton holdings")

    def __str__(self) -> str:
        return f"{self.holder} ({self.since})"
