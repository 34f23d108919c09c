"""Invented meetings around today. Dates are counted from the day the demo is laid, so it never goes stale."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from events.fees.choices import FeeWay
from events.fees.rules import Price
from events.programme.choices import Audience, EventFormat, EventKind
from network.association.dates import FiscalYear

TOKYO = ZoneInfo("Asia/Tokyo")
SYMPOSIUM_IN_DAYS = 75
CLOSING_TIME = "17:00"

# slug, Japanese, English
THEMES = (
    ("outreach", "アウトリーチ", "Outreach"),
    ("work-preparation", "就労準備", "Employment preparation"),
    ("household-budget", "家計改善", "Household budget"),
    ("learning", "子どもの学習支援", "Children's learning"),
    ("temporary-living", "一時生活支援", "Temporary living"),
    ("first-year", "初任者", "First-year staff"),
    ("chief-supporters", "主任相談支援員", "Chief consultation supporters"),
    ("places-to-be", "居場所", "Places to be"),
    ("withdrawal", "ひきこもり支援", "Social withdrawal"),
    ("small-towns", "町村部の支援", "Support in small towns"),
)


@dataclass(frozen=True)
class Part:
    """One part of the programme. `seats`: people are asked whether they come, and there are so many, at this price."""

    begins: str
    ends: str
    title: str
    title_en: str
    speaker: str = ""
    place: str = ""
    seats: int | None = None
    price: Price | None = None


@dataclass(frozen=True)
class Comers:
    """Who registers: people by their place in the list, the pool they choose, and how many join the optional part."""

    pool: str
    people: tuple[int, ...]
    to_part: int = 0


@dataclass(frozen=True)
class Meeting:
    """An invented event. `bureau` is the bureau's English name; `venue` is name, address and way."""

    slug: str
    title: str
    title_en: str
    kind: EventKind
    in_days: int
    begins: str
    ends: str
    format: EventFormat
    audience: Audience
    host: str
    summary: str
    summary_en: str
    description: str
    description_en: str
    themes: tuple[str, ...]
    target: str
    target_en: str
    bureau: str = ""
    venue: tuple[str, str, str] = ("", "", "")
    seats: dict[str, int | None] = field(default_factory=dict)
    prices: dict[str, Price] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    closes_days_before: int = 0
    closes_in_days: int | None = None
    bring: str = ""
    cost: str = "無料"
    leg: int | None = None
    this_fiscal_year: bool = False
    comers: tuple[Comers, ...] = ()

    @property
    def joins_online(self) -> bool:
        return self.format != EventFormat.VENUE

    def day(self, today: date) -> date:
        in_days = symposium_in_days(today) if self.this_fiscal_year else self.in_days
        return working_day(today + timedelta(days=in_days))

    def deadline(self, today: date) -> datetime | None:
        """When offices close: so many days before the meeting, or counted from today."""
        if self.closes_in_days is not None:
            return moment(today + timedelta(days=self.closes_in_days), CLOSING_TIME)
        return self.deadline_before(self.day(today))

    def deadline_before(self, day: date) -> datetime | None:
        """The deadline of a meeting on this day, on a working day."""
        if not self.closes_days_before:
            return None
        return moment(last_working_day(day - timedelta(days=self.closes_days_before)), CLOSING_TIME)


def moment(day: date, clock: str) -> datetime:
    """A time of day in Japan."""
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=TOKYO)


def working_day(day: date) -> date:
    """The day itself, or the next one that is neither a week-end nor between the years."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def last_working_day(day: date) -> date:
    """The day itself, or the last one before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def is_working_day(day: date) -> bool:
    """Monday to Friday, but for the days around New Year; holidays that move are not known here."""
    return day.weekday() < 5 and (1, 4) < (day.month, day.day) < (12, 28)


def symposium_in_days(today: date) -> int:
    """Far enough ahead to be announced, and within this fiscal year while three weeks of it are left."""
    left = (FiscalYear.of(today).last_day - today).days - 10
    return min(SYMPOSIUM_IN_DAYS, left) if left >= 21 else SYMPOSIUM_IN_DAYS


PRACTITIONERS = "自立相談支援機関の支援員、市町村の担当者、関係団体の職員"
PRACTITIONERS_EN = "Staff of consultation bodies, municipal officers, staff of related organisations"

