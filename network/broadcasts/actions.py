"""Writes broadcasts, sends them in chunks, and keeps what people choose about such letters."""

import logging
import time
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils.translation import override

from network.audit.actions import record
from network.broadcasts.choices import BroadcastState, Hindrance, Outcome
from network.broadcasts.letters import (
    LANGUAGES,
    Press,
    Reader,
    facts_of,
    greeting_of,
    name_on_the_envelope,
    presses,
)
from network.broadcasts.models import Addressee, Broadcast, Chunk
from network.broadcasts.queries import (
    Audience,
    addressed_by,
    due,
    subject_of,
    unwritten_chunks,
    wanted_by,
)
from network.broadcasts.rules import chunks_for, letters_of_chunk, numbered
from network.jobs.actions import answer_nudge, nudge
from network.mail.actions import Letter, choose_letters, deliver_due, queue, queue_batch
from network.mail.choices import LinkPurpose, MailKind
from network.mail.links import make_links, resolve
from network.mail.queries import (
    declining,
    declining_mailboxes,
    kinds_declined,
    open_in_batches,
)
from network.mail.rules import Recipient
from network.people.models import Account, Person

logger = logging.getLogger(__name__)

SEND_BROADCASTS = "network.send_broadcasts"
TIME_BUDGET = timedelta(seconds=20)
# So many letters may wait in the outbox; whoever registers meanwhile gets the confirmation at once.
ROOM = 500
LAID_AT_ONCE = 5000
LINKS_LAST = timedelta(days=365)


