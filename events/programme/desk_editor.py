"""Trade of editing an event at the desk: panels, preview, review, and one button to publish (E10)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PublishingPanel
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import ChecksSidePanel
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.models import TaskState
from wagtail.snippets.action_menu import (
    ActionMenuItem,
    CancelWorkflowMenuItem,
    LockedMenuItem,
    PublishMenuItem,
    SaveMenuItem,
    SubmitForModerationMenuItem,
    UnpublishMenuItem,
    WorkflowMenuItem,
)
from wagtail.snippets.views.snippets import EditView

from events.programme.desk_links import links_about
from events.programme.models import WORDS, Event
from network.writing import QuietRichTextArea


class EventEditView(EditView):
    """Wagtail's editor, with the event's other pages in the header."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [
            HeaderButton(link.label, url=link.url, icon_name=link.icon, priority=order)
            for order, link in enumerate(links_about(self.object.pk, self.request.user))
            if link.name not in ("edit", "copy")
        ]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = super().header_more_buttons
        for button in buttons:
            if button.icon_name == "copy":
                button.label = pgettext("desk", "Make the next one")
        if self.live_object.live:
            page = reverse("events:detail", args=[self.live_object.slug])
            buttons.append(Button(_("See the public page"), url=page, icon_name="view", priority=5))
        return buttons

    def get_side_panels(self) -> MediaContainer:
        """Without the count of words, which knows no Japanese."""
        panels = super().get_side_panels()
        return MediaContainer([panel for panel in panels if not isinstance(panel, ChecksSidePanel)])

    def publish_action(self) -> HttpResponse | None:
        """A draft handed in for review is approved by publishing it: one step, and the drafter's history says so."""
        if not self._may_approve():
            return super().publish_action()
        # What is approved is what stands in the editor, corrections included, not the draft as it was handed in.
        task_state = TaskState.objects.get(pk=self.object.current_workflow_task_state.pk)
        task_state.revision = self.new_revision
        task_state.task.specific.on_action(task_state, self.request.user, "approve")
        return None

    def _may_approve(self) -> bool:
        task = self.object.current_workflow_task
        return bool(task) and any(
            name == "approve" for name, _label, _modal in task.get_actions(self.object, self.request.user)
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # Publishing approves, it cancels no review: there is nothing to ask about.
        return super().get_context_data(**kwargs) | {"publishing_will_cancel_workflow": False}

    def get_success_message(self, instance: Event | None = None) -> str:
        """What happened, in words of our own where there is something to say about it."""
        scheduled = self.object.go_live_at and self.object.go_live_at > timezone.now()
        if self.action == "publish" and not scheduled:
            return _("“%(title)s” is published.") % {"title": self.object.title}
        if self.action == "submit":
            return _(
                "Approval of “%(title)s” is asked for. You see here when it is published or sent back."
            ) % {"title": self.object.title}
        return super().get_success_message(instance)

    def get_success_url(self) -> str:
        """After publishing one stays with the event: what people are told is decided on its own page."""
        if self.action == "publish" and self.request.user.has_perm("events.change_eventstate"):
            return reverse("event_desk:state", args=[self.object.pk])
        return super().get_success_url()


def _text_area(label: str) -> QuietRichTextArea:
    return QuietRichTextArea(label=label, features=WORDS)


PANELS = [
    MultiFieldPanel(
        [FieldPanel("title", required_on_save=True), FieldPanel("summary"), FieldPanel("kind")],
        heading=gettext_lazy("What"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel(
                [FieldPanel("starts_at", required_on_save=True), FieldPanel("ends_at", required_on_save=True)]
            ),
            FieldPanel("deadline"),
        ],
        heading=gettext_lazy("When"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("format", widget=forms.RadioSelect),
            FieldPanel("venue_name"),
            FieldPanel("venue_address"),
            FieldPanel("venue_access"),
            FieldRowPanel([FieldPanel("municipality"), FieldPanel("bureau")]),
        ],
        heading=gettext_lazy("Where"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("audience", widget=forms.RadioSelect),
            FieldPanel("target"),
            FieldPanel("cost"),
            FieldPanel("bring"),
        ],
        heading=gettext_lazy("Who may come, and what they need"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
            FieldPanel("description", widget=_text_area(gettext_lazy("description"))),
        ],
        heading=gettext_lazy("What it is about"),
    ),
    InlinePanel("parts", heading=gettext_lazy("Programme"), label=pgettext_lazy("programme", "part")),
    MultiFieldPanel(
        [FieldPanel("host"), FieldPanel("contact"), FieldPanel("leg")], heading=gettext_lazy("Who holds it")
    ),
    MultiFieldPanel(
        [
            FieldPanel("title_en"),
            FieldPanel("summary_en"),
            FieldPanel("target_en"),
            FieldPanel("description_en", widget=_text_area(gettext_lazy("description in English"))),
        ],
        heading=gettext_lazy("In English"),
        classname="collapsed",
    ),
    MultiFieldPanel(
        [FieldPanel("slug", required_on_save=True)],
        heading=gettext_lazy("Address of the page"),
        classname="collapsed",
    ),
    PublishingPanel(),
]


class PublishEvent(PublishMenuItem):
    """The one button of those who may publish; a draft handed in for review is approved by it too."""

    order = 0
    template_name = "events/desk/publish_button.html"


class HandInEvent(SubmitForModerationMenuItem):
    """The one button of those who may not."""

    order = 0

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return super().get_context_data(parent_context) | {"label": _("Ask for approval")}


KEPT = (SaveMenuItem, UnpublishMenuItem, LockedMenuItem, CancelWorkflowMenuItem)


def one_button(items: list[ActionMenuItem], request: HttpRequest, context: Mapping[str, Any]) -> None:
    """Arrange the editor's buttons: publishing or asking for approval first, never both (E10)."""
    if context["model"] is not Event:
        return
    may_publish = PublishEvent().is_shown(context)
    kept = [item for item in items if isinstance(item, KEPT)]
    if may_publish:
        kept = [item for item in kept if not isinstance(item, CancelWorkflowMenuItem)]
        kept += [item for item in items if isinstance(item, WorkflowMenuItem) and item.name == "reject"]
    first = PublishEvent() if may_publish else HandInEvent()
    items[:] = ([first] if first.is_shown(context) else []) + kept
