"""A named trade: publishing many drafts, and taking many published rows from the site, for tables with revisions."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from network.people.models import Account
from network.worklists.deeds import FINE, Deed


class PublishMany(Deed):
    """Publish the latest draft of each row."""

    label = _("Publish")
    consequence = _("The latest draft of each of them appears on the site at once.")
    can_be_taken_back = True
    reasons = {
        "published": _("It is published, and nothing was changed since."),
        "in_review": _("Its draft is being reviewed. Please approve it there."),
        "locked": _("Somebody has locked it."),
        "scheduled": _("It has a time of publishing of its own."),
        "unready": _("Its draft is not complete. Please open it and fill in what is missing."),
    }

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        self.name = f"publish_{model._meta.model_name}"
        self.right = f"{model._meta.app_label}.publish_{model._meta.model_name}"

    def rows(self, ids: Iterable[int], *, user: Any) -> QuerySet:
        return (
            super()
            .rows(ids, user=user)
            .select_related("latest_revision")
            .prefetch_related("_workflow_states")
        )

    def why_not(self, row: Any, wanted: Mapping[str, Any], *, now: datetime) -> str:
        if row.live and not row.has_unpublished_changes:
            return "published"
        if row.locked:
            return "locked"
        if any(state.status in ("in_progress", "needs_changes") for state in row._workflow_states.all()):
            return "in_review"
        if row.latest_revision_id is None:
            return "unready"
        return _why_not_ready(row, now)

    def change(self, row: Any, wanted: Mapping[str, Any], *, by: Account, now: datetime) -> dict[str, Any]:
        before = {
            "was_live": row.live,
            "live_revision": row.live_revision_id,
            "published": row.latest_revision_id,
        }
        row.latest_revision.publish(user=by)
        return before

    def take_back(self, row: Any, before: Mapping[str, Any], *, by: Account, now: datetime) -> bool:
        """Back to what was published before, or to a draft; the draft's words stay either way."""
        if not row.live or row.live_revision_id != before["published"]:
            return False
        if not before["was_live"]:
            row.unpublish(user=by)
            return True
        earlier = row.revisions.filter(pk=before["live_revision"]).first()
        if earlier is None:
            return False
        earlier.publish(user=by, changed=False)
        return True


def _why_not_ready(row: Any, now: datetime) -> str:
    """Whether the latest draft is whole; what it points to is not fetched, that would be queries for each row."""
    meta = type(row)._meta
    many = {field.name for field in meta.many_to_many}
    content = {name: value for name, value in row.latest_revision.content.items() if name not in many}
    draft = type(row).from_serializable_data(content, check_fks=False)
    try:
        draft.clean_fields(exclude={field.name for field in meta.fields if field.is_relation})
        draft.clean()
    except ValidationError:
        return "unready"
    return "scheduled" if draft.go_live_at is not None and draft.go_live_at > now else FINE


class UnpublishMany(Deed):
    """Take rows from the site; their words stay at the desk."""

    label = _("Take from the site")
    consequence = _(
        "They are no longer on the site; links to them lead nowhere. Their words stay here as drafts."
    )
    can_be_taken_back = True
    reasons = {"draft": _("It is not on the site."), "locked": _("Somebody has locked it.")}

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        self.name = f"unpublish_{model._meta.model_name}"
        self.right = f"{model._meta.app_label}.publish_{model._meta.model_name}"

    def why_not(self, row: Any, wanted: Mapping[str, Any], *, now: datetime) -> str:
        if not row.live:
            return "draft"
        return "locked" if row.locked else FINE

    def change(self, row: Any, wanted: Mapping[str, Any], *, by: Account, now: datetime) -> dict[str, Any]:
        before = {"revision": row.live_revision_id, "had_changes": row.has_unpublished_changes}
        row.unpublish(user=by)
        return before

    def take_back(self, row: Any, before: Mapping[str, Any], *, by: Account, now: datetime) -> bool:
        """Published again as it was; a row without a revision of its own is put back as it stands."""
        if row.live:
            return False
        revision = row.revisions.filter(pk=before["revision"]).first() or row.latest_revision
        if revision is None:
            revision = row.save_revision(user=by)
        revision.publish(user=by, changed=False)
        return True
