"""Wagtail's app for the desk, whose mails leave through our outbox."""

from wagtail.admin.apps import WagtailAdminAppConfig

# Wagtail's own notices about reviews: sent at once, outside every transaction, in words of a system.
OWN_NOTICES = (
    ("task_submitted", "TaskState", "group_approval_task_submitted_email_notification"),
    ("workflow_submitted", "WorkflowState", "workflow_state_submitted_email_notification"),
    ("workflow_rejected", "WorkflowState", "workflow_state_rejected_email_notification"),
    ("workflow_approved", "WorkflowState", "workflow_state_approved_email_notification"),
)


class DeskConfig(WagtailAdminAppConfig):
    """Takes Wagtail's notices off the signals and puts ours there; its forms call groups by their roles."""

    default = False

    def ready(self) -> None:
        """Only now are the models there, and Wagtail's notices connected."""
        super().ready()
        from wagtail import models, signals  # noqa: PLC0415 -- apps are not loaded before this

        from cms.desk import reviewing, roleticks  # noqa: PLC0415 -- apps are not loaded before this

        models.GroupApprovalTask.admin_form_widgets = {"groups": roleticks.RoleTicks}
        for signal, sender, notice in OWN_NOTICES:
            getattr(signals, signal).disconnect(sender=getattr(models, sender), dispatch_uid=notice)
        signals.task_submitted.connect(reviewing.ask_reviewers, dispatch_uid="cms.ask_reviewers")
        signals.workflow_approved.connect(reviewing.tell_approved, dispatch_uid="cms.tell_approved")
        signals.workflow_rejected.connect(reviewing.tell_sent_back, dispatch_uid="cms.tell_sent_back")
