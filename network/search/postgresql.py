"""A named trade: the search backend on PostgreSQL, whose index on title and body together a migration makes."""

from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, F, QuerySet, Value, When
from wagtail.search.backends.database.postgres import postgres

from network.search.backend import WordCompiler, WordIndex, WordRebuilder, Words, WordSearch

# Our words are cut already: no language's endings and stop words.
CONFIG = "simple"


class Index(WordIndex, postgres.PostgresIndex):
    """The index on PostgreSQL."""


class Rebuilder(WordRebuilder, postgres.PostgresSearchAtomicRebuilder):
    """All of the index anew, or nothing."""


class Compiler(WordCompiler, postgres.PostgresSearchQueryCompiler):
    """Whole words."""

    def build_tsquery_content(self, query: Any, config: Any = None, invert: bool = False) -> Any:
        if not isinstance(query, Words):
            return super().build_tsquery_content(query, config=config, invert=invert)
        prefix = "'%s':*" if self.LAST_TERM_IS_PREFIX else ""
        written = query.written(both=" & ", either=" | ", word="'%s'", prefix=prefix)
        return SearchQuery(f"!({written})" if invert else written, search_type="raw", config=config)

    def search(
        self,
        config: Any,
        start: int | None,
        stop: int | None,
        score_field: str | None = None,
        backend: Any = None,
    ) -> QuerySet:
        if not isinstance(self.query, Words):
            return super().search(config, start, stop, score_field=score_field, backend=backend)
        question = self.build_tsquery(self.query, config=config)
        (first, _), *others = self.get_index_vectors(question)
        everything = first
        for vector, _ in others:
            everything = everything._combine(vector, "||", False)
        rank = Case(When(**{first.name: question}, then=Value(1.0)), default=Value(0.0))
        queryset = self.queryset.annotate(_vector_=everything).filter(_vector_=question)
        if score_field:
            queryset = queryset.annotate(**{score_field: rank})
        return self.order(queryset, rank)[start:stop]


class AutocompleteCompiler(Compiler, postgres.PostgresAutocompleteQueryCompiler):
    """Words whose last one may be a beginning."""

    LAST_TERM_IS_PREFIX = True

    def get_index_vectors(self, search_query: Any) -> list[tuple[Any, float]]:
        return [(F("index_entries__autocomplete"), 1.0)]


class Backend(WordSearch, postgres.PostgresSearchBackend):
    """Japanese search on PostgreSQL."""

    query_compiler_class = Compiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    index_class = Index
    rebuilder_class = Rebuilder
    atomic_rebuilder_class = Rebuilder

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__({"SEARCH_CONFIG": CONFIG, **params})
