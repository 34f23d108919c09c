"""Reads of emergency numbers."""

from network.helplines.models import Helpline


def helplines() -> list[Helpline]:
    """Whom to call when somebody is in danger, in the association's order."""
    return list(Helpline.objects.all())
