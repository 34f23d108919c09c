"""The demo: SQLite, background work through files, mail into the outbox page; no service needed."""

import secrets

from tasuki.settings.base import *  # noqa: F403 -- settings files extend one another
from tasuki.settings.base import CACHES, SECRET_KEY, VAR_DIR, env

DEMO = True
SECOND_STEP_REQUIRED = False  # the desk says so; everybody knows these passwords anyway
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
SITE_URL = env.str("SITE_URL", default=f"http://localhost:{env.int('PORT', default=8000)}").rstrip("/")
WAGTAILADMIN_BASE_URL = SITE_URL


def _own_secret() -> str:
    """A key made once for this copy of the demo and kept beside its database."""
    kept = VAR_DIR / "secret-key"
    if not kept.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        kept.write_text(secrets.token_urlsafe(50), encoding="ascii")
        kept.chmod(0o600)
    return kept.read_text(encoding="ascii").strip()


SECRET_KEY = SECRET_KEY or _own_secret()
SESSION_ENGINE = "django.contrib.sessions.backends.file"
SESSION_FILE_PATH = str(VAR_DIR / "sessions")
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
DEFAULT_FROM_EMAIL = "jimukyoku@tasuki.example"
SERVER_EMAIL = DEFAULT_FROM_EMAIL
for _name in ("default", "sessions"):
    CACHES[_name] = {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(VAR_DIR / "cache"),
    }
CELERY_BROKER_URL = "filesystem://localhost/"
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "data_folder_in": str(VAR_DIR / "queue"),
    "data_folder_out": str(VAR_DIR / "queue"),
    "control_folder": str(VAR_DIR / "queue-control"),
}
for _folder in ("sessions", "queue", "queue-control", "cache", "media", "static"):
    (VAR_DIR / _folder).mkdir(parents=True, exist_ok=True)
