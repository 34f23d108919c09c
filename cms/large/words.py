"""Words of invented towns, bodies, people and meetings; every name says that it is a sample, and none is a real town's."""

from network.organisations.choices import OrganisationKind as Kind
from network.people.choices import Job

# Written form and reading, put together to names.
FIRST = (
    "松 マツ,杉 スギ,桜 サクラ,梅 ウメ,竹 タケ,桐 キリ,柳 ヤナギ,楓 カエデ,菊 キク,蘭 ラン,"
    "萩 ハギ,藤 フジ,桃 モモ,椿 ツバキ,葵 アオイ,萌 モエ,空 ソラ,星 ホシ,月 ツキ,虹 ニジ"
)
SECOND = (
    "川 カワ,山 ヤマ,野 ノ,原 ハラ,沢 サワ,浜 ハマ,里 サト,丘 オカ,森 モリ,島 シマ,"
    "台 ダイ,谷 タニ,泉 イズミ,岡 オカ,瀬 セ,峰 ミネ,池 イケ,林 バヤシ,園 ゾノ,道 ミチ"
)
FAMILY = "見本 ミホン,例示 レイジ,架空 カクウ,雛形 ヒナガタ,仮名 カメイ,試作 シサク"
GIVEN = (
    "花子 ハナコ,太郎 タロウ,一郎 イチロウ,美咲 ミサキ,健太 ケンタ,陽子 ヨウコ,直樹 ナオキ,由美 ユミ,"
    "大輔 ダイスケ,恵子 ケイコ,翔太 ショウタ,真由美 マユミ,和也 カズヤ,さくら サクラ,誠 マコト,あゆみ アユミ,"
    "浩二 コウジ,智子 トモコ,隆 タカシ,京子 キョウコ,亮 リョウ,千春 チハル,茂 シゲル,葉子 ヨウコ,"
    "学 マナブ,みどり ミドリ,進 ススム,久美子 クミコ,豊 ユタカ,典子 ノリコ,修 オサム,文代 フミヨ"
)
# Kind, what stands before and after the town's name, reading of both, tier of some.
BODIES = (
    (Kind.MUNICIPALITY, "", "福祉課", "", "フクシカ", "office"),
    (Kind.COUNCIL, "", "社会福祉協議会", "", "シャカイフクシキョウギカイ", "office"),
    (Kind.NPO, "NPO法人 ", "ひろば", "", "ヒロバ", "office"),
    (Kind.NPO, "一般社団法人 ", "支援センター", "", "シエンセンター", "office"),
    (Kind.COMPANY, "株式会社 ", "就労サポート", "", "シュウロウサポート", "supporting"),
)
JOBS = (
    Job.CONSULTATION,
    Job.CONSULTATION,
    Job.CHIEF_CONSULTATION,
    Job.EMPLOYMENT,
    Job.HOUSEHOLD_BUDGET,
    Job.LEARNING,
    Job.MUNICIPAL_OFFICER,
    Job.OTHER,
)
# What a meeting, a page or a paper is about: Japanese, English, the theme's address.
SUBJECTS = (
    ("訪問支援の始め方", "Beginning outreach", "outreach"),
    ("就労準備のプログラムづくり", "Programmes of employment preparation", "work-preparation"),
    ("家計表を使った面談", "Conversations over a household budget", "household-budget"),
    ("学習支援の場所と人", "Places and people of learning support", "learning"),
    ("一時生活支援と住まい", "Temporary living and housing", "temporary-living"),
    ("一年目の支援員が困ること", "What the first year is hard with", "first-year"),
    ("主任相談支援員の役割", "What chief supporters do", "chief-supporters"),
    ("居場所を続ける工夫", "Keeping a place to be going", "places-to-be"),
    ("ひきこもり支援と家族の会", "Social withdrawal and families", "withdrawal"),
    ("小さな町の連携", "Working together in small towns", "small-towns"),
)
SENTENCES = (
    "日ごろの実践を持ち寄り、小さな組に分かれて話し合います。",
    "うまくいかなかった例も、名前を伏せて共有します。",
    "初めての方も、経験の長い方も、同じ机を囲みます。",
    "終わりに、次の一か月で試すことを一つずつ決めます。",
    "資料は参加された方に後日お送りします。",
    "庁内や関係機関とのつなぎ方を、図に書きながら考えます。",
    "面談の進め方を、二人一組で実際に試します。",
    "近くの町の取り組みを、担当の方から伺います。",
)
SENTENCES_EN = (
    "We bring what we do every day and talk in small groups.",
    "What went wrong is shared as well, without names.",
    "Newcomers and old hands sit at the same table.",
    "At the end everybody names one thing to try.",
)


def pairs(words: str) -> list[tuple[str, str]]:
    """Written form and reading of each word of a list."""
    return [tuple(word.split(" ")) for word in words.split(",")]


def town(number: int) -> tuple[str, str]:
    """The name and reading of an invented town; there are 400, then they come with a number."""
    first, second = pairs(FIRST), pairs(SECOND)
    number, lap = number % (len(first) * len(second)), number // (len(first) * len(second))
    one, other = first[number % len(first)], second[number // len(first)]
    again = str(lap + 1) if lap else ""
    return f"{one[0]}{other[0]}見本町{again}", f"{one[1]}{other[1]}ミホンチョウ{again}"
