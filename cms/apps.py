"""The cms wing as a Django app."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """One app, one line of migrations."""

    name = "cms"
    default_auto_field = "django.db.models.BigAutoField"
