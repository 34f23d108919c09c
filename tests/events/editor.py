"""What a browser sends from the desk's editor of an event."""

from django.forms import model_to_dict
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from events.programme.models import Event

WORDS = [
    "title",
    "title_en",
    "summary",
    "summary_en",
    "kind",
    "format",
    "venue_name",
    "venue_address",
    "venue_access",
    "audience",
    "target",
    "target_en",
    "cost",
    "bring",
    "contact",
    "slug",
]


def edit_url(event: Event) -> str:
    return reverse("event_editor:edit", args=[event.pk])


def typed(event: Event, *, press: str = "", **changes) -> dict:
    """The editor's fields as they stand in the latest draft, with changes; `press` is a button's name."""
    draft = Event.objects.get(pk=event.pk).get_latest_revision_as_object()
    words = {name: getattr(draft, name) for name in WORDS} | changes
    moments = {
        name: clock(words.pop(name, getattr(draft, name)))
        for name in ("starts_at", "ends_at", "deadline", "go_live_at", "expire_at")
    }
    parts = [
        model_to_dict(part, ["title", "title_en", "place", "speaker"])
        | {"is_optional": "on" if part.is_optional else "", "starts_at": "", "ends_at": ""}
        for part in draft.parts.all()
    ]
    return nested_form_data(
        words
        | moments
        | {
            "description": rich_text(draft.description or ""),
            "description_en": rich_text(""),
            "themes": [theme.pk for theme in draft.themes.all()],
            "parts": inline_formset(parts),
        }
        | ({press: press} if press else {})
    )


def clock(moment) -> str:
    """As the desk's fields write a moment."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""