LEG_8 = Meeting(
    slug="relay-8",
    title="第8回 情報交換会「相談につながりにくい人に、どう届くか」",
    title_en="Exchange meeting 8: reaching people who do not come to the counter",
    kind=EventKind.EXCHANGE_MEETING,
    in_days=24,
    begins="13:30",
    ends="16:30",
    format=EventFormat.HYBRID,
    audience=Audience.PRACTITIONERS,
    host="みほん市福祉課",
    bureau="Kamikawa",
    summary="訪問・同行・地域の見守りから届いた事例を持ち寄り、役割ごとに話し合います。",
    summary_en="Cases from visits, going along and neighbourhood watch, talked over in groups by role.",
    description=(
        "<p>窓口で待っているだけでは出会えない方がいます。今回は、訪問や同行、地域の見守りをきっかけに相談へつながった経験を"
        "持ち寄り、うまくいかなかったことも含めて話し合います。</p>"
        "<h3>話し合いたいこと</h3>"
        "<ul><li>はじめの一歩を、だれと、どのように踏み出すか</li><li>会えない期間をどう支えるか</li>"
        "<li>少人数の職場で訪問を続けるには</li></ul>"
        "<p>事例を話されるときは、ご本人が特定されないようにご配慮ください。</p>"
    ),
    description_en=(
        "<p>Some people will never come to a counter. We bring together what was learned from visits, from going "
        "along, and from neighbours who noticed something; what failed is as welcome as what worked.</p>"
        "<p>Please tell cases so that nobody can be identified.</p>"
    ),
    themes=("outreach", "withdrawal"),
    target=PRACTITIONERS,
    target_en=PRACTITIONERS_EN,
    venue=(
        "みほん市民センター（見本）",
        "みほん市見本1条1丁目 2階大会議室",
        "みほん駅から徒歩5分。駐車場20台。",
    ),
    seats={"venue": 30, "online": 100},
    parts=(
        Part(
            "13:30",
            "14:20",
            "話題提供「訪問から始まる相談」",
            "Opening talk: consultation that begins with a visit",
            "﨑山 例太（ひながた社会福祉協議会）",
        ),
        Part("14:30", "16:00", "役割別グループワーク", "Group work by role"),
        Part("16:00", "16:30", "全体共有と次回開催地の紹介", "Sharing, and a word from the next host"),
        Part(
            "17:00",
            "18:30",
            "懇親会",
            "Social gathering",
            place="みほん食堂（見本）",
            seats=20,
            price=Price(3000, FeeWay.DOOR, "trust"),
        ),
    ),
    closes_days_before=5,
    bring="名刺（20枚ほど）",
    cost="情報交換会は無料です。",
    leg=8,
    comers=(Comers("venue", tuple(range(7, 34)), to_part=18), Comers("online", (34, 35, 36, 37, 40))),
)

LEG_9 = Meeting(
    slug="relay-9",
    title="第9回 情報交換会「町村部で支えつづけるために」",
    title_en="Exchange meeting 9: lasting support in small towns",
    kind=EventKind.EXCHANGE_MEETING,
    in_days=115,
    begins="13:00",
    ends="16:00",
    format=EventFormat.VENUE,
    audience=Audience.PRACTITIONERS,
    host="例示町保健福祉課",
    bureau="Tokachi",
    summary="福祉事務所のない町村の相談を、となりの町や道の機関とどう支え合うかを考えます。",
    summary_en="How towns without a welfare office, their neighbours and the prefecture can hold together.",
    description=(
        "<p>相談員が一人だけ、社会資源が少ない、移動に時間がかかる。町村部ならではの悩みと工夫を出し合います。</p>"
        "<p>プログラムの詳細は、皆さまからいただいたテーマをもとに決めます。</p>"
    ),
    description_en=(
        "<p>One counsellor for a whole town, few resources, long ways: worries and answers of small towns.</p>"
        "<p>The programme follows from the themes you send us.</p>"
    ),
    themes=("small-towns",),
    target=PRACTITIONERS,
    target_en=PRACTITIONERS_EN,
    venue=("例示町ふれあいホール（見本）", "例示町例示2丁目", "れいじ駅から送迎があります。"),
    seats={"venue": 40},
    closes_days_before=10,
    leg=9,
    comers=(Comers("venue", (1, 9, 17, 18, 20)),),
)

