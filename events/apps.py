"""The events wing as a Django app."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """One app, one line of migrations."""

    name = "events"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to Wagtail's publishing, and say where links in our mails lead."""
        from network.mail.links import register_purpose  # noqa: PLC0415 -- apps are not loaded before this
        from wagtail.signals import published  # noqa: PLC0415 -- apps are not loaded before this

        from events.receivers import event_published  # noqa: PLC0415 -- apps are not loaded before this
        from network.mail.choices import LinkPurpose  # noqa: PLC0415 -- apps are not loaded before this

        published.connect(event_published, dispatch_uid="events.event_published")
        register_purpose(LinkPurpose.REGISTRATION_CONFIRM, "events:confirm_by_link")
        register_purpose(LinkPurpose.REGISTRATION_MANAGE, "events:manage")
