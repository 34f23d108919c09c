"""The network wing as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """One app, one line of migrations."""

    name = "network"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear what comes from outside, let checks look at the search index, say whom one may write to and what is kept."""
        import_module("network.receivers")
        import_module("network.search.checks")
        notes = import_module("network.notes.actions")
        import_module("network.board.deciding").register_keeper(notes.let_go_of)
        circles = import_module("network.broadcasts.circles")
        registry = import_module("network.broadcasts.registry")
        registry.register_circle(circles.register())
        registry.register_circle(circles.organisations())
        registry.register_circle(circles.picked())
        parts = import_module("network.owndata.parts")
        import_module("network.owndata.registry").register(
            10, parts.network_parts(), parts.network_elsewhere()
        )
