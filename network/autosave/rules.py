"""Decisions of autosave: which day's keys serve, and what one person's key is. Pure."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class DeviceKey:
    """What a device needs to keep and read back words: `key` opens them, `name` files them without saying whose."""

    name: str
    key: bytes


def serving(today: date) -> tuple[str, str]:
    """The names of the day's keys that serve: today's writes and reads, yesterday's only reads.

    What was typed is thus back for a day at least, wherever midnight fell (specs/events.md E8).
    """
    return today.isoformat(), (today - timedelta(days=1)).isoformat()


def outlived(names: list[str], today: date) -> list[str]:
    """Keys of days that serve no longer."""
    return [name for name in names if name not in serving(today)]


def device_key(day_key: bytes, owner: str) -> DeviceKey:
    """One owner's key of a day. Worth nothing to others, and gone with the day's key."""

    def derived(purpose: str) -> bytes:
        return hmac.new(day_key, f"autosave|v1|{purpose}|{owner}".encode(), hashlib.sha256).digest()

    return DeviceKey(name=derived("name").hex()[:32], key=derived("key"))
