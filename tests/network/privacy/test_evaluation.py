"""How well personal data is found, measured on sentences that nobody was told about while the rules were made.

Sets and labels are ours, so the figures say what the method can do; docs/build/privacy-check.md says how they came about.
"""

import time

import pytest

from network.privacy.rules import find
from tests.network.privacy.families import generated
from tests.network.privacy.labelled import Score, score, sentences

pytestmark = pytest.mark.capability("B7")

EXACT = ("PHONE", "EMAIL", "MYNUMBER", "POSTAL", "BIRTHDATE")


def assert_good_enough(result: Score) -> None:
    """The specification's bars, B7."""
    assert result.recall("PERSON") >= 0.95, result.failures
    assert result.precision("PERSON") >= 0.85, result.failures
    assert all(result.recall(kind) >= 0.97 for kind in EXACT), result.failures
    assert all(result.precision(kind) >= 0.95 for kind in EXACT), result.failures
    assert result.recall("ADDRESS") >= 0.95, result.failures
    assert result.recall("FACILITY") >= 0.80, result.failures
    assert result.flagged <= 0.05 * result.clean, result.failures


def test_sets_are_large_enough_and_have_nothing_in_common():
    tuning, held_out = ({one.text for one in sentences(name)} for name in ("tuning", "heldout"))

    assert len(held_out) >= 300
    assert not tuning & held_out


@pytest.mark.parametrize("name", ["heldout", "tuning"])
def test_find_in_labelled_sentences(name, prove_figure):
    result = score(sentences(name), find)

    assert_good_enough(result)
    prove_figure(f"{name}: {result}")


def test_find_in_some_generated_sentences():
    result = score(generated(300, seed=1), find)

    assert result.recall("PERSON") >= 0.97, result.failures


@pytest.mark.full
def test_find_in_thousands_of_generated_sentences(prove_figure):
    texts = list(generated(5000, seed=20))

    started = time.process_time()
    result = score(texts, find)
    per_second = len(texts) / (time.process_time() - started)

    assert result.recall("PERSON") >= 0.97, result.failures[:40]
    assert all(result.recall(kind) >= 0.97 for kind in ("PHONE", "EMAIL", "POSTAL", "BIRTHDATE", "ADDRESS"))
    assert per_second >= 500
    prove_figure(f"5000 generated sentences: {result}; {per_second:.0f} a second of processor time")
