"""Every table with a person in it is declared: what it keeps, what for, and what an erasure does with it (ADR 54)."""

import re

import pytest
from django.apps import apps
from django.db import models
from django.utils.translation import override

from network.owndata.choices import Fate
from network.owndata.files import heading_of
from network.owndata.registry import elsewhere, parts
from network.people.models import Account, Person

pytestmark = pytest.mark.capability("M13", "T14")

# What a column is called that holds an account's number, or words about somebody.
SPEAKS_OF_PEOPLE = re.compile(
    r"(_by|actor_id|person_ids?|to_name|to_address|recipient_key|addressee|payer|receiver|payer_kana|kana"
    r"|speaker|login_name|username|person_in_charge|\w*_name_of_person|representative_name|responsible_name)"
)
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
# Kinds of ending and of cancelling, Wagtail's own renditions and the book of sessions that is never written.
NOT_ABOUT_PEOPLE = {
    ("events.Registration", "ended_by"): "by the person, the desk or the clock: a kind",
    ("network.OutboxMessage", "claimed_by"): "a worker's name",
    ("membership.CsvProfile", "payer"): "the heading of a column",
    ("network.HeldAct", "decided_by"): "a moderator's number; what waits on the board is in nobody's export",
    ("network.BoardDecision", "actor_id"): "a moderator's number in the board's own chained log",
    ("network.NoteVersion", "made_by"): "a moderator's number beside a note of the board",
}


def columns_about_people(model: type[models.Model]) -> set[str]:
    """Columns of one table that point to a person or an account, or are called like words about one."""
    found = set()
    for column in model._meta.local_concrete_fields:
        points = column.is_relation and column.related_model in (Person, Account)
        is_email = isinstance(column, models.EmailField)
        is_named_so = SPEAKS_OF_PEOPLE.fullmatch(column.name) or column.name.endswith("_by")
        if points or is_email or is_named_so:
            found.add(column.name)
    return {name for name in found if (model._meta.label, name) not in NOT_ABOUT_PEOPLE}


def declared() -> dict[type[models.Model], set[str]]:
    """Columns that somebody has thought about, by table."""
    found: dict[type[models.Model], set[str]] = {}
    for part in parts():
        found.setdefault(part.model, set()).update(part.keys)
    for entry in elsewhere():
        found.setdefault(entry.model, set()).update(entry.columns)
    return found


def inherited(model: type[models.Model]) -> set[str]:
    """What a page has from its base is declared there."""
    return set().union(*(declared().get(parent, set()) for parent in model._meta.get_parent_list()), set())


def test_every_table_with_a_person_is_declared():
    known = declared()
    undeclared = {
        f"{model._meta.label}.{name}"
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy
        for name in columns_about_people(model) - known.get(model, set()) - inherited(model)
    }

    assert undeclared == set()


def test_the_walk_finds_a_table_nobody_declared():
    class Visit(models.Model):
        person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
        noted_by = models.BigIntegerField()
        reply_to = models.EmailField()

        class Meta:
            app_label = "undeclared"
            apps = models.base.Options.default_apps.__class__(installed_apps=())

        def __str__(self) -> str:
            return ""

    assert columns_about_people(Visit) == {"person", "noted_by", "reply_to"}


def test_every_declared_column_exists():
    missing = {
        f"{model._meta.label}.{name}"
        for model, names in declared().items()
        for name in names
        if name not in {column.name for column in model._meta.get_fields()} and name != "actor_id"
    }

    assert missing == set()


@pytest.mark.parametrize("part", parts(), ids=lambda part: f"{part.model._meta.label}-{part.keys}")
def test_a_declaration_says_what_for_in_both_languages(part):
    with override("ja"):
        words = [part.title, str(part.why), *heading_of(part), str(part.fate.label)]
        assert [word for word in words if not JAPANESE.search(word)] == []
    with override("en"):
        words = [part.title, str(part.why), *heading_of(part), str(part.fate.label)]
        assert [word for word in words if JAPANESE.search(word)] == []


def test_what_stays_says_why():
    assert {part.model._meta.label for part in parts() if part.fate is Fate.STAYS} == {
        "membership.Invoice",
        "membership.Paper",
        "membership.StatementLine",
        "network.TakenFile",
    }