CHIEFS = Meeting(
    slug="chiefs-online",
    title="主任相談支援員のつどい（オンライン）",
    title_en="Chief consultation supporters, online",
    kind=EventKind.EXCHANGE_MEETING,
    in_days=12,
    begins="18:30",
    ends="20:00",
    format=EventFormat.ONLINE,
    audience=Audience.MEMBERS,
    host="ひながた社会福祉協議会",
    summary="主任どうしで、職員の育成と支援調整会議の進め方を話し合う会員限定の会です。",
    summary_en="For members: chiefs among themselves, on bringing up staff and running coordination meetings.",
    description=(
        "<p>主任相談支援員が、ふだん職場では話しにくい悩みを出し合う場です。記録はとらず、録画もしません。</p>"
        "<p>今回の話題：支援調整会議の進め方、新しい職員の育て方、自分自身の休み方。</p>"
    ),
    description_en=(
        "<p>A place for what is hard to say at one's own office. No notes are kept and nothing is recorded.</p>"
        "<p>This time: coordination meetings, bringing up new staff, and taking a rest oneself.</p>"
    ),
    themes=("chief-supporters",),
    target="会員の主任相談支援員（これから主任になる方も歓迎します）",
    target_en="Members who are chief consultation supporters, or are going to be",
    seats={"online": None},
    comers=(Comers("online", (0, 8, 9, 10, 24, 25)),),
)

FIRST_YEAR = Meeting(
    slug="first-year",
    title="初任者研修「相談の基本を、いちから」",
    title_en="Training for first-year staff: consultation from the beginning",
    kind=EventKind.TRAINING,
    in_days=38,
    begins="10:00",
    ends="16:00",
    format=EventFormat.VENUE,
    audience=Audience.PRACTITIONERS,
    host="一般社団法人 ひながた支援センター",
    bureau="Ishikari",
    summary="はじめて相談支援にたずさわる方のための一日研修です。同じ立場の仲間もできます。",
    summary_en="A day for those who are new to consultation, and a way to meet others who are.",
    description=(
        "<p>「わからない」と言えることから始める一日です。講義とグループワークで、初回相談から支援計画までの流れをたどります。</p>"
    ),
    description_en="<p>From the first talk to the support plan, in lectures and group work; no question is too small.</p>",
    themes=("first-year",),
    target="相談支援の仕事について1〜2年目の方",
    target_en="Those in their first or second year",
    venue=("ひながた研修センター（見本）", "ひながた町雛形3丁目", "ひながたバス停から徒歩3分。"),
    seats={"venue": 24},
    parts=(
        Part("10:00", "12:00", "講義「初回相談で大切にしたいこと」", "Lecture: what matters in a first talk"),
        Part(
            "13:00", "14:30", "グループワーク「支援計画を書いてみる」", "Group work: writing a support plan"
        ),
        Part("14:45", "16:00", "ふりかえりと質問", "Looking back, questions"),
    ),
    prices={"venue": Price(1000, FeeWay.TRANSFER, "rate_10")},
    closes_days_before=7,
    bring="筆記用具、昼食",
    cost="資料代と会場費です。",
    comers=(Comers("venue", (17, 18, 19, 20, 21, 34, 37, 38)),),
)

BUDGET_CASES = Meeting(
    slug="budget-cases",
    title="家計改善支援 事例検討会",
    title_en="Case study meeting: household-budget support",
    kind=EventKind.CASE_STUDY,
    in_days=31,
    begins="14:00",
    ends="16:00",
    format=EventFormat.ONLINE,
    audience=Audience.PRACTITIONERS,
    host="さんぷる市社会福祉協議会",
    summary="家計表を一緒につくることが難しい方への関わり方を、事例をもとに検討します。",
    summary_en="Working with people for whom making a budget together is difficult.",
    description=(
        "<p>事例提供者の報告をもとに、参加者どうしで見立てと手立てを話し合います。"
        "事例は氏名などを伏せ、内容を一部変えたものを使います。</p>"
    ),
    description_en="<p>A case is presented, without names and partly changed, and talked over by all.</p>",
    themes=("household-budget",),
    target="家計改善支援員、相談支援員",
    target_en="Household-budget advisers and consultation supporters",
    seats={"online": 10},
    closes_days_before=3,
    comers=(Comers("online", (7, 13, 22, 25, 30, 33, 35)),),
)

