"""How well the search finds, measured on prepared questions; a third of them is held out and was never tuned on.

Documents, questions and judgements are all ours, so the figures say what the method can do, not what readers will ask.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection

from events.programme.models import Event
from network.search.queries import answering
from tests.factories.events import EventFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("P5")]

DATA = Path(__file__).parent / "evaluation"
FILLERS = (
    "相談",
    "支援",
    "地域",
    "会議",
    "家計",
    "就労",
    "住まい",
    "子ども",
    "研修",
    "報告",
    "回",
    "者",
    "生活",
)


@dataclass(frozen=True)
class Score:
    """Of all that should be found, and of all that was."""

    recall: float
    precision: float


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def lay_documents():
    for row in rows("documents.csv"):
        EventFactory(
            title=row["title"], title_en="", slug=row["id"].lower(), description=f"<p>{row['text']}</p>"
        )


def score(part):
    right = found = expected = 0
    for row in rows("questions.csv"):
        if row["part"] == part:
            wanted = set(row["expected"].lower().split())
            answer = set(answering(row["question"], Event.objects.all()).values_list("slug", flat=True))
            right, found, expected = right + len(wanted & answer), found + len(answer), expected + len(wanted)
    return Score(recall=right / expected, precision=right / max(found, 1))


def test_the_prepared_set_is_large_enough():
    questions = rows("questions.csv")
    held_out = [row for row in questions if row["part"] == "held-out"]

    assert len(rows("documents.csv")) >= 60
    assert len(questions) >= 30
    assert len(held_out) * 3 >= len(questions)


def test_expected_documents_exist():
    known = {row["id"] for row in rows("documents.csv")}

    assert {name for row in rows("questions.csv") for name in row["expected"].split()} <= known


def test_recall_and_precision_do_not_fall():
    lay_documents()

    tuned, held_out = score("tuned"), score("held-out")

    assert tuned.recall >= 0.95
    assert tuned.precision >= 0.85
    assert held_out.recall >= 0.85
    assert held_out.precision >= 0.8


@pytest.mark.full
def test_recall_and_precision_among_many_that_share_the_words(prove_figure):
    lay_documents()
    for number in range(2000):
        words = [FILLERS[(number * step + step) % len(FILLERS)] for step in (1, 3, 5)]
        EventFactory(
            title=f"{words[0]}と{words[1]}の見本{number}", description=f"<p>{words[2]}について話します。</p>"
        )

    tuned, held_out = score("tuned"), score("held-out")

    prove_figure(
        f"on {connection.vendor}, 67 documents of ours among 2,000 that share their words: "
        f"recall {tuned.recall:.2f} and precision {tuned.precision:.2f} on 24 questions tuned on, "
        f"{held_out.recall:.2f} and {held_out.precision:.2f} on 14 held out (documents, questions and judgements are invented)"
    )
    assert tuned.recall >= 0.95
    assert held_out.recall >= 0.85
