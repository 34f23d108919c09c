"""What the outbox says about registrations, in short."""

from network.mail.models import OutboxMessage


def letters(address: str | None = None) -> list[str]:
    """Each letter as "kind METHOD", in the order of writing; all of them, or one mailbox's."""
    rows = OutboxMessage.objects.filter(key__startswith="registration:").order_by("pk")
    if address is not None:
        rows = rows.filter(to_address=address)
    return [
        f"{template.rpartition('/')[2]} {method}".strip()
        for template, method in rows.values_list("template", "calendar_method")
    ]


def letter(kind: str) -> OutboxMessage:
    """The only letter of this kind."""
    return OutboxMessage.objects.get(template=f"events/registration/{kind}")
