"""A named trade: writes pages, resources and notices by the hundred into the six sections."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random

from cms.access.choices import Audience
from cms.home.pages import SectionPage, StandardPage
from cms.home.planting import plant
from cms.large import words
from cms.large.amounts import Amounts
from cms.large.people import dice_uuid
from cms.library.choices import Programme
from cms.library.models import ALPHABET, Resource
from cms.notices.models import Notice
from cms.sample.shelves import SAMPLE_PUBLISHER
from cms.sample.writings import facts, heading, text
from network.search.actions import index_all

SLUG = "sample"
BELOW_ONE = 25
AT_ONCE = 500
AUDIENCES = (Audience.PUBLIC,) * 8 + (Audience.MEMBERS, Audience.REGISTERED)
YEARS_BACK = timedelta(days=12 * 365)


def lay_pages(
    amounts: Amounts, *, dice: Random, now: datetime, said: Callable[[int], None] = lambda done: None
) -> int:
    """Chapters below the sections, pages below the chapters, indexed; says how many, and as the index fills."""
    sections = list(SectionPage.objects.filter(in_footer=False).order_by("path"))
    chapters_wanted = max(amounts.pages // (BELOW_ONE + 1), 1) if amounts.pages else 0
    chapters = [_page(number, "章", Audience.PUBLIC, dice) for number in range(chapters_wanted)]
    for place, section in enumerate(sections):
        plant(section, chapters[place :: len(sections)], now=now)
    rest = [
        _page(chapters_wanted + number, "頁", dice.choice(AUDIENCES), dice)
        for number in range(amounts.pages - chapters_wanted)
    ]
    for place, chapter in enumerate(chapters):
        plant(chapter, rest[place :: len(chapters)], now=now)
    keys = [page.pk for page in chapters + rest]
    return index_all(StandardPage.objects.filter(pk__in=keys), said=said)


def _page(number: int, word: str, audience: str, dice: Random) -> StandardPage:
    about, about_en, _theme = dice.choice(words.SUBJECTS)
    town, _kana = words.town(dice.randrange(400))
    body = [
        heading(about),
        text(f"<p>{''.join(dice.sample(words.SENTENCES, 4))}</p>"),
        facts(("まとめた人", f"{town}の支援員（見本）"), ("対象", "支援員と自治体の担当者")),
    ]
    return StandardPage(
        title=f"{about} {town}の{word}{number + 1}（見本）",
        title_en=f"{about_en}, no. {number + 1} (sample)",
        slug=f"{SLUG}-{number + 1}",
        intro=f"{town}で、{about}をまとめました。",
        intro_en=f"What was gathered about this: {about_en.lower()}.",
        body=json.dumps(body),
        show_in_menus=True,
        audience=audience,
        translation_key=dice_uuid(dice),
    )


def lay_resources(amounts: Amounts, *, dice: Random, now: datetime, today: date) -> int:
    """Links to papers that exist nowhere, in every section, indexed; says how many."""
    sections = list(SectionPage.objects.filter(in_footer=False).order_by("path"))
    rows = []
    for number in range(amounts.resources):
        about, about_en, _theme = dice.choice(words.SUBJECTS)
        rows.append(
            Resource(
                key="".join(dice.choices(ALPHABET, k=10)),
                title=f"{about}の手引き 第{number + 1}版（見本）",
                title_en=f"Guide no. {number + 1}: {about_en} (sample)",
                summary=dice.choice(words.SENTENCES),
                link=f"https://paper.example/{SLUG}-{number + 1}",
                programme=dice.choice(Programme.values),
                section=dice.choice(sections),
                publisher=SAMPLE_PUBLISHER,
                issued_on=today - YEARS_BACK * dice.random(),
                audience=dice.choice(AUDIENCES),
                is_sample=True,
                **_published(now),
            )
        )
    Resource.objects.bulk_create(rows, batch_size=AT_ONCE)
    return index_all(Resource.objects.filter(pk__in=[row.pk for row in rows]))


def lay_notices(amounts: Amounts, *, dice: Random, now: datetime, today: date) -> int:
    """News of the last dozen years, posted to one section or two, indexed; says how many."""
    sections = list(SectionPage.objects.filter(in_footer=False).order_by("path"))
    rows = []
    for number in range(amounts.notices):
        about, about_en, _theme = dice.choice(words.SUBJECTS)
        rows.append(
            Notice(
                title=f"{about}についてのお知らせ 第{number + 1}号（見本）",
                title_en=f"News no. {number + 1}: {about_en} (sample)",
                day=today - YEARS_BACK * number / amounts.notices,
                body=f"<p>{''.join(dice.sample(words.SENTENCES, 2))}</p>",
                is_sample=True,
                **_published(now),
            )
        )
    Notice.objects.bulk_create(rows, batch_size=AT_ONCE)
    posted = Notice.sections.through
    posted.objects.bulk_create(
        posted(notice=row, sectionpage=section)
        for row in rows
        for section in dice.sample(sections, min(dice.choice((1, 1, 2)), len(sections)))
    )
    return index_all(Notice.objects.filter(pk__in=[row.pk for row in rows]))


def _published(now: datetime) -> dict[str, object]:
    return {
        "live": True,
        "has_unpublished_changes": False,
        "first_published_at": now,
        "last_published_at": now,
    }
