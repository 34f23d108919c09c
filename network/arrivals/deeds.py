"""A named trade: inviting ticked people, as a round."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.arrivals.actions import start_round
from network.arrivals.choices import LineOutcome
from network.arrivals.queries import reason_against, round_by_key
from network.people.models import Account, Invitation, Person
from network.worklists.deeds import Deed, Line


class InviteMany(Deed):
    """Ask people to choose a password; the letters are written in the background."""

    name = "invite"
    label = _("Invite")
    consequence = _("Each of them gets a letter with a link that is good for 14 days.")
    right = "network.add_invitation"
    model = Person
    reasons = {outcome.value: outcome.label for outcome in LineOutcome} | {
        "provisional": _("Typed in by a visitor; the address is not confirmed yet.")
    }

    def rows(self, ids: Iterable[int], *, user: Any) -> QuerySet:
        letters = Invitation.objects.filter(person=OuterRef("pk")).order_by("-sent_at", "-pk")
        return (
            super()
            .rows(ids, user=user)
            .annotate(
                has_account=Exists(Account.objects.filter(person=OuterRef("pk"))),
                invited_at=Subquery(letters.values("sent_at")[:1]),
            )
        )

    def why_not(self, row: Person, wanted: Mapping[str, Any], *, now: datetime) -> str:
        return "provisional" if row.is_provisional else reason_against(row, now=now)

    def do(
        self, rows: Sequence[Person], wanted: Mapping[str, Any], *, key: UUID, by: Account, now: datetime
    ) -> list[Line]:
        lines = [Line(row.pk, self.why_not(row, wanted, now=now)) for row in rows]
        invited = [line.subject_id for line in lines if not line.reason]
        if invited:
            start_round(key=key, person_ids=invited, made_by=by, now=now)
        return lines

    def leads_to(self, key: UUID) -> str:
        chosen = round_by_key(str(key))
        return reverse("arrivals:round", args=[chosen.pk]) if chosen else ""
