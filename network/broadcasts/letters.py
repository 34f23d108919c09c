"""A named trade: the words of a broadcast's letters. They are set once per language, names and links are put in.

A letter in an outbox of a hundred thousand differs from the next by its greeting, its link and its code alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.broadcasts.models import Broadcast
from network.broadcasts.queries import Audience, subject_of
from network.broadcasts.registry import circle_of
from network.mail.links import MailedLinkText
from network.mail.rendering import Words, freeze, render
from network.mail.rules import Recipient
from network.organisations.models import ContactAddress
from network.people.choices import Language
from network.people.models import Person

LANGUAGES = tuple(Language.values)
# Characters no keyboard has stand where each letter differs.
GREETING, LINK, CODE = "\ue000greeting\ue001", "\ue000link\ue001", "\ue000code\ue001"

Reader = Person | ContactAddress


@dataclass(frozen=True)
class Preview:
    """The letter as one reader gets it, in one language."""

    language: str
    label: str
    reader: str
    words: Words


class Press:
    """The letter in one language, set once."""

    def __init__(self, template: str, facts: dict[str, Any], language: str):
        self.language = language
        stand_ins = {"greeting": GREETING, "letters_link": LINK, "letters_code": CODE}
        self._words = render(template, facts | stand_ins, Recipient("", "", language))

    def letter(self, readers: Sequence[Reader], link: MailedLinkText) -> Words:
        """The letter to everybody who shares a mailbox."""
        greeting = greeting_of(readers, self.language)
        return Words(
            subject=self._words.subject,
            text=self._put_in(self._words.text, greeting, link),
            html=self._put_in(self._words.html, str(escape(greeting)), link),
        )

    def _put_in(self, words: str, greeting: str, link: MailedLinkText) -> str:
        return words.replace(GREETING, greeting).replace(LINK, link.url).replace(CODE, link.code)


def facts_of(broadcast: Broadcast, language: str, *, now: datetime) -> dict[str, Any]:
    """What the letter says, in one language, as the database's JSON can keep it."""
    with translation.override(language):
        own_words = (language == Language.EN and broadcast.words_en) or broadcast.words
        facts = {
            **subject_of(broadcast).facts(broadcast.about_id),
            "own_words": own_words.strip(),
            "goes_to": goes_to(broadcast),
            "is_second": broadcast.follows_id is not None,
            "is_test": False,
        }
    return freeze(facts)


def goes_to(broadcast: Broadcast) -> str:
    """Whom the letter goes to, in the language of the moment: the first line says why one gets it."""
    first = broadcast
    while first.follows is not None:
        first = first.follows
    keys = Audience(**first.audience).circles
    labels = [circle.label(key) for key in keys if (circle := circle_of(key)) is not None]
    return pgettext("between groups of people", ", ").join(labels)


def presses(broadcast: Broadcast) -> dict[str, Press]:
    """The letter in every language, as it was laid down when the broadcast began."""
    template = subject_of(broadcast).template
    return {language: Press(template, facts, language) for language, facts in broadcast.letters.items()}


def previews(broadcast: Broadcast, reader: Reader | None, *, now: datetime) -> list[Preview]:
    """The real letter in both languages, as a real reader would get it; makes no link."""
    template = subject_of(broadcast).template
    shown = []
    for language, label in Language.choices:
        with translation.override(language):
            link = MailedLinkText(url=_("(the reader's own link)"), code=_("(the reader's own code)"))
        press = Press(template, facts_of(broadcast, language, now=now), language)
        words = press.letter([reader] if reader else [], link)
        shown.append(Preview(language, str(label), str(reader or ""), words))
    return shown


def greeting_of(readers: Sequence[Reader], language: str) -> str:
    """見本 花子 様、みほん市 福祉課 御中, or Dear A, B,"""
    with translation.override(language):
        names = [_addressed(reader) for reader in readers]
        together = pgettext("between names addressed politely", ", ").join(names)
        return pgettext("greeting of a letter", "Dear %(names)s,") % {"names": together} if names else ""


def name_on_the_envelope(readers: Sequence[Reader]) -> str:
    """Who stands in the To line; the organisation where it is one of several."""
    names = [str(reader) for reader in readers]
    return "、".join(names) if len("、".join(names)) <= 60 else names[0]


def _addressed(reader: Reader) -> str:
    if isinstance(reader, ContactAddress):
        return pgettext("an organisation addressed politely", "%(name)s") % {"name": str(reader)}
    return pgettext("somebody addressed politely", "%(name)s") % {"name": reader.name}
