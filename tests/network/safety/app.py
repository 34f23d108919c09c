"""An authenticator app in a test: reads the key from the page and shows codes."""

import time
from dataclasses import dataclass

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.urls import reverse

PERIOD = 30
SPARE = 1


@dataclass(frozen=True)
class App:
    """What a phone knows: a key and the time."""

    secret: str

    @classmethod
    def read_from(cls, client) -> "App":
        return cls(client.get(reverse("mfa_activate_totp")).context["form"].secret)

    def code(self, *, steps: int = 0) -> str:
        """The code of this half minute, or of one before or after; never in its last moment."""
        while time.time() % PERIOD > PERIOD - SPARE:
            time.sleep(0.1)
        return format_hotp_value(hotp_value(self.secret, int(time.time()) // PERIOD + steps))
