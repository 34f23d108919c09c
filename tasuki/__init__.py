"""Wiring of the site: settings, URLs, Celery, WSGI. Imported by nobody."""

from tasuki.celery import app as celery_app

__all__ = ["celery_app"]
