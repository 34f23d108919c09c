"""Tables of events: revisioned words and dates here, state in a table of its own (design: revision trap)."""

import uuid
from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin
from wagtail.search import index

from events.programme.choices import Audience, EventFormat, EventKind, EventStatus
from network.bilingual import LocalTitle

WORDS = ["bold", "ul", "ol", "link", "h3"]


class Theme(models.Model):
    """What a meeting is about, from a short curated list."""

    slug = models.SlugField(_("slug"), unique=True, max_length=40)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=60)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name


class Event(
    LocalTitle,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    ClusterableModel,
):
    """A meeting's words, dates and programme. Drafts, revisions and workflow are Wagtail's."""

    title = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    slug = models.SlugField(
        _("address"), max_length=80, unique=True, help_text=_("Last part of the page's address.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=EventKind, default=EventKind.EXCHANGE_MEETING)
    summary = models.CharField(_("in one sentence"), max_length=200, blank=True)
    summary_en = models.CharField(_("in one sentence, in English"), max_length=200, blank=True)
    description = RichTextField(_("description"), blank=True, features=WORDS)
    description_en = RichTextField(_("description in English"), blank=True, features=WORDS)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    deadline = models.DateTimeField(
        _("register until"), null=True, blank=True, help_text=_("Empty: until the meeting begins.")
    )
    format = models.CharField(_("format"), max_length=10, choices=EventFormat, default=EventFormat.VENUE)
    venue_name = models.CharField(_("venue"), max_length=120, blank=True)
    venue_address = models.CharField(_("address of the venue"), max_length=200, blank=True)
    venue_access = models.CharField(_("way to the venue"), max_length=300, blank=True)
    municipality = models.ForeignKey(
        "network.Municipality",
        verbose_name=_("municipality"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    bureau = models.ForeignKey(
        "network.Bureau",
        verbose_name=_("bureau"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Only where no municipality is named."),
    )
    host = models.ForeignKey(
        "network.Organisation",
        verbose_name=_("host"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    leg = models.ForeignKey(
        "events.Leg",
        verbose_name=_("leg of a series"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
    )
    themes = ParentalManyToManyField(Theme, verbose_name=_("themes"), blank=True, related_name="events")
    audience = models.CharField(
        _("who may register"), max_length=15, choices=Audience, default=Audience.PRACTITIONERS
    )
    target = models.CharField(_("meant for"), max_length=200, blank=True)
    target_en = models.CharField(_("meant for, in English"), max_length=200, blank=True)
    bring = models.CharField(_("what to bring"), max_length=200, blank=True)
    cost = models.CharField(_("what it costs"), max_length=200, blank=True)
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    is_sample = models.BooleanField(_("sample"), default=False, help_text=_("Invented, for the demo."))

    # Said by whoever locks the event (events.registration.seats): whether seats cost, or once cost, something.
    has_fees = False

    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="event",
        for_concrete_model=False,
    )
    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="event",
        for_concrete_model=False,
    )

    search_fields = [
        index.SearchField("title"),
        index.SearchField("title_en"),
        index.SearchField("summary"),
        index.SearchField("summary_en"),
        index.SearchField("description"),
        index.SearchField("description_en"),
        index.SearchField("target"),
        index.SearchField("target_en"),
        index.SearchField("venue_name"),
        index.RelatedFields("host", [index.SearchField("name")]),
        index.RelatedFields("municipality", [index.SearchField("name")]),
        index.RelatedFields("themes", [index.SearchField("name"), index.SearchField("name_en")]),
        index.RelatedFields(
            "parts",
            [index.SearchField("title"), index.SearchField("title_en"), index.SearchField("speaker")],
        ),
        index.AutocompleteField("title"),
        index.FilterField("live"),
        index.FilterField("starts_at"),
    ]

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(
                fields=["starts_at", "id"], condition=models.Q(live=True), name="event_live_by_start"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="event_ends_after_it_begins"
            )
        ]
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def __str__(self) -> str:
        return self.title

    @property
    def revisions(self) -> models.Manager:
        return self._revisions

    @property
    def registers_until(self):
        return self.deadline or self.starts_at

    @transaction.atomic
    def publish(self, *args: Any, **kwargs: Any) -> None:
        """Published together with what follows from it (events.receivers), or not at all."""
        super().publish(*args, **kwargs)

    @transaction.atomic
    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        """Taken off the site together with its audit entry, or not at all."""
        super().unpublish(*args, **kwargs)

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        return [("ja", _("Page in Japanese")), ("en", _("Page in English"))]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The public page of this draft. Tables know no pages: the desk's viewset, which Wagtail hangs on this class, does."""
        return self.snippet_viewset.serve_preview(self, request, mode_name)


class EventPart(LocalTitle, models.Model):
    """One part of the programme: a talk, group work, a social gathering. An optional part may be joined or left out."""

    event = ParentalKey(Event, on_delete=models.CASCADE, related_name="parts")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    starts_at = models.DateTimeField(_("begins"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    speaker = models.CharField(_("speaker"), max_length=120, blank=True)
    is_optional = models.BooleanField(
        _("asked at registration"), default=False, help_text=_("People tick whether they come to this part.")
    )
    sort_order = models.IntegerField(null=True, blank=True, editable=False)
    sort_order_field = "sort_order"

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = pgettext_lazy("programme", "part")
        verbose_name_plural = pgettext_lazy("programme", "parts")

    def __str__(self) -> str:
        return self.title


class EventState(models.Model):
    """What no revision may bring back: state, join link, calendar identity, and what people were last told."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="state", primary_key=True)
    status = models.CharField(_("state"), max_length=10, choices=EventStatus, default=EventStatus.PLANNED)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    previous_start = models.DateTimeField(_("first planned for"), null=True, blank=True)
    calendar_uid = models.CharField(max_length=120, unique=True)
    revision_number = models.PositiveIntegerField(_("calendar sequence"), default=0)
    join_url = models.URLField(_("join link"), blank=True, max_length=500)
    told = models.JSONField(_("what people were last told"), default=dict)
    notice_pending = models.BooleanField(_("a notice is pending"), default=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("state of an event")
        verbose_name_plural = _("states of events")

    def __str__(self) -> str:
        return f"{self.event} {self.status}"