class BroadcastError(Exception):
    """Something can't be done with a broadcast; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


# --- writing ---------------------------------------------------------------------------------


@transaction.atomic
def draft(
    *,
    token: UUID,
    about: str,
    about_id: int,
    kind: MailKind,
    audience: Audience,
    words: str,
    words_en: str,
    written_by: Account,
    now: datetime,
    follows: Broadcast | None = None,
) -> Broadcast:
    """Keep a letter that is not to go yet. The same token twice is the same draft; nobody is told."""
    broadcast, is_new = Broadcast.objects.get_or_create(
        token=token,
        defaults={
            "about": about,
            "about_id": about_id,
            "kind": kind,
            "follows": follows,
            "audience": audience.stored(),
            "words": words,
            "words_en": words_en,
            "written_by": written_by,
            "created_at": now,
        },
    )
    if is_new:
        _note(broadcast, "drafted", written_by)
    return broadcast


@transaction.atomic
def send_by_calendar(
    *, token: UUID, about: str, about_id: int, kind: MailKind, audience: Audience, now: datetime
) -> bool:
    """Have a letter go that nobody writes: its words come from its subject, its time from a calendar.

    The same token twice is the same letter. Nothing is entered in the audit log, where people's deeds stand. Whether it
    is new.
    """
    _broadcast, is_new = Broadcast.objects.get_or_create(
        token=token,
        defaults={
            "about": about,
            "about_id": about_id,
            "kind": kind,
            "audience": audience.stored(),
            "created_at": now,
            "due_at": now,
            "state": BroadcastState.SCHEDULED,
        },
    )
    if is_new:
        nudge(SEND_BROADCASTS)
    return is_new


@transaction.atomic
def revise(
    broadcast: Broadcast, *, version: int, audience: Audience, words: str, words_en: str, actor: Account
) -> None:
    """Change a draft. Raises BroadcastError: changed (by somebody else meanwhile) or not_a_draft."""
    changed = Broadcast.objects.filter(pk=broadcast.pk, state=BroadcastState.DRAFT, version=version).update(
        audience=audience.stored(), words=words, words_en=words_en, version=F("version") + 1
    )
    if not changed:
        raise BroadcastError(_why_not(broadcast))
    _note(broadcast, "revised", actor)


@transaction.atomic
def schedule(broadcast: Broadcast, *, version: int, due_at: datetime, now: datetime, actor: Account) -> None:
    """Let a draft go, at once or when its time has come; whom it reaches is decided then.

    `version` is the one that was looked at. Raises BroadcastError: changed, not_a_draft (a double click, a
    colleague), or the hindrance.
    """
    hindrance = subject_of(broadcast).hindrance(broadcast.about_id, now=now)
    if hindrance:
        raise BroadcastError(hindrance)
    scheduled = Broadcast.objects.filter(pk=broadcast.pk, state=BroadcastState.DRAFT, version=version).update(
        state=BroadcastState.SCHEDULED, due_at=due_at, hindrance=""
    )
    if not scheduled:
        raise BroadcastError(_why_not(broadcast))
    nudge(SEND_BROADCASTS)
    _note(broadcast, "sent" if due_at <= now else "scheduled", actor)


@transaction.atomic
def take_back(broadcast: Broadcast, *, actor: Account) -> bool:
    """Make a draft again of what has not begun to go out; whether it had not."""
    taken = Broadcast.objects.filter(pk=broadcast.pk, state=BroadcastState.SCHEDULED).update(
        state=BroadcastState.DRAFT, due_at=None, version=F("version") + 1
    )
    if taken:
        _note(broadcast, "took_back", actor)
    return bool(taken)


@transaction.atomic
def stop(broadcast: Broadcast, *, now: datetime, actor: Account) -> bool:
    """Write no more letters of what is going out; those in the outbox still go. Whether it was going out."""
    stopped = Broadcast.objects.filter(pk=broadcast.pk, state=BroadcastState.SENDING).update(
        state=BroadcastState.STOPPED, hindrance=Hindrance.DESK, ended_at=now
    )
    if stopped:
        _note(broadcast, "stopped", actor)
    return bool(stopped)


@transaction.atomic
def discard(broadcast: Broadcast, *, now: datetime, actor: Account) -> bool:
    """Throw a draft away; whether it was one."""
    discarded = Broadcast.objects.filter(pk=broadcast.pk, state=BroadcastState.DRAFT).update(
        state=BroadcastState.DISCARDED, ended_at=now
    )
    if discarded:
        _note(broadcast, "discarded", actor)
    return bool(discarded)


@transaction.atomic
def send_test(broadcast: Broadcast, *, to: Person, letters_page: str, now: datetime, actor: Account) -> int:
    """Send the letter to oneself in both languages; within a minute once. How many mails were written."""
    written = 0
    for language in LANGUAGES:
        facts = facts_of(broadcast, language, now=now) | {
            "is_test": True,
            "greeting": greeting_of([to], language),
            "letters_link": letters_page,
            "letters_code": "",
        }
        message = queue(
            key=f"broadcast-test:{broadcast.pk}:{broadcast.version}:{actor.pk}:{language}:{now:%Y%m%d%H%M}",
            to=Recipient(to.email, to.name, language, to.pk),
            template=subject_of(broadcast).template,
            context=facts,
        )
        written += message is not None
    if written:
        _note(broadcast, "tested", actor)
    return written


def _why_not(broadcast: Broadcast) -> str:
    state = Broadcast.objects.values_list("state", flat=True).get(pk=broadcast.pk)
    return "changed" if state == BroadcastState.DRAFT else "not_a_draft"


def _note(broadcast: Broadcast, verb: str, actor: Account) -> None:
    record(actor_id=actor.pk, verb=verb, subject="network.broadcast", subject_id=broadcast.pk)


# --- sending ---------------------------------------------------------------------------------


def send_due(*, now: datetime) -> int:
    """Begin what is due, then write chunk after chunk into the outbox and empty it. How many chunks were written.

    Any number of workers may do this at once. A worker that dies leaves its chunk unwritten, and letters of
    written chunks to the outbox, which knows what is in doubt.
    """
    answer_nudge(SEND_BROADCASTS)
    clock = time.monotonic()
    for broadcast in due(now):
        lay_out(broadcast.pk, now=now)
    chunks = 0
    while open_in_batches() < ROOM and write_next_chunk(now=now):
        chunks += 1
        moment = now + timedelta(seconds=time.monotonic() - clock)
        deliver_due(now=moment)
        if moment - now >= TIME_BUDGET:
            nudge(SEND_BROADCASTS)
            break
    finish(now=now)
    return chunks


@transaction.atomic
def lay_out(broadcast_id: int, *, now: datetime) -> int:
    """Lay down for a due broadcast what it says and everybody it is meant for, once; how many letters that makes.

    It does not go, and the desk reads why, where its subject is gone or nobody is to be written to.
    """
    broadcast = (
        Broadcast.objects.select_for_update(skip_locked=True)
        .filter(pk=broadcast_id, state=BroadcastState.SCHEDULED, due_at__lte=now)
        .first()
    )
    if broadcast is None:
        return 0
    hindrance = subject_of(broadcast).hindrance(broadcast.about_id, now=now)
    if hindrance is None:
        hindrance = _lay_words(broadcast, now=now)
    letters = 0 if hindrance else _lay_addressees(broadcast, now=now)
    if not letters:
        _give_up(broadcast, hindrance or Hindrance.NOBODY, now=now)
        return 0
    Chunk.objects.bulk_create(
        Chunk(broadcast=broadcast, number=number) for number in range(chunks_for(letters))
    )
    broadcast.state, broadcast.begun_at = BroadcastState.SENDING, now
    broadcast.save(update_fields=["state", "begun_at", "letters", "meant_for"])
    return letters


def _lay_words(broadcast: Broadcast, *, now: datetime) -> Hindrance | None:
    """Every letter says the same, whatever is changed while they go out."""
    broadcast.letters = {language: facts_of(broadcast, language, now=now) for language in LANGUAGES}
    try:
        presses(broadcast)
    except Exception as failure:
        # Without the message, which may quote the letter.
        logger.error("Broadcast %s: %s in its template", broadcast.pk, type(failure).__name__)
        return Hindrance.UNREADABLE
    return None


def _lay_addressees(broadcast: Broadcast, *, now: datetime) -> int:
    rows, letter, meant_for = [], -1, 0
    for letter, somebody in numbered(wanted_by(broadcast, now=now)):
        rows.append(
            Addressee(
                broadcast_id=broadcast.pk,
                letter=letter,
                person_id=somebody.person_id,
                contact_id=somebody.contact_id,
            )
        )
        meant_for += 1
        if len(rows) >= LAID_AT_ONCE:
            Addressee.objects.bulk_create(rows)
            rows = []
    Addressee.objects.bulk_create(rows)
    broadcast.meant_for = meant_for
    return letter + 1


def _give_up(broadcast: Broadcast, hindrance: Hindrance, *, now: datetime) -> None:
    Broadcast.objects.filter(
        pk=broadcast.pk, state__in=[BroadcastState.SCHEDULED, BroadcastState.SENDING]
    ).update(state=BroadcastState.STOPPED, hindrance=hindrance, ended_at=now)


@transaction.atomic
def write_next_chunk(*, now: datetime) -> bool:
    """Claim a chunk that nobody is writing and write its letters into the outbox; whether there was one.

    Chunk and letters are one transaction: all of it or nothing. Who does without such letters gets none.
    """
    chunk = (
        unwritten_chunks()
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("broadcast")
        .first()
    )
    if chunk is None:
        return False
    broadcast = chunk.broadcast
    hindrance = subject_of(broadcast).hindrance(broadcast.about_id, now=now)
    if hindrance:
        _give_up(broadcast, hindrance, now=now)
        return True
    first, after = letters_of_chunk(chunk.number)
    addressees = list(
        broadcast.addressees.filter(letter__gte=first, letter__lt=after)
        .select_related("person", "contact__organisation")
        .order_by("letter", "pk")
    )
    wanting = _mark(addressees, broadcast.kind)
    _write(broadcast, wanting, now=now)
    chunk.written_at = now
    chunk.save(update_fields=["written_at"])
    return True


def _mark(addressees: Sequence[Addressee], kind: str) -> list[Addressee]:
    """Note who does without such letters; the others."""
    people = declining(kind, (one.person_id for one in addressees if one.person_id))
    mailboxes = declining_mailboxes(kind, (one.contact_id for one in addressees if one.contact_id))
    for one in addressees:
        if _reader(one) is None:
            one.outcome = Outcome.GONE
        elif one.person_id in people or one.contact_id in mailboxes:
            one.outcome = Outcome.DECLINED
        else:
            one.outcome = Outcome.WRITTEN
    for outcome in Outcome:
        ids = [one.pk for one in addressees if one.outcome == outcome]
        if ids:
            Addressee.objects.filter(pk__in=ids).update(outcome=outcome)
    return [one for one in addressees if one.outcome == Outcome.WRITTEN]


def _reader(addressee: Addressee) -> Reader | None:
    """Whom to write to; nobody where the person was erased or the mailbox taken away meanwhile."""
    reader = addressee.contact or addressee.person
    if reader is None or not reader.email or getattr(reader, "erased_at", None):
        return None
    return reader


def _write(broadcast: Broadcast, addressees: Iterable[Addressee], *, now: datetime) -> None:
    presses_by_language = presses(broadcast)
    by_language: dict[str, list[tuple[str, list[Reader]]]] = {}
    for key, together in groupby(addressees, key=lambda one: one.key):
        readers = [_reader(one) for one in together]
        by_language.setdefault(_language(readers[0]), []).append((key, readers))
    letters = [
        letter
        for language, mailboxes in by_language.items()
        for letter in _letters(presses_by_language[language], mailboxes, now=now)
    ]
    queue_batch(
        broadcast.batch, letters, kind=MailKind(broadcast.kind), template=subject_of(broadcast).template
    )


def _letters(press: Press, mailboxes: Sequence[tuple[str, list[Reader]]], *, now: datetime) -> list[Letter]:
    with override(press.language):
        links = make_links(
            LinkPurpose.LETTERS, [key for key, _readers in mailboxes], expires_at=now + LINKS_LAST
        )
    return [
        Letter(
            key=key,
            to=Recipient(
                address=readers[0].email,
                name=name_on_the_envelope(readers),
                language=press.language,
                person_id=_alone(readers),
            ),
            words=press.letter(readers, link),
            letters_url=link.page_url,
        )
        for (key, readers), link in zip(mailboxes, links, strict=True)
    ]


def _alone(readers: Sequence[Reader]) -> int | None:
    """The person, where a letter is to one person alone."""
    return readers[0].pk if len(readers) == 1 and isinstance(readers[0], Person) else None


def _language(reader: Reader) -> str:
    return getattr(reader, "language", LANGUAGES[0])


def finish(*, now: datetime) -> None:
    """Say of broadcasts whose every chunk is written that they have gone out."""
    open_chunks = Chunk.objects.filter(broadcast=OuterRef("pk"), written_at__isnull=True)
    Broadcast.objects.filter(~Exists(open_chunks), state=BroadcastState.SENDING).update(
        state=BroadcastState.SENT, ended_at=now
    )


# --- choosing --------------------------------------------------------------------------------


@transaction.atomic
def end_letters(secret: str, *, now: datetime) -> bool:
    """By one click in a mail program: everybody named in that letter gets no more of its kind. Whether it was found."""
    key = resolve(secret, LinkPurpose.LETTERS, now)
    addressees = addressed_by(key) if key else []
    for one in addressees:
        who = whose(one)
        choose_letters(kinds_declined(**who) | {MailKind(one.broadcast.kind)}, **who, now=now)
    return bool(addressees)


def whose(addressee: Addressee) -> dict[str, Any]:
    """Whose choice it is: a person's or a mailbox's."""
    if addressee.person_id:
        return {"person_id": addressee.person_id}
    return {"contact_id": addressee.contact_id}
