"""Reads of the search: what answers a question among rows, and whether the index is up to date."""

from django.db.models import QuerySet
from wagtail.search.backends import get_search_backend

from network.search.models import IndexMaking
from network.search.words import made_with


def answering(typed: str, rows: QuerySet) -> QuerySet:
    """Those rows that answer a question, titles that match first, then in the rows' own order."""
    results = get_search_backend().search(typed, rows)
    return results.get_queryset() if results.query_compiler else rows.none()


def is_index_current() -> bool:
    """Whether the index was made with the dictionary that questions are cut with now."""
    return IndexMaking.objects.filter(made_with=made_with()).exists()
