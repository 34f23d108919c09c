"""The network wing as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """One app, one line of migrations."""

    name = "network"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear what comes from outside; say whom one may write to."""
        import_module("network.receivers")
        from network.broadcasts import circles  # noqa: PLC0415 -- apps are not loaded before this
        from network.broadcasts.registry import register_circle  # noqa: PLC0415 -- apps are not loaded before this

        register_circle(circles.register())
        register_circle(circles.organisations())
