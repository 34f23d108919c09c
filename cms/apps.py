"""The cms wing as a Django app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import import_string
from wagtail.signals import published


class CmsConfig(AppConfig):
    """One app, one line of migrations; after a migrate it lays the ground of all wings."""

    name = "cms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(
            import_string("cms.receivers.lay_ground"), sender=self, dispatch_uid="lay_ground"
        )
        published.connect(
            import_string("cms.receivers.resource_published"),
            sender=self.get_model("Resource"),
            dispatch_uid="resource_published",
        )
        register, parts = (
            import_string("network.owndata.registry.register"),
            import_string("cms.owndata.cms_parts"),
        )
        register(40, parts())
