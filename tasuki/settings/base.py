"""Settings of every kind of site; each environment variable is read here, typed and with a default.

docs/build/configuration.md lists the variables.
"""

import os
import tomllib
from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from network.watch.logs import logging_config

env = environ.FileAwareEnv()
BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

# --- who we are -----------------------------------------------------------------------------
SECRET_KEY = env.str("SECRET_KEY", default="")
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_SITE_NAME = "Tasuki"
DEMO = False
TASUKI_VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"][
    "version"
]

# --- applications ---------------------------------------------------------------------------
INSTALLED_APPS = [
    "cms",
    "events",
    "membership",
    "network",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "network.people.apps.DeskUsersConfig",  # wagtail.users
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "cms.desk.apps.DeskConfig",  # wagtail.admin
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "anymail",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]
MIDDLEWARE = [
    "network.watch.middleware.watched",
    "network.visitors.middleware.visitors_first",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "cms.access.middleware.desk_policy",
    "network.firstrun.middleware.first_run_first",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cms.access.middleware.sign_in_runs_out",
    "cms.access.middleware.desk_keeps_what_was_typed",
    "cms.access.middleware.desk_asks_for_second_step",
    "cms.access.middleware.board_port",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "tasuki.urls"
WSGI_APPLICATION = "tasuki.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "cms.home.furniture.site_furniture",
            ],
        },
    }
]

# --- data -----------------------------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'tasuki.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: with Django's default, writers that began by reading are refused as "locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 60,
        # Recursive: else INSERT OR REPLACE deletes past the triggers that guard books and audit log.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA recursive_triggers=ON;"
        # What is deleted is overwritten: a file that is copied holds no posts of the board that moved on (ADR 49).
        " PRAGMA secure_delete=ON;",
    }
    DATABASES["default"]["TEST"] = {"NAME": env.str("TEST_DATABASE_FILE", default="") or None}
# The database refuses to change or delete audit entries.
AUDIT_TRIGGERS = True
# The database refuses to change or delete what is posted in the books.
LEDGER_TRIGGERS = True
# A site without any account leads to its first run.
FIRST_RUN = True
# Keys of the peer board: a folder that web and worker share, in no database, backup or repository.
BOARD_KEYS_DIR = Path(env.str("BOARD_KEYS_DIR", default=str(VAR_DIR / "keys" / "board")))
# The database refuses to change or delete decisions about posts.
BOARD_TRIGGERS = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.str("REDIS_URL", default="")
CACHES = {
    # What is kept for speed: forgotten while Redis is away. Sessions: whoever asks for one then is told to wait.
    "default": {"BACKEND": "network.forgetful.ForgetfulCache", "LOCATION": REDIS_URL},
    "sessions": {"BACKEND": "network.forgetful.SessionCache", "LOCATION": REDIS_URL},
}
# Several sites may share a Redis.
for _cache in CACHES.values():
    _cache["KEY_PREFIX"] = env.str("CACHE_KEY_PREFIX", default="")
if not REDIS_URL:
    CACHES = {key: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"} for key in CACHES}
# For seconds only, and for what may differ between processes meanwhile.
CACHES["process"] = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "process",
    # Of Django's 300 a third is thrown out at the next one: whoever makes so many would set every limit back to none.
    "OPTIONS": {"MAX_ENTRIES": 20_000},
}
# How long a page may be shown to visitors as it was; what it says of seats is never older than 5 seconds.
KEEP_PAGES_SECONDS = min(env.int("KEEP_PAGES_SECONDS", default=4), 5)
# Sessions stay out of the database: it would keep who was here and when.
SESSION_ENGINE = "network.people.sessions"
SESSION_CACHE_ALIAS = "sessions"
SESSION_COOKIE_AGE = env.int("SESSION_HOURS", default=8) * 3600
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_NAME = "tasuki_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "tasuki_csrf"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "cms.access.views.csrf_failure"
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "cms.home.staticfiles.OneSheetStorage"},
}

