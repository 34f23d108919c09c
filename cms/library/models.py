"""Tables of resources; what a look at their links found stands apart, where no revision brings it back."""

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin
from wagtail.search import index

from cms.access.choices import Audience
from cms.library.choices import LinkState, Programme

# Without letters that look alike on paper; too many keys to try.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_key() -> str:
    """The last part of a resource's address, which nobody guesses."""
    return get_random_string(10, ALPHABET)


class Resource(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    models.Model,
):
    """An uploaded file or a link to its source. Drafts, revisions and workflow are Wagtail's."""

    key = models.CharField(_("address"), max_length=12, unique=True, default=new_key, editable=False)
    title = models.CharField(_("title"), max_length=150)
    title_en = models.CharField(_("title in English"), max_length=150, blank=True)
    summary = models.CharField(
        _("what it is"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences: what it says, for whom."),
    )
    summary_en = models.CharField(_("what it is, in English"), max_length=300, blank=True)
    document = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("file"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Excel, Word, PowerPoint, PDF, CSV, PNG or JPEG up to 10 MB, without macros."),
    )
    link = models.URLField(
        _("link to the source"),
        blank=True,
        max_length=500,
        help_text=_("Instead of a file. Whether it still answers is checked every week."),
    )
    programme = models.CharField(
        pgettext_lazy("scheme", "programme"), max_length=15, choices=Programme, default=Programme.ALL
    )
    section = models.ForeignKey(
        "cms.SectionPage",
        verbose_name=pgettext_lazy("site", "section"),
        on_delete=models.PROTECT,
        related_name="resources",
        help_text=_("Where it is listed, beside the list of all resources."),
    )
    publisher = models.CharField(_("publisher"), max_length=120)
    issued_on = models.DateField(_("date of issue"), null=True, blank=True)
    audience = models.CharField(
        _("who may read it"),
        max_length=10,
        choices=Audience,
        default=Audience.PUBLIC,
        help_text=_("The file is refused to everybody else, even by its address."),
    )
    is_sample = models.BooleanField(_("sample"), default=False, help_text=_("Invented, for the demo."))

    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="resource",
        for_concrete_model=False,
    )
    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="resource",
        for_concrete_model=False,
    )

    search_fields = [
        index.SearchField("title", boost=2),
        index.SearchField("title_en"),
        index.SearchField("summary"),
        index.SearchField("summary_en"),
        index.SearchField("publisher"),
        index.AutocompleteField("title"),
        index.FilterField("live"),
        index.FilterField("audience"),
        index.FilterField("programme"),
        index.FilterField("section_id"),
        index.FilterField("issued_on"),
    ]

    class Meta:
        ordering = ["-issued_on", "-pk"]
        indexes = [
            models.Index(
                fields=["audience", "programme"], condition=models.Q(live=True), name="resource_live"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(document__isnull=True) | models.Q(link=""),
                name="resource_is_a_file_or_a_link",
            )
        ]
        verbose_name = _("resource")
        verbose_name_plural = _("resources")

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
    def local_summary(self) -> str:
        """What it is, in the reader's language; Japanese where no English was written."""
        return (get_language() == "en" and self.summary_en) or self.summary

    @transaction.atomic
    def publish(self, *args: Any, **kwargs: Any) -> None:
        """Published together with the job that looks at its link (cms.receivers), or not at all."""
        super().publish(*args, **kwargs)

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        return [("ja", _("Page in Japanese")), ("en", _("Page in English"))]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The public page of this draft; tables know no pages, the viewset that Wagtail hangs on this class does."""
        return self.snippet_viewset.serve_preview(self, request, mode_name)


class LinkCheck(models.Model):
    """What the last look at a resource's link found."""

    resource = models.OneToOneField(Resource, on_delete=models.CASCADE, related_name="check_of_link")
    url = models.URLField(_("address"), max_length=500)
    state = models.CharField(_("state"), max_length=10, choices=LinkState)
    status = models.PositiveIntegerField(_("answer"), null=True)
    moved_to = models.URLField(_("moved to"), max_length=500, blank=True)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    checked_at = models.DateTimeField(_("checked"))

    class Meta:
        verbose_name = _("check of a link")
        verbose_name_plural = _("checks of links")

    def __str__(self) -> str:
        return f"{self.url} {self.state}"
