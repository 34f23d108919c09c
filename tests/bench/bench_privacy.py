"""B7: how well and how fast personal data is found; on held-out sentences of our own, and on generated ones."""

import time

from network.privacy.rules import find
from tests.bench.figures import Figure
from tests.network.privacy.families import generated
from tests.network.privacy.labelled import score, sentences

SENTENCES = 5000
PER_SECOND = 500
RECALLS = {
    "PERSON": 0.95,
    "PHONE": 0.97,
    "EMAIL": 0.97,
    "MYNUMBER": 0.97,
    "POSTAL": 0.97,
    "BIRTHDATE": 0.97,
    "ADDRESS": 0.95,
    "FACILITY": 0.80,
}
PERSON_PRECISION, CLEAN_FLAGGED = 0.85, 0.05


def bench(amount: int = SENTENCES) -> list[Figure]:
    held_out = score(sentences("heldout"), find)
    flagged = held_out.flagged / held_out.clean
    return [
        _speed(amount),
        *(_share(f"B7.{kind.lower()}", held_out.recall(kind), least) for kind, least in RECALLS.items()),
        _share("B7.person_precision", held_out.precision("PERSON"), PERSON_PRECISION),
        Figure(
            "B7.clean_flagged", round(flagged, 3), "of clean sentences", "<= 0.05", flagged <= CLEAN_FLAGGED
        ),
    ]


def _speed(amount: int) -> Figure:
    """Sentences a second of one process, the dictionary loaded."""
    texts = [one.text for one in generated(amount, seed=7)]
    find(texts[0])
    started = time.process_time()
    for text in texts:
        find(text)
    per_second = amount / (time.process_time() - started)
    return Figure("B7.speed", round(per_second), "sentences/s", f">= {PER_SECOND}", per_second >= PER_SECOND)


def _share(identity: str, value: float, least: float) -> Figure:
    return Figure(identity, round(value, 3), "of labels", f">= {least}", value >= least)