SYMPOSIUM = Meeting(
    slug="symposium",
    title="支援者支援シンポジウム「支える人を、支える」",
    title_en="Symposium: supporting those who support",
    kind=EventKind.SYMPOSIUM,
    in_days=SYMPOSIUM_IN_DAYS,
    this_fiscal_year=True,
    begins="13:00",
    ends="17:00",
    format=EventFormat.HYBRID,
    audience=Audience.PUBLIC,
    host="見本大学 社会福祉研究室",
    bureau="Ishikari",
    summary="どなたでも参加できます。支援者が孤立せずに働きつづけられる地域を、ともに考えます。",
    summary_en="Open to anybody: how those who support others can go on without being left alone.",
    description=(
        "<p>相談の現場を支えるには、情報共有、研修、スーパービジョン、ノウハウの継承、社会資源の開拓など、"
        "いくつもの働きがそろうことが必要です。現場の支援員、行政、研究者がそれぞれの立場から語ります。</p>"
        "<p>手話通訳と要約筆記があります。</p>"
    ),
    description_en=(
        "<p>Sharing information, training, supervision, passing on know-how, opening up local resources: these work "
        "only together. Practitioners, officers and researchers speak, each from where they stand.</p>"
    ),
    themes=("chief-supporters", "first-year"),
    target="関心のある方はどなたでも",
    target_en="Anybody who is interested",
    venue=(
        "見本大学 記念講堂（見本）",
        "みほん市学園町1丁目",
        "大学前バス停すぐ。公共交通機関でお越しください。",
    ),
    seats={"venue": 200, "online": 300},
    parts=(
        Part(
            "13:00",
            "14:00",
            "基調講演「支援者支援の七つの働き」",
            "Keynote: seven functions of support for supporters",
            "山本 例一（見本大学）",
        ),
        Part("14:15", "15:45", "実践報告", "Reports from practice", "高橋 例子（NPO法人 例示の会）ほか"),
        Part("16:00", "17:00", "パネルディスカッション", "Panel discussion"),
    ),
    comers=(
        Comers("venue", (2, 3, 5, 7, 8, 10, 12, 16, 22, 27, 28, 40)),
        Comers("online", (6, 11, 23, 29, 31)),
    ),
)

VISIT = Meeting(
    slug="drop-in-visit",
    title="居場所づくり 現地見学会",
    title_en="A visit to a place to be",
    kind=EventKind.OTHER,
    in_days=17,
    begins="13:30",
    ends="15:30",
    format=EventFormat.VENUE,
    audience=Audience.PRACTITIONERS,
    host="NPO法人 仮の居場所",
    bureau="Kushiro",
    summary="空き店舗を生かした居場所を訪ね、運営の工夫を聞きます。少人数の見学会です。",
    summary_en="A small group visits a drop-in place in a former shop and hears how it is run.",
    description=(
        "<p>ふだん居場所を利用されている方のご迷惑にならないよう、少人数でうかがいます。"
        "写真の撮影はご遠慮ください。</p>"
    ),
    description_en="<p>A small group, so as not to disturb the people who spend their time there. No photographs, please.</p>",
    themes=("places-to-be", "withdrawal"),
    target=PRACTITIONERS,
    target_en=PRACTITIONERS_EN,
    venue=("仮の居場所（見本）", "さんぷる市仮町4丁目", "さんぷる駅から徒歩8分。駐車場はありません。"),
    seats={"venue": 12},
    closes_days_before=3,
    comers=(Comers("venue", (8, 9, 11, 12, 14, 15, 18, 19, 22, 26, 28, 31, 33, 35, 0, 38, 39)),),
)

EMPLOYMENT = Meeting(
    slug="employment-talk",
    title="就労準備支援 意見交換会",
    title_en="Talk on employment preparation",
    kind=EventKind.EXCHANGE_MEETING,
    in_days=20,
    begins="14:00",
    ends="16:00",
    format=EventFormat.VENUE,
    audience=Audience.PRACTITIONERS,
    host="株式会社 みほん就労サポート",
    bureau="Sorachi",
    summary="協力事業所の探し方と、就労体験の組み立て方を話し合います。",
    summary_en="Finding employers who cooperate, and arranging first steps at work.",
    description="<p>短時間の体験から始める就労準備について、事業所の方を交えて意見を交わします。</p>",
    description_en="<p>Employers join us to talk about preparing for work in short first steps.</p>",
    themes=("work-preparation",),
    target="就労支援員、就労準備支援の担当者",
    target_en="Employment supporters and those in charge of employment preparation",
    venue=("みほん産業会館（見本）", "みほん市産業1丁目", "みほん駅から徒歩10分。"),
    seats={"venue": 25},
    closes_days_before=4,
    comers=(Comers("venue", (0, 14, 23, 27, 29)),),
)

