"""Keys in files: agreed on by all, whole or not there, gone for good."""

import threading

from network.keyfiles import KEY_BYTES, KeyFolder


def test_a_key_is_made_once_and_read_by_all(tmp_path):
    keys, other = KeyFolder(tmp_path / "keys"), KeyFolder(tmp_path / "keys")

    key = keys.make("2026-11-25")

    assert len(key) == KEY_BYTES
    assert other.make("2026-11-25") == other.key_of("2026-11-25") == key
    assert keys.make("2026-11-26") != key
    assert keys.names() == ["2026-11-25", "2026-11-26"]
    assert (tmp_path / "keys").stat().st_mode & 0o077 == 0
    assert (tmp_path / "keys" / "2026-11-25.key").stat().st_mode & 0o077 == 0


def test_whoever_comes_at_once_agrees_on_one_key(tmp_path):
    found, start = [], threading.Barrier(8)

    def ask():
        start.wait()
        found.append(KeyFolder(tmp_path).make("one"))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 8
    assert set(found) == {KeyFolder(tmp_path).key_of("one")}


def test_a_destroyed_key_leaves_neither_file_nor_bytes(tmp_path):
    keys = KeyFolder(tmp_path)
    key = keys.make("one")
    kept_open = (tmp_path / "one.key").open("rb")

    assert keys.destroy("one") is True
    assert keys.destroy("one") is False
    assert keys.key_of("one") is None
    with kept_open:
        assert kept_open.read() != key


def test_half_a_key_is_none_and_what_a_dead_process_left_goes(tmp_path):
    keys = KeyFolder(tmp_path)
    (tmp_path / "half.key").write_bytes(b"half")
    (tmp_path / ".unfinished").write_bytes(b"x" * KEY_BYTES)

    keys.destroy_unfinished()

    assert keys.key_of("half") is None
    assert not (tmp_path / ".unfinished").exists()
