"""A named trade: the desk's pages about one event, as links for those who may open them."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import pgettext_lazy

# right, URL name, label, icon
PAGES = [
    ("events.change_event", "event_editor:edit", pgettext_lazy("desk", "Edit"), "edit"),
    ("events.view_registration", "event_desk:attendees", pgettext_lazy("desk", "People"), "group"),
    ("events.change_pool", "event_desk:capacity", pgettext_lazy("desk", "Seats and fees"), "list-ol"),
    ("events.add_cashtaking", "event_cash:sheet", pgettext_lazy("desk", "Fees and cash"), "tag"),
    ("events.change_eventstate", "event_desk:state", pgettext_lazy("desk", "State and notices"), "mail"),
    ("network.add_broadcast", "event_announcements:event", pgettext_lazy("desk", "Announcements"), "mail"),
    ("events.add_event", "event_editor:copy", pgettext_lazy("desk", "Make the next one"), "copy"),
]


@dataclass(frozen=True)
class DeskLink:
    """One page; `name` tells pages apart in tabs."""

    name: str
    url: str
    label: str
    icon: str
    is_here: bool = False


def links_about(event_id: int, user: Any, *, here: str = "") -> list[DeskLink]:
    """The pages about an event that this account may open, in the order a person thinks."""
    return [
        DeskLink(
            name=name.partition(":")[2],
            url=reverse(name, args=[event_id]),
            label=str(label),
            icon=icon,
            is_here=name.endswith(f":{here}"),
        )
        for right, name, label, icon in PAGES
        if user.has_perm(right)
    ]
