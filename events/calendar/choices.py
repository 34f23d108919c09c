"""What can happen to a person's entry in their calendar."""

from enum import StrEnum


class Happening(StrEnum):
    """Why a calendar message is sent: it decides which SEQUENCE the message carries."""

    CONFIRMED = "confirmed"
    MOVED = "moved"
    REWORDED = "reworded"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"
    WAITING = "waiting"
