"""Production: PostgreSQL, Redis, HTTPS behind a proxy. Refuses to start without its secrets."""

from django.core.exceptions import ImproperlyConfigured

from network.watch.logs import logging_config
from tasuki.settings.base import *  # noqa: F403 -- settings files extend one another
from tasuki.settings.base import ALLOWED_HOSTS, REDIS_URL, SECRET_KEY, SITE_URL, env

for _name, _value in {
    "SECRET_KEY": SECRET_KEY,
    "ALLOWED_HOSTS": ALLOWED_HOSTS,
    "REDIS_URL": REDIS_URL,
}.items():
    if not _value:
        raise ImproperlyConfigured(f"{_name} is empty; docs/build/configuration.md says what to set")

LOGGING = logging_config(env.str("LOG_FORMAT", default="json"), env.str("LOG_LEVEL", default="INFO"))
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31536000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=True)
CSRF_TRUSTED_ORIGINS = [SITE_URL]
