"""A named trade: finds where somebody's name, address or login stands as words, in any table."""

import json
from functools import reduce
from operator import or_

from django.apps import apps
from django.db.models import CharField, JSONField, Model, Q, QuerySet, TextField
from django.db.models.functions import Cast

from network.owndata.registry import Subject, instead_in, parts

SHOWN, LOOKED_AT = 5, 200
# Made anew from what stands elsewhere, or holding no words at all.
LEFT_OUT = frozenset({"wagtailsearch", "sessions", "contenttypes", "auth"})


def naming(model: type[Model], columns: tuple[str, ...], subject: Subject) -> QuerySet:
    """Rows that may name somebody in one of these columns, whoever's rows they are; columns of JSON as well."""
    rows = model._base_manager.all()
    if not subject.words or not columns:
        return rows.none()
    as_text = {f"{column}_text": Cast(column, TextField()) for column in columns if _is_json(model, column)}
    names = [f"{column}_text" if f"{column}_text" in as_text else column for column in columns]
    spellings = {spelling for word in subject.words for spelling in (word, _within_json(word))}
    condition = reduce(or_, (Q(**{f"{name}__icontains": word}) for name in names for word in spellings))
    return rows.annotate(**as_text).filter(condition)


def places_naming(subject: Subject) -> list[str]:
    """What is called by its table, of the site's own words, that names somebody: people correct it by hand.

    One query for each table that no declaration covers.
    """
    declared = {part.model for part in parts()}
    return [
        f"{model._meta.verbose_name_plural} #{row.pk}"
        for model in apps.get_models()
        if model not in declared and not model._meta.proxy and model._meta.app_label not in LEFT_OUT
        for row in _really_naming(model, subject)[:SHOWN]
    ]


def _really_naming(model: type[Model], subject: Subject) -> list[Model]:
    """Rows in which a word stands by itself, and not as a part of a longer one."""
    columns = columns_of_words(model)
    rows = naming(model, columns, subject)[:LOOKED_AT]
    return [
        row
        for row in rows
        if any(getattr(row, name) != value for name, value in instead_in(row, columns, subject).items())
    ]


def columns_of_words(model: type[Model]) -> tuple[str, ...]:
    """Columns that may hold words: texts and JSON, but no choices."""
    return tuple(
        column.attname
        for column in model._meta.local_concrete_fields
        if isinstance(column, CharField | TextField | JSONField) and not column.choices
    )


def _within_json(word: str) -> str:
    """A word as it stands where the database keeps JSON in plain letters."""
    return json.dumps(word)[1:-1]


def _is_json(model: type[Model], column: str) -> bool:
    return isinstance(model._meta.get_field(column), JSONField)
