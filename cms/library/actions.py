"""Writes what a look at links found."""

from datetime import datetime

from cms.library.knocking import knock
from cms.library.models import LinkCheck, Resource
from cms.library.queries import links_to_check
from cms.library.rules import finding
from network.jobs.actions import enqueue

AT_ONCE = 200


def follow_publication(resource: Resource) -> None:
    """A published link is looked at soon. Nobody is told; a file needs no look."""
    if resource.link:
        enqueue("cms.check_link", resource_id=resource.pk)


def check_due_links(*, now: datetime) -> int:
    """Have every link looked at whose turn it is, each by a job of its own; how many."""
    ids = list(links_to_check(now).values_list("pk", flat=True)[:AT_ONCE])
    for resource_id in ids:
        enqueue("cms.check_link", resource_id=resource_id)
    return len(ids)


def check_link(resource_id: int, *, now: datetime) -> LinkCheck | None:
    """Look at one link and note what came back. Nothing is changed on the resource itself, nobody is told:
    the desk lists what leads nowhere."""
    resource = Resource.objects.filter(pk=resource_id, live=True).exclude(link="").first()
    if resource is None:
        return None
    before = LinkCheck.objects.filter(resource=resource, url=resource.link).first()
    if before and before.checked_at >= now:
        return before
    came_back = knock(resource.link)
    found = finding(came_back, failures=before.failures if before else 0)
    return LinkCheck.objects.update_or_create(
        resource=resource,
        defaults={
            "url": resource.link,
            "state": found.state,
            "status": came_back.status,
            "moved_to": came_back.url[:500] if came_back.moved else "",
            "failures": found.failures,
            "checked_at": now,
        },
    )[0]
