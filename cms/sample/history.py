"""What really happened, as the network's own published papers tell it; nothing here is invented."""

from dataclasses import dataclass
from datetime import date

from events.relay.choices import DatePrecision, LegState


@dataclass(frozen=True)
class PastLeg:
    """One leg of a series. `town` is a municipality's name; without one, `place` or nothing is known."""

    number: int
    date: date
    precision: DatePrecision
    town: str = ""
    place: str = ""
    place_en: str = ""
    title: str = ""
    title_en: str = ""
    state: LegState = LegState.HELD
    note: str = ""
    note_en: str = ""


@dataclass(frozen=True)
class PastSeries:
    """Meetings that are counted together."""

    slug: str
    title: str
    title_en: str
    hands_over: bool
    legs: tuple[PastLeg, ...]


RELAY = PastSeries(
    slug="relay",
    title="情報交換会",
    title_en="Exchange meeting",
    hands_over=True,
    legs=(
        PastLeg(1, date(2016, 6, 1), DatePrecision.MONTH, town="江別市"),
        PastLeg(
            2,
            date(2016, 11, 1),
            DatePrecision.MONTH,
            title="北海道の研修後の懇親会",
            title_en="Social gathering after a prefectural training",
            note="北海道の研修のあと、その懇親会として開きました。主催自治体はありません。",
            note_en="Held after a prefectural training, as its social gathering. There was no host.",
        ),
        PastLeg(
            3,
            date(2017, 2, 1),
            DatePrecision.MONTH,
            town="小樽市",
            note="この回から北海道も周知に協力し、全道から参加がありました。",
            note_en="From here the prefecture helped announce it, and people came from all Hokkaido.",
        ),
        PastLeg(4, date(2017, 9, 1), DatePrecision.MONTH, town="苫小牧市"),
        PastLeg(5, date(2018, 9, 1), DatePrecision.MONTH, town="岩見沢市"),
        PastLeg(6, date(2019, 1, 1), DatePrecision.YEAR, town="千歳市"),
        PastLeg(
            7,
            date(2020, 4, 1),
            DatePrecision.FISCAL_YEAR,
            town="北広島市",
            state=LegState.CANCELLED,
            note="新型コロナウイルス感染症の流行により中止となり、バトンはここで止まりました。",
            note_en="The pandemic stopped the baton.",
        ),
    ),
)

ONLINE_2021 = PastSeries(
    slug="online-2021",
    title="2021年 オンライン情報交換会",
    title_en="Online exchange meetings of 2021",
    hands_over=False,
    legs=tuple(
        PastLeg(number, date(2021, 1, 1), DatePrecision.YEAR, place="オンライン", place_en="Online")
        for number in range(1, 6)
    ),
)

FOUNDING_DAY = date(2022, 10, 13)
# Midnight to midnight: the papers name the day, not the hours.
FOUNDING = {
    "slug": "founding-symposium",
    "title": "ネットワーク設立シンポジウム",
    "title_en": "Founding symposium of the network",
    "summary": "136名が参加し、北海道の支援者のネットワークがここで設立されました。",
    "summary_en": "136 people took part; the network of Hokkaido's supporters was founded here.",
    "description": (
        "<p>生活困窮者を支える人たちのネットワークが、2022年10月13日のシンポジウムで設立されました。参加者は136名でした。</p>"
        "<p>ネットワークの事業は、会員どうしの連絡と交流、研修と学習会、調査研究と提言、事業の実施、他団体との連携、"
        "そのほか支援者を支えるために必要なことです。</p>"
        "<p>公表された資料に開始・終了の時刻と会場の記載がないため、ここでは日付だけを載せています。</p>"
    ),
    "description_en": (
        "<p>The network of people who support others in need was founded at a symposium on 13 October 2022. "
        "136 people took part.</p>"
        "<p>Its business: contact and exchange between members; training and study meetings; research and "
        "proposals; projects; coordination with other bodies; whatever else supports the supporters.</p>"
        "<p>The published papers name neither the hours nor the venue, so only the day is given here.</p>"
    ),
}
