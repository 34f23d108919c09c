"""Whose feed a secret address is."""

from events.calendar.models import FeedToken


def person_id_of_feed(token: str) -> int | None:
    """The person whose feed this secret opens, or None for one that was never given or is dead."""
    if "\x00" in token:  # PostgreSQL refuses to look for it
        return None
    return FeedToken.objects.filter(token=token).values_list("person_id", flat=True).first()


def token_of(person_id: int) -> str:
    """The secret of a person's feed; empty while none was asked for."""
    return FeedToken.objects.filter(person_id=person_id).values_list("token", flat=True).first() or ""
