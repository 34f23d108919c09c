"""One message for every happening in the life of an invented meeting; `python -m` writes the golden files."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from events.calendar import itip
from network.mail.message import build_email, mailbox

GOLDEN = Path(__file__).parents[2] / "golden" / "calendar"

MEETING = itip.CalendarEvent(
    uid="4b1f0f6e-2f5d-4f0e-9a53-6a1c0e7d9b21@tasuki.example",
    summary="第9回 情報交換会（見本）：家計改善支援と就労準備支援を、ひとつの窓口でどう受けとめるか",
    starts_at=datetime(2026, 12, 3, 5, 0, tzinfo=UTC),
    ends_at=datetime(2026, 12, 3, 8, 0, tzinfo=UTC),
    location="みほん市民センター 2階, 大会議室; みほん市中央1-1",
    description="事例をもちよって話し合います。\n・受付は13時30分から\n・名刺をお持ちください\n"
    "オンラインの方は、ページにログインして入室してください。",
    url="https://tasuki.example/events/mihon-9/",
    organizer_name="北海道ネットワーク（見本）事務局",
    organizer_address="jimukyoku@tasuki.example",
    categories=("情報交換会", "家計改善, 就労準備"),
)
HANAKO = itip.Attendee(name='髙橋, "花子"（みほん市社協）', address="hanako.takahashi@mihon.example")
WRITTEN = datetime(2026, 11, 1, 0, 30, 5, tzinfo=UTC)

MOVED = replace(
    MEETING,
    starts_at=MEETING.starts_at + timedelta(days=7),
    ends_at=MEETING.ends_at + timedelta(days=7),
    location="例示町公民館",
)
REWORDED = replace(MOVED, description="事例をもちよって話し合います。\n・受付は13時15分から")
CANCELLED = replace(MOVED, cancelled=True)


def messages() -> dict[str, tuple[str, bytes]]:
    """Name of the golden file: METHOD and content. In this order they are one meeting's story."""
    return {
        "waiting": (
            "PUBLISH",
            itip.publish(MEETING, sequence=0, stamp=_after(0), tentative=True),
        ),
        "confirmed": ("REQUEST", itip.request(MEETING, HANAKO, sequence=0, stamp=_after(1))),
        "moved": ("REQUEST", itip.request(MOVED, HANAKO, sequence=1, stamp=_after(2))),
        "reworded": ("REQUEST", itip.request(REWORDED, HANAKO, sequence=1, stamp=_after(3))),
        "withdrawn": ("CANCEL", itip.withdraw(REWORDED, HANAKO, sequence=2, stamp=_after(4))),
        "confirmed-again": ("REQUEST", itip.request(REWORDED, HANAKO, sequence=3, stamp=_after(5))),
        "cancelled": ("CANCEL", itip.cancel_event(CANCELLED, HANAKO, sequence=4, stamp=_after(6))),
        "public-file": ("PUBLISH", itip.publish(MOVED, sequence=1, stamp=_after(2))),
        "public-file-cancelled": ("PUBLISH", itip.publish(CANCELLED, sequence=2, stamp=_after(6))),
    }


def feed() -> bytes:
    """A feed of two meetings, of which one does not take place."""
    other = replace(
        CANCELLED, uid="0d0c7c1c-7d43-4f6e-8b52-1f6f0c1f8a10@tasuki.example", summary="交流会（見本）"
    )
    return itip.feed(
        "情報交換会の予定（見本）",
        [
            itip.vevent_bytes(MEETING, sequence=0, stamp=_after(0)),
            itip.vevent_bytes(other, sequence=2, stamp=_after(6)),
        ],
    )


def mail(name: str, method: str, content: bytes) -> bytes:
    """The mail as it goes to the mail server, with boundaries that do not change from run to run."""
    message = build_email(
        subject=f"【見本】{MEETING.summary}",
        text="髙橋 花子 様\n\n情報交換会のお知らせです。\n2026年12月3日(木) 14:00 みほん市民センター\n",
        html="<p>髙橋 花子 様</p><p>情報交換会のお知らせです。</p>",
        from_address=mailbox("北海道ネットワーク（見本）事務局", "jimukyoku@tasuki.example"),
        to=mailbox(HANAKO.name, HANAKO.address),
        message_id=f"<{name}@tasuki.example>",
        headers={"Date": "Sun, 01 Nov 2026 00:30:05 -0000", "Auto-Submitted": "auto-generated"},
        calendar=(method, content),
    ).message()
    for part in message.walk():
        if part.is_multipart():
            part.set_boundary(f"=={part.get_content_subtype()}==")
    return message.as_bytes(linesep="\r\n")


def files() -> dict[str, bytes]:
    """Every golden file that we write ourselves: name and bytes."""
    written = {"feed.ics": feed()}
    for name, (method, content) in messages().items():
        written[f"{name}.ics"] = content
        if not name.startswith("public-file"):
            written[f"{name}.eml"] = mail(name, method, content)
    return written


def _after(hours: int) -> datetime:
    return WRITTEN + timedelta(hours=hours)


if __name__ == "__main__":
    import django
    from django.conf import settings

    settings.configure(DEFAULT_CHARSET="utf-8", USE_TZ=True)
    django.setup()
    for file_name, content in files().items():
        (GOLDEN / file_name).write_bytes(content)
