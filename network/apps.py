"""The network wing as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """One app, one line of migrations."""

    name = "network"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear what comes from outside, and let checks look at the search index."""
        import_module("network.receivers")
        import_module("network.search.checks")
