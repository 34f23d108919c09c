"""A named trade: people ticked on a list are added to an announcement in draft, as a circle of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.broadcasts.actions import revise
from network.broadcasts.choices import BroadcastState
from network.broadcasts.circles import picked_key
from network.broadcasts.models import Broadcast
from network.broadcasts.queries import Audience, titles_of
from network.people.models import Account, Person
from network.worklists.deeds import FINE, Deed, Line


def drafts() -> list[tuple[str, str]]:
    """Announcements in draft that choose their readers, the latest first, with their subject. Two queries."""
    found = list(
        Broadcast.objects.filter(state=BroadcastState.DRAFT, follows__isnull=True).order_by("-pk")[:50]
    )
    titles = titles_of(found)
    return [
        (str(draft.pk), f"{titles.get((draft.about, draft.about_id), draft)} (#{draft.pk})")
        for draft in found
    ]


class DraftForm(forms.Form):
    """Which announcement."""

    draft = forms.ChoiceField(
        label=_("Announcement in draft"),
        choices=drafts,
        help_text=_("None here? Begin one on the page of an event, keep it as a draft, and come back."),
    )


class AddToAnnouncement(Deed):
    """Write to exactly these people, beside whom else the announcement chooses."""

    name = "add_to_announcement"
    label = _("Add to an announcement")
    consequence = _(
        "They are added to the draft's readers. Nothing is sent before you send the announcement."
    )
    right = "network.change_broadcast"
    model = Person
    can_be_taken_back = True
    form_class = DraftForm
    reasons = {
        "no_address": _("no e-mail address"),
        "erased": _("Data erased."),
        "provisional": _("Typed in by a visitor; the address is not confirmed yet."),
        "gone": _("The announcement is no draft any more."),
    }

    def why_not(self, row: Person, wanted: Mapping[str, Any], *, now: datetime) -> str:
        if row.erased_at is not None:
            return "erased"
        if row.is_provisional:
            return "provisional"
        return FINE if row.email else "no_address"

    def do(
        self, rows: Sequence[Person], wanted: Mapping[str, Any], *, key: UUID, by: Account, now: datetime
    ) -> list[Line]:
        draft = Broadcast.objects.select_for_update().filter(pk=wanted["draft"]).first()
        if draft is None or draft.state != BroadcastState.DRAFT:
            return [Line(row.pk, "gone") for row in rows]
        before = {"draft": draft.pk}
        reasons = [(row.pk, self.why_not(row, wanted, now=now)) for row in rows]
        lines = [Line(pk, reason, {} if reason else before) for pk, reason in reasons]
        if any(not line.reason for line in lines):
            audience = Audience(**draft.audience)
            revise(
                draft,
                version=draft.version,
                audience=replace(audience, circles=[*audience.circles, picked_key(key)]),
                words=draft.words,
                words_en=draft.words_en,
                actor=by,
            )
        return lines

    def take_back(self, row: Person, before: Mapping[str, Any], *, by: Account, now: datetime) -> bool:
        """The circle reads the rows that are not taken back; a letter on its way keeps its readers."""
        return Broadcast.objects.filter(pk=before["draft"], state=BroadcastState.DRAFT).exists()

    def leads_to(self, key: UUID) -> str:
        return reverse("announcements:index")
