"""Words kept in two languages: Japanese always, English beside it where somebody wrote it."""

from typing import Any

from django.utils.translation import get_language


def in_readers_language(row: Any, field: str) -> Any:
    """A field's words in the reader's language; Japanese where no English was written."""
    return (get_language() == "en" and getattr(row, f"{field}_en")) or getattr(row, field)


class LocalTitle:
    """A row with `title` and `title_en`."""

    @property
    def local_title(self) -> str:
        """The title in the reader's language; Japanese where no English was written."""
        return in_readers_language(self, "title")
