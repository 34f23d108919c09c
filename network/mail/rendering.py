"""A named trade: words of a mail from its templates, in the recipient's language.

Templates stand in templates/mail/<template>.subject.txt, .txt and .html. Besides the mail's own context
they know `recipient`, `association`, `site_url`, `code_page_url`, and the HTML part `subject`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import override

from network.association.models import Association
from network.association.queries import current
from network.mail.rules import Recipient, one_line

MOMENT, DAY = "$moment", "$day"


@dataclass(frozen=True)
class Words:
    """What a mail says."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Sender:
    """The association as a mail names it, in the mail's language."""

    name: str
    address: str
    phone: str
    email: str
    contact_hours: str


def render(template: str, context: dict[str, Any], recipient: Recipient) -> Words:
    """Render the three parts; a subject that comes out empty is replaced by the association's name."""
    with override(recipient.language):
        sender = sender_of(current())
        everything = {
            **thaw(context),
            "recipient": recipient,
            "association": sender,
            "site_url": settings.SITE_URL,
            "code_page_url": f"{settings.SITE_URL}{reverse('network:code')}",
        }
        subject = one_line(_render(f"mail/{template}.subject.txt", everything)) or sender.name
        text = _render(f"mail/{template}.txt", everything)
        html = _render(f"mail/{template}.html", everything | {"subject": subject}, autoescape=True)
    return Words(subject=subject, text=text.strip() + "\n", html=html)


def sender_of(association: Association) -> Sender:
    """The association in the language of the moment."""
    return Sender(
        name=association.local_name,
        address=association.address,
        phone=association.phone,
        email=association.email,
        contact_hours=association.local_contact_hours,
    )


def freeze(value: Any) -> Any:
    """A context as JSON can keep it: moments and days are marked, so that they come back as such."""
    if isinstance(value, dict):
        return {name: freeze(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [freeze(inner) for inner in value]
    if isinstance(value, datetime):
        return {MOMENT: value.isoformat()}
    if isinstance(value, date):
        return {DAY: value.isoformat()}
    return value


def thaw(value: Any) -> Any:
    """The context as it was given."""
    if isinstance(value, list):
        return [thaw(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {MOMENT}:
        return datetime.fromisoformat(value[MOMENT])
    if value.keys() == {DAY}:
        return date.fromisoformat(value[DAY])
    return {name: thaw(inner) for name, inner in value.items()}


def _render(name: str, context: dict[str, Any], *, autoescape: bool = False) -> str:
    return get_template(name).template.render(Context(context, autoescape=autoescape))
