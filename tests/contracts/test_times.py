"""What the database knows of when: every moment is declared, the board knows of none, and nothing leads out of it."""

import pytest
from django.apps import apps
from django.db import models

from network.board.models import (
    BlockedTag,
    BoardDecision,
    BoardPolicy,
    HeldAct,
    KeyCertificate,
    Post,
    PostReceipt,
    Thread,
)
from tests.contracts.times import ACTS, NOBODYS

pytestmark = pytest.mark.capability("B4")

BOARD = (BlockedTag, BoardDecision, BoardPolicy, HeldAct, KeyCertificate, Post, PostReceipt, Thread)


def with_moments() -> set[str]:
    return {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if any(isinstance(field, models.DateTimeField) for field in model._meta.concrete_fields)
    }


def test_every_moment_is_declared():
    assert with_moments() == ACTS.keys() | NOBODYS


def test_nothing_is_declared_twice():
    assert not ACTS.keys() & NOBODYS


def test_the_board_knows_one_moment_that_everybody_shares():
    moments = {
        f"{model.__name__}.{field.name}"
        for model in BOARD
        for field in model._meta.concrete_fields
        if isinstance(field, models.DateTimeField | models.TimeField)
    }

    assert moments == {"HeldAct.due"}


def test_no_key_leads_out_of_the_board_or_into_it():
    keys = {
        (model.__name__, field.related_model.__name__)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.is_relation and field.related_model and (model in BOARD or field.related_model in BOARD)
    }

    assert keys == {("Post", "Thread"), ("Thread", "Post")}


def test_the_board_has_no_column_for_a_person():
    names = {field.name for model in BOARD for field in model._meta.concrete_fields}

    assert not names & {
        "author",
        "author_id",
        "user",
        "user_id",
        "account",
        "person",
        "address",
        "ip",
        "member",
    }
    assert {name for name in names if name.endswith("_id")} == {
        "accepted_id",
        "actor_id",  # a moderator's
        "post_id",
        "reply_to_id",
        "subject_id",
        "target_id",
        "thread_id",
    }
