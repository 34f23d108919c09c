"""A named trade: the desk's editor for longer texts, with a name and without false alarms."""

from typing import Any

from wagtail.admin.rich_text import DraftailRichTextArea


class QuietRichTextArea(DraftailRichTextArea):
    """Wagtail's text editor; an empty text begins as its script will leave it.

    Else merely opening a text counts as a change, and the autosave makes a draft of it. Wagtail gives its field
    no name for those who cannot see, so it has one of its own.
    """

    def __init__(self, *, label: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.options["ariaLabel"] = label

    def format_value(self, value: str | None) -> str:
        return super().format_value(value) if value else "null"
