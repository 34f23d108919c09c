"""Epoch keys: one per epoch, however many processes ask; gone from the disk when they are destroyed."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from network.board import keys

pytestmark = pytest.mark.capability("B5")


def test_many_ask_and_get_the_same_key(keys_folder):
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _time: keys.make(9), range(40)))

    assert made == {keys.key_of(9)}
    assert len(made.pop()) == 32
    assert [path.name for path in keys_folder.iterdir()] == ["epoch-9.key"]


def test_who_comes_second_takes_the_first_key(keys_folder, monkeypatch):
    first = keys.make(9)
    seen = iter([None])
    real = keys.key_of
    monkeypatch.setattr(keys, "key_of", lambda epoch: next(seen, real(epoch)))

    assert keys.make(9) == first
    assert [path.name for path in keys_folder.iterdir()] == ["epoch-9.key"]


def test_only_the_site_may_read_a_key(keys_folder):
    keys.make(9)

    assert (keys_folder / "epoch-9.key").stat().st_mode & 0o777 == 0o600
    assert keys_folder.stat().st_mode & 0o777 == 0o700


def test_a_destroyed_key_is_overwritten_first(keys_folder):
    key = keys.make(9)
    kept_open = os.open(keys_folder / "epoch-9.key", os.O_RDONLY)

    assert keys.destroy(9) is True

    assert os.read(kept_open, 64) != key
    os.close(kept_open)
    assert keys.key_of(9) is None
    assert keys.epochs() == []
    assert keys.destroy(9) is False


def test_half_a_key_is_none(keys_folder):
    keys.make(9)
    (keys_folder / "epoch-9.key").write_bytes(b"short")

    assert keys.key_of(9) is None


def test_drafts_of_a_process_that_died_are_destroyed(keys_folder):
    keys.make(9)
    (keys_folder / ".draft").write_bytes(b"x" * 32)

    keys.destroy_drafts()

    assert [path.name for path in keys_folder.iterdir()] == ["epoch-9.key"]
