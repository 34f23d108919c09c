"""A named trade: the epoch keys, 32 random bytes each in a file of their own, outside database, media and backups.

Whoever has a key can tell which member a tag belongs to; once it is gone nobody can (ADR 50).
"""

import os
import secrets
from pathlib import Path

from django.conf import settings

KEY_BYTES = 32


def key_of(epoch: int) -> bytes | None:
    """The key of an epoch; None once it is destroyed, or lost."""
    try:
        key = _path(epoch).read_bytes()
    except FileNotFoundError:
        return None
    return key if len(key) == KEY_BYTES else None


def make(epoch: int) -> bytes:
    """The key of an epoch, made now if there is none. Several processes agree on whoever was first."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = key_of(epoch)
    if found:
        return found
    draft = folder / f".{secrets.token_hex(8)}"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, secrets.token_bytes(KEY_BYTES))
        os.fsync(handle)
    finally:
        os.close(handle)
    try:
        os.link(draft, _path(epoch))  # whole or not at all, and only where there is none yet
    except FileExistsError:
        _destroy(draft)
        return key_of(epoch) or b""
    draft.unlink()
    return _path(epoch).read_bytes()


def destroy(epoch: int) -> bool:
    """Overwrite and unlink a key; whether there was one."""
    return _destroy(_path(epoch))


def destroy_drafts() -> None:
    """Do the same to what a process that died while making a key left behind."""
    for draft in _folder().glob(".*"):
        _destroy(draft)


def epochs() -> list[int]:
    """Epochs whose keys lie here."""
    return sorted(int(path.stem.removeprefix("epoch-")) for path in _folder().glob("epoch-*.key"))


def _destroy(path: Path) -> bool:
    try:
        handle = os.open(path, os.O_WRONLY)
    except FileNotFoundError:
        return False
    try:
        os.write(handle, secrets.token_bytes(KEY_BYTES))
        os.fsync(handle)
    finally:
        os.close(handle)
    path.unlink()
    return True


def _folder() -> Path:
    return Path(settings.BOARD_KEYS_DIR)


def _path(epoch: int) -> Path:
    return _folder() / f"epoch-{epoch}.key"
