"""The membership wing as a Django app."""

from django.apps import AppConfig


class MembershipConfig(AppConfig):
    """One app, one line of migrations."""

    name = "membership"
    default_auto_field = "django.db.models.BigAutoField"
