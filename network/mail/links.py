"""A named trade: links that mails carry, and the codes for those whose links are killed on the way.

Only hashes are stored. Looking never changes anything; a single-use link burns when its page says so.
Upper wings tell the address behind a purpose with `register_purpose` when they are ready.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac

from network.mail.choices import LinkPurpose
from network.mail.models import MailedLink
from network.mail.rules import CODE_DIGITS, shown_code, typed_code

SALT = "network.mail.links"
# Somebody who typed a code is sent on with a signed pass, since the link itself is known to nobody any more.
PASS_LASTS = timedelta(hours=8)

_url_names: dict[str, str] = {
    LinkPurpose.INVITATION.value: "network:invitation",
    LinkPurpose.ALARM.value: "network:alarm",
    LinkPurpose.LETTERS.value: "network:letters",
}


@dataclass(frozen=True)
class MailedLinkText:
    """What stands in the mail: an address of one line, and a code of ten digits.

    `page_url` is the page itself, for programs that must not be sent on.
    """

    url: str
    code: str
    page_url: str = ""


def register_purpose(purpose: LinkPurpose, url_name: str) -> None:
    """Tell which page a purpose leads to; the page's address takes the token as its only argument."""
    _url_names[LinkPurpose(purpose).value] = url_name


def make_link(purpose: LinkPurpose, subject_id: object, *, expires_at: datetime) -> MailedLinkText:
    """Make a link and its code, in the language of the moment. One row; nothing is sent."""
    row, text = _new_link(purpose, subject_id, expires_at)
    row.save(force_insert=True)
    return text


def make_links(
    purpose: LinkPurpose, subject_ids: Sequence[object], *, expires_at: datetime
) -> list[MailedLinkText]:
    """Make many links and codes at once, in the language of the moment and the order given. One query."""
    made = [_new_link(purpose, subject_id, expires_at) for subject_id in subject_ids]
    MailedLink.objects.bulk_create(row for row, _text in made)
    return [text for _row, text in made]


def resolve(secret: str, purpose: LinkPurpose, now: datetime) -> str | None:
    """What a token, a typed code or a pass stands for; None when unknown, used or out of date."""
    link = _live_link(secret, now)
    return link.subject_id if link is not None and link.purpose == purpose else None


def burn(secret: str, purpose: LinkPurpose, now: datetime) -> bool:
    """Use a single-use link up; True for exactly one of those who try. For POST only."""
    link = _live_link(secret, now)
    if link is None or link.purpose != purpose:
        return False
    return bool(MailedLink.objects.filter(pk=link.pk, used_at__isnull=True).update(used_at=now))


def page_of_token(token: str, now: datetime) -> str | None:
    """Where a mailed link leads; None when it is unknown, used or out of date."""
    link = _live_link(token, now)
    return link and reverse(_url_names[link.purpose], args=[token])


def page_of_code(typed: str, now: datetime) -> str | None:
    """Where a typed code leads, with a pass in place of the link's token."""
    link = _live_link(typed, now) if typed_code(typed) else None
    return link and reverse(_url_names[link.purpose], args=[_signer().sign_object(link.pk)])


def _new_link(
    purpose: LinkPurpose, subject_id: object, expires_at: datetime
) -> tuple[MailedLink, MailedLinkText]:
    token = secrets.token_urlsafe(32)
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    row = MailedLink(
        purpose=purpose,
        subject_id=str(subject_id),
        token_hash=_hash(token),
        code_hash=_hash(code),
        expires_at=expires_at,
    )
    text = MailedLinkText(
        url=f"{settings.SITE_URL}{reverse('network:link', args=[token])}",
        code=shown_code(code),
        page_url=f"{settings.SITE_URL}{reverse(_url_names[purpose], args=[token])}",
    )
    return row, text


def _live_link(secret: str, now: datetime) -> MailedLink | None:
    live = MailedLink.objects.filter(used_at__isnull=True, expires_at__gt=now)
    if code := typed_code(secret):
        return live.filter(code_hash=_hash(code)).first()
    if ":" in secret:
        return live.filter(pk=_passed(secret)).first()
    return live.filter(token_hash=_hash(secret)).first()


def _passed(signed: str) -> int | None:
    try:
        return _signer().unsign_object(signed, max_age=PASS_LASTS)
    except signing.BadSignature:
        return None


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=SALT)


def _hash(secret: str) -> str:
    """Keyed, since ten digits alone could be tried out by whoever gets hold of the table."""
    return salted_hmac(SALT, secret, algorithm="sha256").hexdigest()
