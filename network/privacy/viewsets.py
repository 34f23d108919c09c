"""The desk for the words that moderators teach the personal-data check."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic

from network.audit.actions import record
from network.listing import FormListViewSet
from network.privacy.actions import forget, teach
from network.privacy.forms import TaughtWordForm
from network.privacy.models import TaughtWord


def _noted(view: Any, verb: str, word: TaughtWord) -> TaughtWord:
    """Notes who did it but not the word: it may be somebody's name. So Wagtail's own log, which keeps it, is left out."""
    record(actor_id=view.request.user.pk, verb=verb, subject=word._meta.label_lower, subject_id=word.pk)
    return word


class TeachView(generic.CreateView):
    """A new word."""

    def save_instance(self) -> TaughtWord:
        with transaction.atomic():
            return _noted(self, "add", teach(self.form.save(commit=False)))


class TeachAgainView(generic.EditView):
    """A word that is taught differently."""

    def save_instance(self) -> TaughtWord:
        with transaction.atomic():
            return _noted(self, "change", teach(self.form.save(commit=False)))


class ForgetView(generic.DeleteView):
    """A word that is let go."""

    def delete_action(self) -> None:
        with transaction.atomic():
            _noted(self, "delete", self.object)
            forget(self.object)


class TaughtWordViewSet(FormListViewSet):
    """What the check learned from moderators."""

    model = TaughtWord
    name = "taught_words"
    url_prefix = "taught-words"
    icon = "openquote"
    menu_label = _("Words of the personal-data check")
    menu_order = 900
    add_to_settings_menu = True
    add_view_class = TeachView
    edit_view_class = TeachAgainView
    delete_view_class = ForgetView
    checked_by = TaughtWordForm
    form_fields = ["wording", "lesson", "neutral"]
    list_display = [
        "wording",
        Column("get_lesson_display", label=_("What about it"), sort_key="lesson"),
        "neutral",
    ]
    holds_people = True
    list_filter = ["lesson"]
    search_fields = ["wording", "folded", "neutral"]