LEARNING = Meeting(
    slug="learning-support",
    title="子どもの学習支援 情報交換会",
    title_en="Exchange on children's learning support",
    kind=EventKind.EXCHANGE_MEETING,
    in_days=28,
    begins="10:00",
    ends="12:00",
    format=EventFormat.VENUE,
    audience=Audience.PRACTITIONERS,
    host="NPO法人 かくう学習室",
    bureau="Iburi",
    summary="学習支援の場の運営、ボランティアの集め方、学校との連携を話し合います。",
    summary_en="Running a place to learn, finding volunteers, working with schools.",
    description="<p>学習支援の場を開いている団体と、これから始める町村の担当者が情報を交換します。</p>",
    description_en="<p>Those who run a place to learn meet officers of towns that are about to begin.</p>",
    themes=("learning", "small-towns"),
    target="学習支援の担当者、市町村の担当者",
    target_en="Learning-support staff and municipal officers",
    venue=("かくう学習室（見本）", "架空村中央1番地", "架空村役場のとなりです。"),
    seats={"venue": 20},
    closes_days_before=3,
    comers=(Comers("venue", (0, 15, 18, 19, 32, 34)),),
)
# The learning meeting is put off by so many days after people had registered.
LEARNING_PUT_OFF = 16

SHELTER = Meeting(
    slug="shelter-cases",
    title="一時生活支援 事例検討会",
    title_en="Case study meeting: temporary living",
    kind=EventKind.CASE_STUDY,
    in_days=6,
    begins="15:00",
    ends="17:00",
    format=EventFormat.ONLINE,
    audience=Audience.PRACTITIONERS,
    host="NPO法人 見本ひろば",
    summary="住まいを失った方の受け入れと、その後の住まい探しを事例から学びます。",
    summary_en="Taking in people who have lost their home, and what comes after.",
    description="<p>広域での受け入れの調整、宿泊先の確保、その後の住まい探しについて検討します。</p>",
    description_en="<p>Coordinating across municipalities, finding a bed for the night, and a home afterwards.</p>",
    themes=("temporary-living",),
    target="相談支援員、市町村の担当者",
    target_en="Consultation supporters and municipal officers",
    seats={"online": 30},
    closes_in_days=-1,
    comers=(Comers("online", (4, 8, 12, 16, 21, 37)),),
)

WITHDRAWAL = Meeting(
    slug="withdrawal-study",
    title="ひきこもり支援 学習会",
    title_en="Study meeting: social withdrawal",
    kind=EventKind.TRAINING,
    in_days=60,
    begins="14:00",
    ends="16:00",
    format=EventFormat.ONLINE,
    audience=Audience.PRACTITIONERS,
    host="みほん市社会福祉協議会",
    summary="家族からの相談を、どのように受け止め、続けていくかを学びます。",
    summary_en="How to take up what families tell us, and stay with it.",
    description="<p>（下書き）ご家族からの相談の受け止め方、ご本人と会えない期間の関わり方を学びます。</p>",
    description_en="",
    themes=("withdrawal",),
    target="相談支援員、市町村の担当者",
    target_en="Consultation supporters and municipal officers",
    seats={"online": 50},
)

BUDGET_REPORTS = Meeting(
    slug="budget-reports",
    title="家計改善支援 実践報告会",
    title_en="Reports from household-budget support",
    kind=EventKind.EXCHANGE_MEETING,
    in_days=-40,
    begins="13:30",
    ends="15:30",
    format=EventFormat.ONLINE,
    audience=Audience.PRACTITIONERS,
    host="さんぷる市社会福祉協議会",
    summary="三つの団体が、家計改善支援の進め方とつまずきを報告しました。",
    summary_en="Three organisations reported how they work, and where they stumbled.",
    description="<p>三つの団体の報告のあと、家計表の使い方について意見を交わしました。</p>",
    description_en="<p>Three reports, followed by a talk on how to use a budget sheet.</p>",
    themes=("household-budget",),
    target="家計改善支援員、相談支援員",
    target_en="Household-budget advisers and consultation supporters",
    seats={"online": 40},
    comers=(Comers("online", (0, 7, 13, 25, 33, 35, 36)),),
)

MEETINGS = (
    BUDGET_REPORTS,
    SHELTER,
    CHIEFS,
    VISIT,
    EMPLOYMENT,
    LEG_8,
    LEARNING,
    BUDGET_CASES,
    FIRST_YEAR,
    SYMPOSIUM,
    LEG_9,
)
