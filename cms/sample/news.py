"""The demo's notices, by the number of days before or after the day the demo is laid."""

from dataclasses import dataclass

from cms.notices.choices import NoticeKind
from network.regions.choices import Prefecture


@dataclass(frozen=True)
class Told:
    """A notice: when it was told, its words, the sections it was posted to."""

    days_ago: int
    title: str
    title_en: str
    body: str
    body_en: str
    sections: tuple[str, ...]
    kind: str = NoticeKind.NEWS
    starts_in: int | None = None
    lasts: int = 0
    prefecture: str = ""
    place: str = ""
    event: str = ""


NOTICES = (
    Told(
        days_ago=2,
        title="次の情報交換会のテーマを募集しています（見本）",
        title_en="Themes wanted for the next exchange meeting (sample)",
        body="<p>次の情報交換会で話し合いたいことを、開催の三週間前まで受け付けます。「家計の相談をどう始めるか」のような短い一文でかまいません。</p>",
        body_en="<p>Tell us until three weeks before the meeting what you would like to talk about. One short sentence is enough.</p>",
        sections=("take-part", "study"),
        event="relay-8",
    ),
    Told(
        days_ago=4,
        title="メールの差出人の表示を変えます（見本）",
        title_en="Our mails will show another sender's name (sample)",
        body="<p>お送りするメールの差出人を、事務局の名前に統一します。迷惑メールの設定をされている方は、変更の日までに事務局のアドレスを受信できるようにしてください。申し込みやマイページの使い方は変わりません。</p>",
        body_en="<p>All our mails will come from the secretariat's name. If your office filters mail, please allow our address before that day. Nothing else changes.</p>",
        sections=("about",),
        kind=NoticeKind.CHANGE,
        starts_in=21,
    ),
    Told(
        days_ago=6,
        title="見本学会の公開講座「暮らしを支える」のご案内",
        title_en="Open lecture of the Sample Society: Supporting daily life",
        body="<p>架空の学会による公開講座です。参加費は無料で、お申し込みは主催者が受け付けます。</p>",
        body_en="<p>An open lecture of an invented society. Free; register with its organiser.</p>",
        sections=("study", "take-part"),
        kind=NoticeKind.EVENT,
        starts_in=30,
        prefecture=Prefecture.MIYAGI,
        place="みほん会館とオンライン（架空）",
    ),
    Told(
        days_ago=9,
        title="家計の見える化シートを掲載しました（見本）",
        title_en="New: a sheet for seeing a month's money (sample)",
        body="<p>「調べたい」に、家計の見える化シートを掲載しました。表計算ソフトで開いて、そのままお使いいただけます。</p>",
        body_en="<p>The sheet stands under “Look up”; open it in a spreadsheet and use it as it is.</p>",
        sections=("look-up",),
    ),
    Told(
        days_ago=15,
        title="年末年始の事務局のお休み（見本）",
        title_en="The secretariat is closed over New Year (sample)",
        body="<p>12月29日から1月3日まで、事務局はお休みです。この間にいただいたメールには、1月4日から順にお返事します。</p>",
        body_en="<p>Closed from 29 December to 3 January. Mails are answered from 4 January.</p>",
        sections=("about",),
    ),
    Told(
        days_ago=24,
        title="会員向けに研修資料を掲載しました（見本）",
        title_en="Training material for members (sample)",
        body="<p>家計改善支援の研修資料を、会員の方に公開しました。ログインしてご覧ください。</p>",
        body_en="<p>Material of the training on household budgets is there for members, after signing in.</p>",
        sections=("study",),
    ),
    Told(
        days_ago=40,
        title="見本福祉フォーラム（二日間）のご案内",
        title_en="Sample forum on welfare, two days",
        body="<p>架空の実行委員会が開くフォーラムです。一日だけの参加もできます。</p>",
        body_en="<p>Held by an invented committee; one may come for one day only.</p>",
        sections=("take-part",),
        kind=NoticeKind.EVENT,
        starts_in=55,
        lasts=1,
        prefecture=Prefecture.TOKYO,
        place="みほんホール（架空）",
    ),
    Told(
        days_ago=75,
        title="制度の案内ちらしのひな形を配布しています（見本）",
        title_en="A leaflet to fill in (sample)",
        body="<p>窓口の名前を書き入れて使えるちらしのひな形です。印刷してお使いください。</p>",
        body_en="<p>Fill in your counter's name and print it.</p>",
        sections=("learn", "look-up"),
    ),
    Told(
        days_ago=120,
        title="申し込みの確認番号が届くまでの時間について（見本）",
        title_en="",
        body="<p>役所のメールの検査により、確認番号が届くまで10分ほどかかることがあります。席は1時間お取りしていますので、あわてずにお待ちください。</p>",
        body_en="",
        sections=("take-part",),
    ),
    Told(
        days_ago=160,
        title="文字の大きさと色を見直しました（見本）",
        title_en="Larger letters, clearer colours (sample)",
        body="<p>本文の文字を大きくし、背景との色の差をはっきりさせました。押す場所や手順は変わっていません。</p>",
        body_en="<p>Text is larger and stands out more. Nothing has moved.</p>",
        sections=("about",),
        kind=NoticeKind.CHANGE,
        starts_in=-150,
    ),
    Told(
        days_ago=420,
        title="情報交換会の開催手引きを作っています（見本）",
        title_en="A guide to holding exchange meetings is being written (sample)",
        body="<p>これまで開催された地域の方のお話をもとに、手引きをまとめています。お気づきの点をお寄せください。</p>",
        body_en="<p>It rests on what earlier hosts told us. Please tell us what should be in it.</p>",
        sections=("take-part",),
    ),
)
