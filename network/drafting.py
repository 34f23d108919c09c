"""Rows with drafts at the desk: Wagtail's own screens for them, in the language of whoever is signed in."""

from typing import Any

from django.urls import reverse_lazy
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet
from wagtail.snippets.widgets import AdminSnippetChooser


class DraftsViewSet(SnippetViewSet):
    """Wagtail puts the first step of the way here into words when the process starts; ours wait for the reader."""

    @property
    def breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": reverse_lazy("wagtailadmin_home"), "label": _("Home")}]


class DraftsChooser(AdminSnippetChooser):
    """A chooser whose buttons are put into words when they are shown."""

    def __init__(self, **kwargs: Any):
        super().__init__(**kwargs)
        name = self.model._meta.verbose_name
        self.choose_one_text = _about("Choose %(object)s", name)
        self.choose_another_text = _about("Choose another %(object)s", name)
        self.link_to_chosen_text = _about("Edit this %(object)s", name)


class DraftsChooserViewSet(SnippetChooserViewSet):
    """Choosing a row that has drafts."""

    base_widget_class = DraftsChooser


def _say(words: str, name: Any) -> str:
    return gettext(words) % {"object": name}


_about = lazy(_say, str)
