"""A named trade: keys of 32 random bytes in files of one folder, outside database, media and backups.

What a key once opened or linked is closed for good when its file is gone.
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

KEY_BYTES = 32


@dataclass(frozen=True)
class KeyFolder:
    """A folder of keys; several processes may use it at once."""

    folder: Path

    def key_of(self, name: str) -> bytes | None:
        """The key of that name; None once it is destroyed, or lost."""
        try:
            key = self._path(name).read_bytes()
        except FileNotFoundError:
            return None
        return key if len(key) == KEY_BYTES else None

    def make(self, name: str) -> bytes:
        """The key of that name, made now if there is none. Several processes agree on whoever was first."""
        found = self.key_of(name)
        if found:
            return found
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self.folder / f".{secrets.token_hex(8)}"
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(handle, secrets.token_bytes(KEY_BYTES))
            os.fsync(handle)
        finally:
            os.close(handle)
        try:
            os.link(draft, self._path(name))  # whole or not at all, and only where there is none yet
        except FileExistsError:
            _overwrite(draft)
            return self.key_of(name) or b""
        draft.unlink()
        return self._path(name).read_bytes()

    def destroy(self, name: str) -> bool:
        """Overwrite and unlink a key; whether there was one."""
        return _overwrite(self._path(name))

    def destroy_unfinished(self) -> None:
        """Do the same to what a process that died while making a key left behind."""
        for draft in self.folder.glob(".*"):
            _overwrite(draft)

    def names(self) -> list[str]:
        """Keys that lie here, by name."""
        return sorted(path.stem for path in self.folder.glob("*.key"))

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.key"


def _overwrite(path: Path) -> bool:
    try:
        handle = os.open(path, os.O_WRONLY)
    except FileNotFoundError:
        return False
    try:
        os.write(handle, secrets.token_bytes(KEY_BYTES))
        os.fsync(handle)
    finally:
        os.close(handle)
    path.unlink(missing_ok=True)
    return True
