"""What a proxy asks: is this process alive, and can it work."""

import time
from dataclasses import dataclass

from django.http import HttpRequest, JsonResponse

from network.watch.queries import cache_answers, database_answers, pending_migrations

LOOK_AGAIN_AFTER = 5.0  # seconds


@dataclass
class Tables:
    """Whether the tables are as this code wants them: once they are, that holds until the process ends."""

    ready: bool = False
    looked_at: float | None = None

    def are_ready(self) -> bool:
        """Reading all migrations takes a moment, so while some are pending nobody looks at every request."""
        lately = self.looked_at is not None and time.monotonic() - self.looked_at < LOOK_AGAIN_AFTER
        if not self.ready and not lately:
            self.looked_at = time.monotonic()
            self.ready = _nothing_pending()
        return self.ready


tables = Tables()


def healthz(request: HttpRequest) -> JsonResponse:
    """Alive: the process answers."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:
    """Ready: database and cache answer and every migration is applied; otherwise 503 with what fails."""
    failing = []
    if not database_answers():
        failing.append("database")
    elif not tables.are_ready():
        failing.append("migrations")
    if not cache_answers():
        failing.append("cache")
    return JsonResponse(
        {"status": "failing" if failing else "ok", "failing": failing}, status=503 if failing else 200
    )


def _nothing_pending() -> bool:
    try:
        return not pending_migrations()
    except Exception:
        return False
