"""The events wing as a Django app."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """One app, one line of migrations."""

    name = "events"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to Wagtail's publishing; say where links in our mails lead, that events can be announced, what is kept."""
        from wagtail import signals  # noqa: PLC0415 -- apps are not loaded before this

        from events import receivers  # noqa: PLC0415 -- apps are not loaded before this
        from events.announcing import subject  # noqa: PLC0415 -- apps are not loaded before this
        from events.owndata import events_elsewhere, events_parts  # noqa: PLC0415 -- apps are not loaded before this
        from membership.signals import invoice_settled  # noqa: PLC0415 -- apps are not loaded before this
        from network.broadcasts import registry  # noqa: PLC0415 -- apps are not loaded before this
        from network.mail.choices import LinkPurpose  # noqa: PLC0415 -- apps are not loaded before this
        from network.mail.links import register_purpose  # noqa: PLC0415 -- apps are not loaded before this
        from network.owndata import registry as owndata  # noqa: PLC0415 -- apps are not loaded before this

        signals.published.connect(receivers.event_published, dispatch_uid="events.event_published")
        signals.unpublished.connect(receivers.event_unpublished, dispatch_uid="events.event_unpublished")
        signals.workflow_submitted.connect(receivers.review_begun, dispatch_uid="events.review_begun")
        signals.workflow_approved.connect(receivers.review_ended, dispatch_uid="events.review_ended")
        signals.task_rejected.connect(receivers.draft_sent_back, dispatch_uid="events.draft_sent_back")
        invoice_settled.connect(receivers.fee_settled, dispatch_uid="events.fee_settled")
        register_purpose(LinkPurpose.REGISTRATION_CONFIRM, "events:confirm_by_link")
        register_purpose(LinkPurpose.REGISTRATION_MANAGE, "events:manage")
        registry.register_subject(subject.EVENT, subject.EventSubject())
        registry.register_circle(subject.earlier_participants())
        owndata.register(30, events_parts(), events_elsewhere())
