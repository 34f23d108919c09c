"""WSGI entry point. What every process needs is loaded before processes are made of this one (gunicorn --preload)."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.template import engines
from django.urls import get_resolver
from django.utils import translation
from django.utils.module_loading import import_string

from tasuki.celery import app

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tasuki.settings.production")

application = get_wsgi_application()


def load() -> None:
    """Read code, addresses, words and tasks; open nothing: a connection must not be shared between processes."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            _ = get_resolver().reverse_dict
    engines.all()
    import_string(settings.CACHES["default"]["BACKEND"])
    app.loader.import_default_modules()
    app.connection_for_write().get_transport_cls()


load()
