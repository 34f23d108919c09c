"""Decisions about notes: the first words of one, how it is written as Markdown."""

from collections.abc import Iterable


def first_words(said: Iterable[tuple[str, str]]) -> str:
    """A draft from a conversation: each post (label, text) under its label, for a moderator to gather."""
    return "\n\n".join(f"【{label}】\n{text}" for label, text in said)


def as_markdown(*, title: str, text: str, facts: Iterable[tuple[str, str]]) -> str:
    """A note as a Markdown file: title, text, and facts (name, value) as a list at its end."""
    lines = [f"# {_plain(title)}", "", text, ""]
    lines += [f"- {name}: {value}" for name, value in facts]
    return "\n".join(lines) + "\n"


def _plain(title: str) -> str:
    return " ".join(title.split())
