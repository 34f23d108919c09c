"""Tables of notices."""

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin
from wagtail.search import index

from cms.notices.choices import NoticeKind
from network.regions.choices import Prefecture

WORDS = ["bold", "ul", "ol", "link"]


class Notice(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    ClusterableModel,
):
    """A dated piece of news. Drafts, revisions and workflow are Wagtail's."""

    kind = models.CharField(_("kind"), max_length=10, choices=NoticeKind, default=NoticeKind.NEWS)
    title = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    day = models.DateField(_("date of the notice"), default=timezone.localdate)
    body = RichTextField(_("text"), blank=True, features=WORDS)
    body_en = RichTextField(_("text in English"), blank=True, features=WORDS)
    sections = ParentalManyToManyField(
        "cms.SectionPage",
        verbose_name=_("sections"),
        blank=True,
        related_name="notices",
        help_text=_("The notice is shown in each of these sections, on the home page and in the feed."),
    )
    starts_on = models.DateField(
        _("first day"),
        null=True,
        blank=True,
        help_text=_("Of an event: its first day. Of a change of this site: the day from which it applies."),
    )
    ends_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Only where an event takes several days.")
    )
    prefecture = models.CharField(_("prefecture"), max_length=2, choices=Prefecture, blank=True)
    place = models.CharField(
        _("place"), max_length=120, blank=True, help_text=_("The venue, or that it is held online.")
    )
    event = models.ForeignKey(
        "events.Event",
        verbose_name=_("event of ours"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Where one registers on this site: a button leads there."),
    )
    link = models.URLField(
        _("link to more"), blank=True, max_length=500, help_text=_("Another body's page about it.")
    )
    is_sample = models.BooleanField(_("sample"), default=False, help_text=_("Invented, for the demo."))

    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="notice",
        for_concrete_model=False,
    )
    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="notice",
        for_concrete_model=False,
    )

    search_fields = [
        index.SearchField("title", boost=2),
        index.SearchField("title_en"),
        index.SearchField("body"),
        index.SearchField("body_en"),
        index.SearchField("place"),
        index.AutocompleteField("title"),
        index.FilterField("live"),
        index.FilterField("kind"),
        index.FilterField("day"),
        index.FilterField("prefecture"),
    ]

    class Meta:
        ordering = ["-day", "-pk"]
        indexes = [
            models.Index(fields=["-day", "-id"], condition=models.Q(live=True), name="notice_live_by_day")
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="notice_ends_after_it_begins",
            )
        ]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")

    def __str__(self) -> str:
        return self.title

    @property
    def revisions(self) -> models.Manager:
        return self._revisions

    @property
    def local_title(self) -> str:
        """The title in the reader's language; Japanese where no English was written."""
        return (get_language() == "en" and self.title_en) or self.title

    @property
    def local_body(self) -> str:
        """The text in the reader's language; Japanese where no English was written."""
        return (get_language() == "en" and self.body_en) or self.body

    def clean(self) -> None:
        """Days must follow one another, and a change says from when it applies."""
        super().clean()
        if self.ends_on and not self.starts_on:
            raise ValidationError({"starts_on": _("Please give the first day too.")})
        if self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError(
                {"ends_on": _("The last day is before the first. Please correct one of them.")}
            )

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        return [("ja", _("Page in Japanese")), ("en", _("Page in English"))]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The public page of this draft; tables know no pages, the viewset that Wagtail hangs on this class does."""
        return self.snippet_viewset.serve_preview(self, request, mode_name)
