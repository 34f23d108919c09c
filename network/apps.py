"""The network wing as a Django app."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """One app, one line of migrations."""

    name = "network"
    default_auto_field = "django.db.models.BigAutoField"
