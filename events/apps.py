"""The events wing as a Django app."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """One app, one line of migrations."""

    name = "events"
    default_auto_field = "django.db.models.BigAutoField"
