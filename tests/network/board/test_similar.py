"""B1: of thirty prepared paraphrases most find the question they paraphrase, and search finds compounds."""

import csv
from pathlib import Path

import pytest

from network.board import rules
from network.board.queries import found_threads, similar_threads
from tests.factories.network import PostFactory

pytestmark = [pytest.mark.capability("B1"), pytest.mark.django_db]

TABLE = (Path(__file__).parent / "evaluation/paraphrases.csv").read_text(encoding="utf-8")
PAIRS = list(csv.DictReader(TABLE.splitlines()))
AMONG = 5
GOAL = 0.8


@pytest.fixture
def questions():
    """All thirty on the board."""
    return {pair["original"]: PostFactory(text=pair["original"]).thread for pair in PAIRS}


def test_paraphrases_find_their_question(questions, prove_figure):
    found = sum(
        questions[pair["original"]]
        in [line.thread for line in similar_threads(pair["paraphrase"], most=AMONG)]
        for pair in PAIRS
    )

    prove_figure(f"{found} of {len(PAIRS)} paraphrases find their question among the first {AMONG}")
    assert len(PAIRS) == 30
    assert found / len(PAIRS) >= GOAL


@pytest.mark.parametrize(
    ("words", "stands_in"),
    [
        ("確保給付", "住居確保給付金"),
        ("就労支援", "就労準備支援"),
        ("困窮者支援", "生活困窮者自立支援制度"),
        ("家計 改善", "家計改善支援"),
    ],
)
def test_words_are_found_in_compounds(questions, words, stands_in):
    PostFactory(text="生活困窮者自立支援制度の説明を、町の広報にどう書きましたか。")

    found = found_threads(words)

    assert found
    assert all(rules.has_words(words, line.question.text) for line in found)
    assert any(stands_in in line.question.text for line in found)
