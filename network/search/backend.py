"""A named trade: Wagtail's search backend for Japanese; the site's own search and the desk's both ask it."""

import copy
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet
from django.utils.encoding import force_str
from django.utils.module_loading import import_string
from wagtail.search.backends.base import BaseSearchResults, EmptySearchResults
from wagtail.search.index import AutocompleteField, RelatedFields, SearchField
from wagtail.search.query import And, Or, Phrase, PlainText, SearchQuery

from network.search.actions import note_rebuilt
from network.search.rules import Sought
from network.search.words import sought, words_of

BACKENDS = {"sqlite": "network.search.sqlite.Backend", "postgresql": "network.search.postgresql.Backend"}


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 -- the name Wagtail looks for
    """The backend for this site's database."""
    return import_string(BACKENDS[connection.vendor])(params)


class Words(PlainText):
    """A question cut into words; with `operator` "or" any of its groups will do."""

    def __init__(self, asked: Sought, operator: str = "and") -> None:
        super().__init__(" ".join(asked.marks), operator=operator or "and")
        self.groups = asked.groups

    def written(self, *, both: str, either: str, word: str, prefix: str = "") -> str:
        """The question in a database's own words; `prefix` is how the last word stands when it may be a beginning."""
        groups = [[[word % part for part in option] for option in group] for group in self.groups]
        if prefix:
            groups[-1] = [
                [word % part for part in option[:-1]] + [prefix % option[-1]] for option in self.groups[-1]
            ]
        met = [either.join(f"({both.join(option)})" for option in group) for group in groups]
        return (both if self.operator == "and" else either).join(f"({group})" for group in met)


class InWords:
    """An object as the index sees it: every searched field cut into words, the object itself untouched."""

    def __init__(self, instance: Model) -> None:
        self.instance = instance
        self.pk = instance.pk

    def get_search_fields(self) -> list[Any]:
        return [in_words(field) for field in self.instance.get_search_fields()]


def in_words(field: Any) -> Any:
    """A copy of a search field whose value is cut into words."""
    copied = copy.copy(field)
    if isinstance(field, SearchField | AutocompleteField):
        copied.get_value = lambda instance: words_of(_as_text(field.get_value(_real(instance))))
    elif isinstance(field, RelatedFields):
        copied.fields = [in_words(inner) for inner in field.fields]
        copied.get_value = lambda instance: field.get_value(_real(instance))
    return copied


def _real(instance: Any) -> Any:
    return instance.instance if isinstance(instance, InWords) else instance


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        value = value.values()
    if isinstance(value, Iterable):
        return "\n".join(_as_text(item) for item in value)
    return "" if value is None else force_str(value)


class WordIndex:
    """What an index does otherwise here: words go in, and no row of the whole table is touched for one object."""

    def add_items(self, model: type[Model], objs: Iterable[Model]) -> None:
        super().add_items(model, [InWords(instance) for instance in objs])

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Nothing here ranks by how long a title is, and counting that reads every row."""


class WordRebuilder:
    """Notes with which dictionary the whole index was made, and lets the database count its rows."""

    def finish(self) -> None:
        note_rebuilt()
        super().finish()


class WordSearch:
    """What a backend does otherwise here: the question is cut into words as the texts were."""

    catch_indexing_errors = False

    def _search(
        self, query_compiler_class: type, query: Any, model_or_queryset: Any, **options: Any
    ) -> BaseSearchResults:
        asked = in_question(query, options.pop("operator", None))
        if asked is None or options.pop("fields", None) == []:
            return EmptySearchResults()
        return super()._search(query_compiler_class, asked, model_or_queryset, **options)


class WordCompiler:
    """What a compiler does otherwise here: any queryset may be searched, and titles that match come first.

    Filters are the database's own, so they need no place in the index. Within a rank the queryset's order holds.
    """

    def check(self) -> None:
        """Nothing to check."""

    def order(self, queryset: QuerySet, rank: Any) -> QuerySet:
        """Best first where that is asked for, then as the queryset was, the newest first if it was in no order."""
        within = queryset.query.order_by or (
            ["-pk"] if not queryset.ordered else queryset.model._meta.ordering
        )
        return queryset.order_by(*([rank.desc()] if self.order_by_relevance else []), *within, "-pk")


def in_question(query: Any, operator: str | None) -> SearchQuery | None:
    """What Wagtail was asked, with its texts cut into words; None when no word is left."""
    if isinstance(query, str):
        query = PlainText(query, operator=operator or "and")
    if isinstance(query, PlainText | Phrase):
        asked = sought(query.query_string)
        return Words(asked, getattr(query, "operator", "and")) if asked.groups else None
    if isinstance(query, And | Or):
        kept = [part for part in (in_question(part, operator) for part in query.subqueries) if part]
        return _together(type(query), kept)
    return query


def _together(kind: type[SearchQuery], parts: list[SearchQuery]) -> SearchQuery | None:
    """Parts that are all words become one question, which both databases can be asked in one."""
    if len(parts) < 2:
        return parts[0] if parts else None
    if kind is And and all(isinstance(part, Words) and part.operator == "and" for part in parts):
        groups = tuple(group for part in parts for group in part.groups)
        return Words(Sought(groups=groups, marks=tuple(part.query_string for part in parts)))
    return kind(parts)
