"""What a visitor is told about registering, in the active language; no database."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from events.programme.models import Event
from events.registration.choices import Refusal


@dataclass(frozen=True)
class Answer:
    """Can I come? A headline, why, and the one thing to do next."""

    code: str
    headline: str
    explanation: str = ""
    action_url: str = ""
    action_label: str = ""
    consequence: str = ""


def may_register(event: Event, *, waiting: bool, known: bool) -> Answer:
    """You can come; here is how."""
    return Answer(
        code="may_register",
        headline=_("All seats are taken just now") if waiting else _("You can register"),
        explanation=_("When a seat comes free, the next in line gets it.") if waiting else "",
        action_url=reverse("events:register", args=[event.slug]),
        action_label=_("Join the waiting list") if waiting else _("Register for this event"),
        consequence=_("You can cancel later.") if known else _("No account needed. You can cancel later."),
    )


def registered(event: Event) -> Answer:
    """You have a seat."""
    return Answer(
        code="registered", headline=_("You are registered"), explanation=_("We look forward to seeing you.")
    )


def waiting(event: Event, position: int) -> Answer:
    """You wait, and this is where."""
    return Answer(
        code="waiting",
        headline=_("You are number %(position)d on the waiting list") % {"position": position},
        explanation=_("When a seat comes free it goes to the first in line, without anything for you to do."),
    )


def refused(event: Event, refusal: Refusal) -> Answer:
    """Why not, and what to do instead; never a false "full" (E12)."""
    return _REFUSALS[refusal](event)


def _sign_in(event: Event) -> dict[str, str]:
    target = reverse("events:detail", args=[event.slug])
    return {"action_url": f"{reverse('account_login')}?next={target}", "action_label": _("Sign in")}


_REFUSALS: dict[Refusal, Callable[[Event], Answer]] = {
    Refusal.NOT_PUBLISHED: lambda event: Answer("refused", _("This event is not published")),
    Refusal.CANCELLED: lambda event: Answer(
        "cancelled",
        _("This event is cancelled"),
        event.state.reason,
        reverse("events:list"),
        _("See other events"),
    ),
    Refusal.OVER: lambda event: Answer(
        "past", _("This event is over"), _("Registration is no longer possible.")
    ),
    Refusal.DEADLINE: lambda event: Answer(
        "refused",
        _("The deadline has passed"),
        _(
            "Registration is closed, whether or not seats are left. If you must come, please call the secretariat."
        ),
    ),
    Refusal.MEMBERS_ONLY: lambda event: Answer(
        "refused",
        _("This event is for members"),
        _("Your account has no membership that is valid today. The secretariat can tell you how to join."),
    ),
    Refusal.SIGN_IN_FIRST: lambda event: Answer(
        "refused", _("This event is for members"), _("Please sign in to register."), **_sign_in(event)
    ),
    Refusal.PRACTITIONERS_ONLY: lambda event: Answer(
        "refused",
        _("This event is for practitioners and officers"),
        _("Please tell us the organisation you work for when you register."),
        reverse("events:register", args=[event.slug]),
        _("Register with my organisation"),
    ),
    Refusal.ALREADY_REGISTERED: lambda event: Answer(
        "registered", _("You are registered"), _("One registration per person and event is enough.")
    ),
    Refusal.PRICE_CHANGED: lambda event: Answer(
        "refused",
        _("The fee has just changed"),
        _("Nothing was booked. Please look at the fee as it is now, then register again."),
        reverse("events:register", args=[event.slug]),
        _("Look at the fee"),
    ),
    Refusal.NO_PLACE: lambda event: Answer(
        "refused",
        _("There is no registration to change"),
        _("It was cancelled, or the address is not confirmed yet."),
    ),
    Refusal.NO_SUCH_POOL: lambda event: Answer(
        "refused",
        _("This way of taking part is not offered"),
        _("Please choose one of the ways listed on the event's page."),
        reverse("events:register", args=[event.slug]),
        _("Choose again"),
    ),
}
