"""The board for tests: keys in a folder of the test's own, a check of personal data that finds what is marked."""

import re
from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from network.board import checking
from network.board.port import Port
from network.privacy.choices import Clue
from network.privacy.choices import Kind as Personal
from network.privacy.queries import Findings

MARKED = re.compile(r"［(?P<kind>[A-Z]+)：[^］]*］")
TOGETHER = "［組み合わせ］"


@dataclass(frozen=True)
class Span:
    """As the check of personal data says it."""

    start: int
    end: int
    kind: str


def finds_what_is_marked(text: str) -> Findings:
    """［PERSON：見本 太郎］ is found, ［組み合わせ］ gives a hint, nothing else."""
    spans = [Span(found.start(), found.end(), Personal(found["kind"])) for found in MARKED.finditer(text)]
    pieces = [Span(at.start(), at.end(), Clue.EVENT) for at in re.finditer(re.escape(TOGETHER), text)]
    return Findings(
        spans=tuple(spans),
        neutral=("Aさん",) * len(spans),
        pieces=tuple(pieces),
        blurred=("（出来事）",) * len(pieces),
        name_check_on=True,
    )


@pytest.fixture(autouse=True)
def keys_folder(settings, tmp_path):
    """Keys of this test alone."""
    settings.BOARD_KEYS_DIR = tmp_path / "keys"
    return settings.BOARD_KEYS_DIR


@pytest.fixture(autouse=True)
def check(monkeypatch):
    """The room that finds personal data, played by a marker; `check.check = None` takes it away."""
    room = SimpleNamespace(check=finds_what_is_marked)
    monkeypatch.setattr(checking, "check", lambda text: room.check(text))
    return room


def somebody(name: str = "hanako", **more: object) -> Port:
    """A member who may post, as the door hands them over."""
    fields = {
        "member_key": f"key-of-{name}",
        "address_key": "an-address",
        "is_signed_in": True,
        "may_read": True,
        "may_post": True,
        "entitled": 40,
    }
    return Port(**{**fields, **more})


def moderator(number: int = 7, **more: object) -> Port:
    """A moderator."""
    return Port(is_signed_in=True, may_read=True, moderates=True, actor_id=number, entitled=40, **more)
