"""A named trade: the epoch keys, 32 random bytes each in a file of their own, outside database, media and backups.

Whoever has a key can tell which member a tag belongs to; once it is gone nobody can (ADR 48).
"""

from pathlib import Path

from django.conf import settings

from network.keyfiles import KeyFolder

PREFIX = "epoch-"


def key_of(epoch: int) -> bytes | None:
    """The key of an epoch; None once it is destroyed, or lost."""
    return _folder().key_of(f"{PREFIX}{epoch}")


def make(epoch: int) -> bytes:
    """The key of an epoch, made now if there is none. Several processes agree on whoever was first."""
    return _folder().make(f"{PREFIX}{epoch}")


def destroy(epoch: int) -> bool:
    """Overwrite and unlink a key; whether there was one."""
    return _folder().destroy(f"{PREFIX}{epoch}")


def destroy_drafts() -> None:
    """Do the same to what a process that died while making a key left behind."""
    _folder().destroy_unfinished()


def epochs() -> list[int]:
    """Epochs whose keys lie here."""
    return sorted(int(name.removeprefix(PREFIX)) for name in _folder().names())


def _folder() -> KeyFolder:
    return KeyFolder(Path(settings.BOARD_KEYS_DIR))