# --- accounts -------------------------------------------------------------------------------
AUTH_USER_MODEL = "network.Account"
AUTHENTICATION_BACKENDS = ["network.people.backends.AccountBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "mypage:home"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "network.people.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "network.people.forms.SignInForm",
    "reset_password": "network.people.forms.ForgottenPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*", "password2*"]
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts begin with an invitation that proves the address
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60  # mail through a town hall's filter takes its time
ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SITE_URL.startswith("https") else "http"
# A town hall is one address: generous per address, strict per account.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "300/m/ip,10/5m/key",
    "reset_password": "120/m/ip,5/m/key",
    "reset_password_from_key": "120/m/ip",
    "signup": "120/m/ip",
}
# Who may do harm with a stolen password signs in with a second step: network.secure_account in cms/access/roles.py.
SECOND_STEP_REQUIRED = True
MFA_ADAPTER = "network.safety.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # clocks of phones go wrong by half a minute
MFA_FORMS = {
    "authenticate": "network.safety.forms.SignInForm",
    "reauthenticate": "network.safety.forms.AgainForm",
    "authenticate_webauthn": "network.safety.forms.PasskeySignInForm",
    "reauthenticate_webauthn": "network.safety.forms.PasskeyAgainForm",
    "activate_totp": "network.safety.forms.AppForm",
    "add_webauthn": "network.safety.forms.PasskeyForm",
    "edit_webauthn": "network.safety.forms.PasskeyNameForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False

# --- language and time ----------------------------------------------------------------------
LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", _("Japanese")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# The second: Japanese for words of Wagtail's desk that its own translation lacks.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "borrowed"]
TIME_ZONE = "Asia/Tokyo"
USE_I18N = True
USE_TZ = True

# --- mail -----------------------------------------------------------------------------------
EMAIL_BACKEND = env.str("EMAIL_BACKEND", default="django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = env.str("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.int("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=20)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="tasuki@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Who may report bounces to /anymail/: one provider, known by name, with this secret.
MAIL_PROVIDER = env.str("MAIL_PROVIDER", default="")
# Keys of a provider's own interface come by Anymail's names for them, ANYMAIL_POSTMARK_SERVER_TOKEN for example.
_OF_PROVIDER = {name.removesuffix("_FILE") for name in os.environ if name.startswith("ANYMAIL_")}
ANYMAIL = {name.removeprefix("ANYMAIL_"): env.str(name) for name in _OF_PROVIDER} | {
    "WEBHOOK_SECRET": env.str("ANYMAIL_WEBHOOK_SECRET", default="")
}

# --- background work ------------------------------------------------------------------------
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default=REDIS_URL or "memory://")
CELERY_TASK_ALWAYS_EAGER = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    # Who enqueues does not wait for a broker that is away: the row is the job, the sweep finds it.
    "max_retries": 1,
    "interval_start": 0.1,
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "show that the clock runs": {"task": "network.note_clock", "schedule": 30.0},
    "look at the certificate": {"task": "network.look_at_certificate", "schedule": 60.0},
    "deliver mail": {"task": "network.deliver_mail", "schedule": 10.0},
    "send announcements": {"task": "network.send_broadcasts", "schedule": 10.0},
    "pick up forgotten jobs": {"task": "network.sweep_jobs", "schedule": 30.0},
    "let unconfirmed places go": {"task": "events.release_lapsed", "schedule": 30.0},
    "forget what was never confirmed": {"task": "events.forget_unconfirmed", "schedule": 3600.0},
    "let old lists of members go": {"task": "membership.forget_old_lists", "schedule": 86400.0},
    "turn dues in advance into income": {
        "task": "membership.recognise_dues",
        "schedule": crontab(hour=0, minute=10),
    },
    "note how members stand": {"task": "membership.note_statuses", "schedule": crontab(hour=0, minute=40)},
    "send the head of the audit log": {
        "task": "membership.tell_audit_head",
        "schedule": crontab(hour=6, minute=30, day_of_week=1),
    },
    "let personal data go": {"task": "network.forget_expired", "schedule": 3600.0},
    "let kept words go": {
        "task": "network.let_kept_words_go",
        "schedule": crontab(hour=1, minute=20, day_of_month=1),
    },
    "tend the search index": {"task": "network.tend_search", "schedule": crontab(hour=3, minute=20)},
    "let the board's clock come": {"task": "network.release_board", "schedule": crontab(minute="*/5")},
    # Fixed hours of their own, so that no letter follows a post.
    "say what waits on the board": {
        "task": "network.tell_what_waits",
        "schedule": crontab(hour="8,13,16", minute=30),
    },
    "write the board's weekly letter": {
        "task": "membership.send_board_letter",
        "schedule": crontab(hour=10, minute=0, day_of_week="mon"),
    },
    "end key epochs of the board": {"task": "network.end_board_epochs", "schedule": crontab(minute=7)},
    "look at links": {"task": "cms.check_links", "schedule": 6 * 3600.0},
}

# Keys that open what people typed on their own devices; a day's key is destroyed after the next one (ADR 61).
AUTOSAVE_KEYS_DIR = Path(env.str("AUTOSAVE_KEYS_DIR", default=str(VAR_DIR / "keys" / "autosave")))

# --- browser --------------------------------------------------------------------------------
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # the desk shows previews of our own pages in a frame
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "frame-src": [NONE],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
    }
}
# The desk (Wagtail's admin): nonce for its scripts, style attributes only, no other host (ADR 4).
DESK_SECURITY_POLICY = {
    "script-src": [SELF, NONCE],
    "style-src": [SELF],
    "style-src-elem": [SELF, "'unsafe-inline'"],
    "style-src-attr": ["'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
}

# --- Wagtail --------------------------------------------------------------------------------
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "network.search.backend"}}
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILDOCS_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = ["xlsx", "docx", "pptx", "pdf", "csv", "png", "jpg", "jpeg"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "network.uploads.forms.DocumentForm"
WAGTAILADMIN_COMMENTS_ENABLED = False  # their mails know no outbox; remarks go with a draft that is sent back
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "network.uploads.forms.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png"]
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # one place, one clock: nobody is asked
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
TAGGIT_CASE_INSENSITIVE = True

# --- watching -------------------------------------------------------------------------------
LOGGING = logging_config(env.str("LOG_FORMAT", default="line"), env.str("LOG_LEVEL", default="INFO"))
# Only where our own proxy writes X-Request-ID itself: a visitor's would be believed otherwise.
TRUST_REQUEST_ID = env.bool("TRUST_REQUEST_ID", default=False)
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
