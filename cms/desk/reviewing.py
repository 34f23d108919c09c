"""A named trade: letters about drafts that somebody hands in: who is asked to read, and what became of it.

Heard from Wagtail's signals, inside the transaction of what they report; nothing is sent here.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Model
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import AbstractGroupApprovalTask, DraftStateMixin, TaskState, WorkflowState
from wagtail.users.models import UserProfile

from network.mail import actions as mail
from network.people.models import Account
from network.people.queries import recipient_of


def ask_reviewers(*, sender: type, instance: TaskState, user: Account | None, **news: Any) -> None:
    """A draft was handed in: everybody who may approve it is asked, but not whoever handed it in."""
    task = instance.task.specific
    if not isinstance(task, AbstractGroupApprovalTask):
        return
    reviewers = Account.objects.filter(groups__in=task.groups.all(), is_active=True).distinct()
    wanted = reviewers.select_related("person").exclude(pk=user and user.pk)
    _write("submitted", instance, to=wanted, by=user)


def tell_approved(*, sender: type, instance: WorkflowState, user: Account | None, **news: Any) -> None:
    """Who had handed a draft in hears that it was approved."""
    _write("approved", instance.current_task_state, to=_author(instance, user), by=user)


def tell_sent_back(*, sender: type, instance: WorkflowState, user: Account | None, **news: Any) -> None:
    """Who had handed a draft in hears why it came back."""
    task_state = instance.current_task_state
    _write("rejected", task_state, to=_author(instance, user), by=user, comment=task_state.comment)


def _author(review: WorkflowState, user: Account | None) -> list[Account]:
    author = review.requested_by
    return [author] if author is not None and author.is_active and author != user else []


def _write(
    kind: str, task_state: TaskState, *, to: Iterable[Account], by: Account | None, **more: Any
) -> None:
    """One letter to each who has not switched this kind off at the desk (`submitted`, `approved`, `rejected`)."""
    subject = task_state.workflow_state.content_object
    accounts = list(to)
    silent = UserProfile.objects.filter(user__in=accounts, **{f"{kind}_notifications": False})
    silent_ids = set(silent.values_list("user_id", flat=True))
    for account in accounts:
        recipient = recipient_of(account)
        if recipient is None or account.pk in silent_ids:
            continue
        mail.queue(
            key=f"review:{kind}:{task_state.pk}:{account.pk}",
            to=recipient,
            template=f"cms/desk/review_{kind}",
            context={
                "title": _title(subject),
                "who": by.get_full_name() if by else "",
                "action_url": _address(subject, account),
                **more,
            },
        )


def _title(subject: Model) -> str:
    """As the draft calls itself, which may be newer than what is published."""
    return str(subject.get_latest_revision_as_object() if isinstance(subject, DraftStateMixin) else subject)


def _address(subject: Model, account: Account) -> str:
    """Where the reader finds it: in the editor, for whoever may open it there."""
    path = AdminURLFinder(account).get_edit_url(subject)
    return f"{settings.SITE_URL}{path}" if path else ""
