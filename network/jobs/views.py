"""What a proxy asks: is this process alive, and can it work."""

from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, JsonResponse


def healthz(request: HttpRequest) -> JsonResponse:
    """Alive: the process answers."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> JsonResponse:
    """Ready: database and cache answer too; otherwise 503 with what does not."""
    checks = {"database": _database_answers, "cache": _cache_answers}
    failing = [name for name, check in checks.items() if not check()]
    return JsonResponse(
        {"status": "failing" if failing else "ok", "failing": failing}, status=503 if failing else 200
    )


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:
        return False
    return True


def _cache_answers() -> bool:
    try:
        caches["sessions"].get("readyz")
    except Exception:
        return False
    return True
