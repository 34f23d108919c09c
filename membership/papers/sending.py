"""Trade of this room's actions: telling whom a paper belongs to that it is there, by a letter with a link."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import override

from membership.papers.choices import Series
from membership.papers.models import Paper
from membership.papers.rules import PaperError
from network.audit.actions import record
from network.mail import actions as mail
from network.mail.choices import LinkPurpose
from network.mail.links import make_link
from network.mail.rules import Recipient
from network.organisations.models import ContactAddress

LINK_LASTS = timedelta(days=90)


@transaction.atomic
def send_paper(paper: Paper, *, made_by: int | None, now: datetime) -> bool:
    """Queue a letter that says what the paper is and where it lies; whether it was queued.

    Once per paper and day, however often it is asked for. Raises PaperError: void, handwritten (it was given by hand), no_address.
    """
    locked = (
        Paper.objects.select_for_update(of=("self",))
        .select_related("person", "organisation")
        .get(pk=paper.pk)
    )
    if locked.voided_on:
        raise PaperError("void")
    if locked.series == Series.HANDWRITTEN:
        raise PaperError("handwritten")
    to = recipient_of(locked)
    if to is None:
        raise PaperError("no_address")
    with override(to.language):
        link = make_link(LinkPurpose.PAPER, locked.pk, expires_at=now + LINK_LASTS)
    queued = mail.queue(
        key=f"paper:{locked.pk}:{now:%Y%m%d}",
        to=to,
        template=f"membership/papers/{locked.series}",
        context={
            "number": locked.number,
            "total": locked.record["total"],
            "addressee": locked.addressee,
            "lines": locked.record["lines"],
            "date": locked.record["date"].strip(),
            "due": locked.record.get("due", ""),
            "reference": locked.record.get("reference", ""),
            "bank": locked.record.get("bank"),
            "expires_at": now + LINK_LASTS,
            "action_url": link.url,
            "action_code": link.code,
        },
    )
    if queued is not None:
        locked.sent_at = now
        locked.save(update_fields=["sent_at"])
        record(actor_id=made_by, verb="sent", subject="membership.paper", subject_id=locked.pk)
    return queued is not None


def recipient_of(paper: Paper) -> Recipient | None:
    """Who gets a paper's letter: the person, or the organisation's first mailbox. None without an address."""
    if paper.person is not None:
        person = paper.person
        if person.erased_at or not person.email:
            return None
        return Recipient(person.email, person.name, person.language, person.pk)
    contacts = ContactAddress.objects.filter(organisation=paper.organisation_id).exclude(email="")
    contact = contacts.order_by("pk").first()
    return Recipient(contact.email, paper.organisation.name, "ja") if contact else None
