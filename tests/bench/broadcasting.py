"""The site's side of bench_broadcast, as a process of its own: fills, lays out, sends; prints the seconds it took."""

import sys
import time
from datetime import timedelta
from importlib import import_module

import django

SOON = timedelta(days=30)


def main(what: str, amount: str) -> None:
    django.setup()
    print(f"{DEEDS[what](int(amount)):.3f}")  # noqa: T201 -- the answer of this process


def queue(amount: int) -> float:
    """Lay down an announcement to so many people: everybody, every chunk."""
    people(amount)
    broadcast = announcement()
    actions, now = import_module("network.broadcasts.actions"), import_module("django.utils.timezone").now()
    begun = time.monotonic()
    letters = actions.lay_out(broadcast.pk, now=now)
    seconds = time.monotonic() - begun
    if letters != amount:
        raise RuntimeError(f"{letters} letters for {amount} people")
    return seconds


def deliver(amount: int) -> float:
    """Write and send so many letters of what was laid down, as one worker does."""
    actions, mail = import_module("network.broadcasts.actions"), import_module("network.mail.actions")
    now = import_module("django.utils.timezone").now
    actions.write_next_chunk(now=now())  # a worker that has just started first loads what it needs
    mail.deliver_due(now=now() + timedelta(seconds=1))
    begun, sent = time.monotonic(), 0
    while sent < amount:
        if not actions.write_next_chunk(now=now()):
            raise RuntimeError("nothing left to write")
        sent += mail.deliver_due(now=now() + timedelta(seconds=1)).sent
    return time.monotonic() - begun


def limit(amount: int) -> float:
    """The same letter in bare chunks: a connection, a hundred mails on it, nothing kept."""
    mail, letters = import_module("django.core.mail"), import_module("network.broadcasts.letters")
    broadcast = import_module("network.broadcasts.models").Broadcast.objects.get()
    links = import_module("network.mail.links")
    press = letters.presses(broadcast)["ja"]
    person = import_module("network.people.models").Person.objects.first()
    words = press.letter([person], links.MailedLinkText("https://tasuki.example/l/x/", "012 345 6789"))
    begun = time.monotonic()
    for first in range(0, amount, 100):
        with mail.get_connection() as connection:
            for number in range(first, min(first + 100, amount)):
                email = mail.EmailMultiAlternatives(
                    words.subject, words.text, to=[f"limit{number}@person.example"], connection=connection
                )
                email.attach_alternative(words.html, "text/html")
                email.send()
    return time.monotonic() - begun


def people(amount: int) -> None:
    person = import_module("network.people.models").Person
    person.objects.bulk_create(
        (person(name=f"見本 {number}", email=f"mihon{number}@person.example") for number in range(amount)),
        batch_size=5000,
    )


def announcement():
    now = import_module("django.utils.timezone").now()
    event = import_module("events.programme.models").Event.objects.create(
        title="見本の情報交換会",
        slug="mihon",
        starts_at=now + SOON,
        ends_at=now + SOON + timedelta(hours=2),
        venue_name="みほん市民センター",
        live=True,
    )
    import_module("events.programme.models").EventState.objects.create(event=event, calendar_uid="1@example")
    author = import_module("network.people.models").Account.objects.create(username="mihon")
    return import_module("network.broadcasts.models").Broadcast.objects.create(
        about="event",
        about_id=event.pk,
        kind="events",
        audience={"circles": ["register"]},
        state="scheduled",
        due_at=now - timedelta(minutes=1),
        written_by=author,
        created_at=now,
    )


DEEDS = {"queue": queue, "deliver": deliver, "limit": limit}


if __name__ == "__main__":
    main(*sys.argv[1:])
