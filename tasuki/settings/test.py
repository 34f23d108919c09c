"""Tests: fast hashing, mail in memory, tasks run at once."""

from tasuki.settings.base import *  # noqa: F403 -- settings files extend one another
from tasuki.settings.base import CACHES, DATABASES, VAR_DIR

SECRET_KEY = "only-for-tests-" + "x" * 40
ALLOWED_HOSTS = ["*"]
SITE_URL = "http://testserver"
SECOND_STEP_REQUIRED = False  # tests of the second step turn it on
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DEFAULT_FROM_EMAIL = "jimukyoku@tasuki.example"
for _name in ("default", "sessions"):
    CACHES[_name] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
SESSION_ENGINE = "network.people.sessions"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_BROKER_URL = "memory://"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True  # nothing is collected for tests
DATABASES["default"]["CONN_MAX_AGE"] = 0
KEEP_PAGES_SECONDS = 0  # what a test changes shows at once; tests of kept pages turn it on
FIRST_RUN = False  # most tests need no account
AUDIT_TRIGGERS = LEDGER_TRIGGERS = BOARD_TRIGGERS = False  # tests empty their tables
BOARD_KEYS_DIR = VAR_DIR / "keys-of-tests"
MAIL_PROVIDER = "postmark"
ANYMAIL = {"WEBHOOK_SECRET": "only:for-tests"}
