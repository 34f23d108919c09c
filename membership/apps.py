"""The membership wing as a Django app."""

from django.apps import AppConfig


class MembershipConfig(AppConfig):
    """One app, one line of migrations."""

    name = "membership"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say that members can be written to."""
        from membership.members.circle import members  # noqa: PLC0415 -- apps are not loaded before this
        from network.broadcasts.registry import register_circle  # noqa: PLC0415 -- apps are not loaded before this

        register_circle(members())
