"""Door: background tasks of the wing, found by their names; each calls one action and may run twice without harm."""

from celery import shared_task
from django.utils import timezone

from cms.library import actions as library


@shared_task(name="cms.check_links")
def check_links() -> None:
    """Have links looked at whose turn it is."""
    library.check_due_links(now=timezone.now())


@shared_task(name="cms.check_link")
def check_link(*, resource_id: int) -> None:
    """Look at one link."""
    library.check_link(resource_id, now=timezone.now())
