"""Trade of noting in the audit chain what the desk's generic forms change."""

from typing import Any

from django.db import transaction
from django.db.models import Model
from wagtail.admin.views import generic

from network.audit.actions import record


class NotedCreateView(generic.CreateView):
    """Adds a row and says so in the audit log."""

    def save_instance(self) -> Model:
        with transaction.atomic():
            return _noted(self, "add", super().save_instance())


class NotedEditView(generic.EditView):
    """Changes a row and says so in the audit log."""

    def save_instance(self) -> Model:
        with transaction.atomic():
            return _noted(self, "change", super().save_instance())


class NotedDeleteView(generic.DeleteView):
    """Deletes a row and says so in the audit log."""

    def delete_action(self) -> None:
        with transaction.atomic():
            _noted(self, "delete", self.object)
            super().delete_action()


def _noted(view: Any, verb: str, instance: Model) -> Model:
    record(
        actor_id=view.request.user.pk,
        verb=verb,
        subject=instance._meta.label_lower,
        subject_id=instance.pk,
    )
    return instance
