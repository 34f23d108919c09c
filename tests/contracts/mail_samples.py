"""A recorded context for each mail: what the action that queues it puts in. A new mail brings its own."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

START = datetime(2026, 12, 3, 5, 0, tzinfo=UTC)
LINK = "https://tasuki.example/l/eZ3mBq7Yw4bHc2PjT0aVnLrXs9KdUoGiQf5yN1hMxWk/"

REGISTRATION: dict[str, Any] = {
    "name": "見本 花子",
    "title": "第8回 情報交換会（見本）",
    "starts_at": START,
    "ends_at": START + timedelta(hours=2, minutes=30),
    "where": "みほん市民センター",
    "place": "みほん市民センター 2階 大会議室（みほん市みほん町1-2）",
    "takes_part_online": False,
    "number": 12,
    "reason": "大雪の予報のため",
    "previous_start": START - timedelta(days=7),
    "contact": "みほん市役所 福祉課 電話 011-000-0000",
    "url": "https://tasuki.example/events/8/",
    "link": LINK,
    "code": "012 345 6789",
}

REVIEW: dict[str, Any] = {
    "title": "第8回 情報交換会（見本）",
    "who": "見本 太郎",
    "action_url": "https://tasuki.example/desk/events/8/edit/",
}

ANNOUNCED: dict[str, Any] = {
    "greeting": "見本 花子 様、みほん市 福祉課 御中",
    "goes_to": "会員、これまでの参加者",
    "own_words": "今年度2回目のつどいです。\nお誘いあわせのうえお越しください。",
    "is_second": False,
    "is_test": False,
    "letters_link": LINK,
    "letters_code": "987 654 3210",
    "title": "第8回 情報交換会（見本）",
    "summary": "冬のくらしと家計の相談について話し合います。",
    "starts_at": START,
    "ends_at": START + timedelta(hours=2, minutes=30),
    "where": "みほん市民センター",
    "place": "みほん市民センター 2階 大会議室（みほん市みほん町1-2）",
    "is_hybrid": True,
    "target": "相談支援員",
    "cost": "資料代 500円",
    "registers_until": START - timedelta(days=2),
    "contact": "みほん市役所 福祉課 電話 011-000-0000",
    "url": "https://tasuki.example/events/8/",
}

BANK: dict[str, str] = {
    "bank": "見本銀行（0000）",
    "branch": "本店（001）",
    "kind": "普通",
    "number": "1234567",
    "holder": "ミホンノカイ",
}

PAPER: dict[str, Any] = {
    "number": "R8-000123",
    "total": "¥2,000",
    "addressee": "見本 花子　様",
    "lines": [{"words": "2026年度会費（個人会員）", "amount": "¥2,000", "tax": "不課税"}],
    "date": "2026年（令和8年）5月8日",
    "due": "2026年（令和8年）6月30日",
    "reference": "1234566",
    "bank": BANK,
    "expires_at": START,
    "action_url": LINK,
    "action_code": "012 345 6789",
}

APPLICATION: dict[str, Any] = {"tier": "個人会員", "organisation": "見本支援センター"}

ASKING: dict[str, Any] = {
    "due_on": START,
    "lines": [{"words": "2026年度会費（見本会員）", "amount": "¥2,000"}],
    "total": "¥2,000",
    "reference": "1234566",
    "typed": "1234566 ミホン ハナコ",
    "bank": BANK,
}

FEE: dict[str, Any] = {
    "lines": [
        {"words": "第8回 情報交換会（見本）　参加費", "amount": "¥1,000", "how": "銀行振込"},
        {"words": "第8回 情報交換会（見本）　懇親会", "amount": "¥4,000", "how": "当日現金"},
    ],
    "total": "¥5,000",
    "at_door": "¥4,000",
    "to_transfer": "¥1,000",
    "due_on": START.date(),
    "reference": "1234566",
    "typed": "1234566 ミホン ハナコ",
    "bank": BANK,
}

SAMPLES: dict[str, dict[str, Any]] = {
    "cms/desk/review_approved": REVIEW,
    "cms/desk/review_rejected": REVIEW | {"comment": "会場を書いてください。"},
    "cms/desk/review_submitted": REVIEW,
    "events/announcing/event": ANNOUNCED,
    "events/registration/address": REGISTRATION | {"hold_until": START - timedelta(days=20)},
    "events/registration/already": REGISTRATION,
    "events/registration/cancelled": REGISTRATION | {"fee_outcome": "to_pay_back"},
    "events/registration/confirmed": REGISTRATION | {"fee": FEE},
    "events/registration/event_cancelled": REGISTRATION | {"had_fees": True},
    "events/registration/fee_asked": REGISTRATION | {"fee": FEE},
    "events/registration/fee_received": REGISTRATION | {"received": "¥1,000"},
    "events/registration/parts": REGISTRATION | {"parts": ["懇親会"], "fee": FEE},
    "events/registration/event_changed": REGISTRATION,
    "events/registration/part_promoted": REGISTRATION | {"part_title": "懇親会"},
    "events/registration/promoted": REGISTRATION,
    "events/registration/waiting": REGISTRATION,
    "membership/boardletter/week": {
        "week": date(2026, 11, 23),
        "news": [
            {"topics": "住まい", "is_new": True, "answers": 0, "url": "https://tasuki.example/board/1/"},
            {"topics": "", "is_new": False, "answers": 2, "url": "https://tasuki.example/board/2/"},
        ],
        "more": 1,
        "rephrases": 0,
        "board_url": "https://tasuki.example/board/",
        "letters_link": "https://tasuki.example/l/letters/",
        "letters_code": "012 345 6789",
        "action_url": "",
    },
    "membership/closing/audit_head": {
        "head": "9f" * 32,
        "number": 1234,
        "last": 1240,
        "since": START - timedelta(days=7),
        "told_at": START,
        "booked": [{"kind": "入金", "number": 12}],
        "flaws": ["audit 77: altered"],
        "more_flaws": 3,
    },
    "membership/joining/declined": APPLICATION,
    "membership/joining/received": APPLICATION | {"applied_on": START},
    "membership/joining/welcome": APPLICATION
    | {
        "since": START,
        "slip": {"total": "¥2,000", "reference": "1234566", "typed": "1234566 ミホン ハナコ"},
        "due_on": START,
        "bank": BANK,
        "url": "https://tasuki.example/membership/mine/",
    },
    "membership/papers/invoice": PAPER,
    "membership/papers/receipt": PAPER,
    "membership/reminders/first": ASKING,
    "membership/reminders/second": ASKING,
    "membership/reminders/last": ASKING,
    "network/boardwatch/overdue": {"waiting": 2, "days": 4, "overdue": 2, "unanswered": 1, "action_url": ""},
    "network/boardwatch/waits": {
        "waiting": 3,
        "days": 4,
        "overdue": 1,
        "unanswered": 1,
        "action_url": "https://tasuki.example/desk/peer-board/",
    },
    "network/firstrun/test_mail": {},
    "network/people/invitation": {
        "login_name": "mihon.hanako",
        "action_url": LINK,
        "action_code": "012 345 6789",
        "expires_at": START + timedelta(days=14),
    },
    "network/people/password_changed": {
        "action_url": LINK,
        "action_code": "012 345 6789",
        "changed_at": START,
    },
    "network/people/password_reset_code": {"code": "4RZ-Q7M"},
    "network/people/unknown_account": {},
    "network/safety/second_step": {
        "action_url": LINK,
        "action_code": "012 345 6789",
        "change": "app_added",
        "changed_at": START,
    },
}
