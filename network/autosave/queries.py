"""Reads of autosave: the keys of whoever asks."""

from datetime import date
from pathlib import Path

from django.conf import settings

from network.autosave import rules
from network.autosave.rules import DeviceKey
from network.keyfiles import KeyFolder


def folder() -> KeyFolder:
    """Where the days' keys lie: on the machines of the web processes only, never in database or backup."""
    return KeyFolder(Path(settings.AUTOSAVE_KEYS_DIR))


def keys_for(owner: str, *, today: date) -> list[DeviceKey]:
    """An owner's keys: today's, made if need be, and yesterday's where there is one. Nothing about the owner is kept."""
    now, before = rules.serving(today)
    found = [folder().make(now), folder().key_of(before)]
    return [rules.device_key(day_key, owner) for day_key in found if day_key]
