"""A named trade: the search backend on SQLite, where ranks come from a second look at the titles."""

from typing import Any

from django.db.models import Case, QuerySet, Value, When
from wagtail.search.backends.database.sqlite import sqlite
from wagtail.search.backends.database.sqlite.query import Lexeme, MatchExpression, SearchQueryExpression
from wagtail.search.utils import get_descendants_content_types_pks

from network.search.backend import WordCompiler, WordIndex, WordRebuilder, Words, WordSearch


class Written(Lexeme):
    """A whole question in FTS5's own language. Its words are letters and digits only: nothing to escape."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        return "%s", [self.value]


class Index(WordIndex, sqlite.SQLiteIndex):
    """The index on SQLite."""


class Rebuilder(WordRebuilder, sqlite.SQLiteSearchAtomicRebuilder):
    """All of the index anew, or nothing."""


class Compiler(WordCompiler, sqlite.SQLiteSearchQueryCompiler):
    """Whole words. Ranking by BM25 would look into the full text once for each hit, so titles are asked once instead."""

    title_columns = ["title"]

    def build_search_query_content(self, query: Any, config: Any = None) -> Any:
        if not isinstance(query, Words):
            return super().build_search_query_content(query, config=config)
        prefix = '"%s"*' if self.LAST_TERM_IS_PREFIX else ""
        return SearchQueryExpression(
            Written(query.written(both=" AND ", either=" OR ", word='"%s"', prefix=prefix))
        )

    def search(
        self, config: Any, start: int | None, stop: int | None, score_field: str | None = None
    ) -> QuerySet:
        if not isinstance(self.query, Words):
            return super().search(config, start, stop, score_field=score_field)
        rank = Case(When(pk__in=self._entries(self.title_columns), then=Value(1.0)), default=Value(0.0))
        queryset = self.queryset.filter(pk__in=self._entries(self.FTS_TABLE_FIELDS))
        if score_field:
            queryset = queryset.annotate(**{score_field: rank})
        return self.order(queryset, rank)[start:stop]

    def _entries(self, columns: list[str]) -> QuerySet:
        question = MatchExpression(columns, self.build_search_query(self.query))
        kinds = get_descendants_content_types_pks(self.queryset.model)
        found = sqlite.SQLiteFTSIndexEntry.objects.filter(question, index_entry__content_type__in=kinds)
        return found.values_list("index_entry__object_id", flat=True)


class AutocompleteCompiler(Compiler, sqlite.SQLiteAutocompleteQueryCompiler):
    """Words whose last one may be a beginning."""

    LAST_TERM_IS_PREFIX = True
    FTS_TABLE_FIELDS = ["autocomplete"]
    title_columns = ["autocomplete"]


class Backend(WordSearch, sqlite.SQLiteSearchBackend):
    """Japanese search on SQLite."""

    query_compiler_class = Compiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    index_class = Index
    rebuilder_class = Rebuilder
    atomic_rebuilder_class = Rebuilder
