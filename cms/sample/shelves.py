"""The demo's resources: papers of our own (all samples) and links to where the scheme is written down."""

from dataclasses import dataclass
from datetime import date

from cms.access.choices import Audience
from cms.library.choices import Programme
from cms.sample.papers import csv_file, docx, xlsx

SAMPLE_PUBLISHER = "見本県地域福祉課（架空）"
OUR_OWN = "支援ネットワーク事務局（見本）"


@dataclass(frozen=True)
class Shelved:
    """A resource: words in two languages, where it stands, for whom, and a file or a link."""

    title: str
    title_en: str
    summary: str
    section: str
    programme: str
    publisher: str
    issued_on: date | None = None
    summary_en: str = ""
    audience: str = Audience.PUBLIC
    file_name: str = ""
    content: bytes = b""
    link: str = ""
    is_sample: bool = True


RESOURCES = (
    Shelved(
        title="生活困窮者自立支援法（平成25年法律第105号）",
        title_en="Act on Self-reliance Support for People in Need (Act 105 of 2013)",
        summary="制度のもとになる法律の条文です。事業の種類は第2条から第7条までに定められています。",
        summary_en="The act the scheme rests on; articles 2 to 7 name the programmes. In Japanese.",
        section="ministry",
        programme=Programme.ALL,
        publisher="デジタル庁 e-Gov法令検索",
        link="https://laws.e-gov.go.jp/law/425AC0000000105",
        is_sample=False,
    ),
    Shelved(
        title="生活困窮者自立支援制度（厚生労働省のページ）",
        title_en="The scheme on the ministry's site",
        summary="制度のあらまし、通知、手引き、統計を掲載している厚生労働省の入口です。",
        summary_en="The ministry's own page: outline, circulars, guides and figures. In Japanese.",
        section="ministry",
        programme=Programme.ALL,
        publisher="厚生労働省",
        link="https://www.mhlw.go.jp/stf/seisakunitsuite/bunya/0000059425.html",
        is_sample=False,
    ),
    Shelved(
        title="初回相談の聞き取りシート（見本）",
        title_en="Sheet for a first conversation (sample)",
        summary="初めて来られた方のお話を、順番を決めずに書きとめるためのシートです。お名前の欄はありません。",
        summary_en="For noting what somebody tells in any order. It has no field for a name.",
        section="look-up",
        programme=Programme.CONSULTATION,
        publisher=OUR_OWN,
        issued_on=date(2026, 6, 1),
        file_name="mihon-kikitori.docx",
        content=docx(
            (
                "初回相談の聞き取りシート（見本）",
                "きょう、いちばん話したいこと",
                "暮らしのようす",
                "次にお会いする日",
            )
        ),
    ),
    Shelved(
        title="就労準備支援のプログラム例（見本）",
        title_en="Examples of employment preparation (sample)",
        summary="生活のリズムを整えるところから、半日の作業体験までの三か月の組み立て例です。",
        summary_en="Three months, from the rhythm of the day to half a day of work.",
        section="look-up",
        programme=Programme.EMPLOYMENT,
        publisher=SAMPLE_PUBLISHER,
        issued_on=date(2026, 3, 20),
        file_name="mihon-shuro-program.xlsx",
        content=xlsx(
            (
                ("週", "午前", "午後"),
                ("1", "顔合わせ", "散歩"),
                ("2", "調理", "片づけ"),
                ("3", "作業体験", "ふりかえり"),
            )
        ),
    ),
    Shelved(
        title="家計の見える化シート（見本）",
        title_en="Sheet for seeing a month's money (sample)",
        summary="ひと月の収入と支出を一緒に書き出す表です。数字を入れると差し引きが分かります。",
        summary_en="A month's income and expenses, filled in together.",
        section="look-up",
        programme=Programme.BUDGET,
        publisher=OUR_OWN,
        issued_on=date(2026, 5, 11),
        file_name="mihon-kakei.xlsx",
        content=xlsx(
            (
                ("項目", "金額（円）"),
                ("収入", ""),
                ("家賃", ""),
                ("光熱費", ""),
                ("食費", ""),
                ("差し引き", ""),
            )
        ),
    ),
    Shelved(
        title="学習会の準備リスト（見本）",
        title_en="Checklist for a study evening (sample)",
        summary="会場、見守りの人数、帰り道の安全、おやつのアレルギー確認までを一枚にまとめています。",
        summary_en="Room, helpers, the way home, allergies: one page.",
        section="study",
        programme=Programme.CHILDREN,
        publisher=OUR_OWN,
        issued_on=date(2026, 4, 15),
        file_name="mihon-gakushukai.docx",
        content=docx(
            ("学習会の準備リスト（見本）", "会場の鍵", "見守りの人数", "帰り道の確認", "アレルギーの確認")
        ),
    ),
    Shelved(
        title="一時生活支援の受け入れ手順（見本）",
        title_en="Taking somebody in for a night (sample)",
        summary="夜間に連絡を受けてから、宿泊先に着き、翌朝の相談につなぐまでの手順です。",
        summary_en="From a call in the evening to the conversation of the next morning.",
        section="look-up",
        programme=Programme.LIVING,
        publisher=SAMPLE_PUBLISHER,
        issued_on=date(2025, 11, 28),
        file_name="mihon-ichiji-seikatsu.docx",
        content=docx(
            ("一時生活支援の受け入れ手順（見本）", "連絡を受ける", "宿泊先を確かめる", "翌朝の相談につなぐ")
        ),
    ),
    Shelved(
        title="制度の案内ちらし（見本・ひな形）",
        title_en="Leaflet on the scheme (sample)",
        summary="窓口の名前と電話番号を書き入れて使う、A4一枚のちらしのひな形です。",
        summary_en="One page to fill in with the counter's name and telephone.",
        section="learn",
        programme=Programme.ALL,
        publisher=OUR_OWN,
        issued_on=date(2026, 7, 6),
        file_name="mihon-chirashi.docx",
        content=docx(
            ("暮らしのことで困ったら（見本）", "どんなことでもご相談ください。", "窓口：　　　　電話：")
        ),
    ),
    Shelved(
        title="情報交換会の開催手引き（見本）",
        title_en="How to hold an exchange meeting (sample)",
        summary="会場選び、テーマの集め方、当日の進行、次の開催地への引き継ぎまでをまとめました。",
        summary_en="Room, themes, the day itself, and handing on the baton.",
        section="take-part",
        programme=Programme.ALL,
        publisher=OUR_OWN,
        issued_on=date(2026, 8, 24),
        file_name="mihon-kaisai.docx",
        content=docx(
            ("情報交換会の開催手引き（見本）", "テーマを集める", "会場を決める", "次の開催地へ引き継ぐ")
        ),
    ),
    Shelved(
        title="事例集 第1集（見本）",
        title_en="Cases, first collection (sample)",
        summary="うまくいかなかったことも含めて、会員が持ち寄った架空の事例です。お名前や地名は出てきません。",
        summary_en="Invented cases, failures included, without names or places.",
        section="study",
        programme=Programme.CONSULTATION,
        publisher=OUR_OWN,
        issued_on=date(2026, 9, 30),
        audience=Audience.MEMBERS,
        file_name="mihon-jirei-1.docx",
        content=docx(
            ("事例集 第1集（見本）", "事例1：電話だけでつながりつづけた半年", "事例2：早く動きすぎた就労支援")
        ),
    ),
    Shelved(
        title="家計改善支援の研修資料（見本）",
        title_en="Training material on household budgets (sample)",
        summary="会員向け研修で配った資料です。グループワークの問いと、進行のメモが付いています。",
        summary_en="Handed out at a members' training, with questions for group work.",
        section="study",
        programme=Programme.BUDGET,
        publisher=OUR_OWN,
        issued_on=date(2026, 10, 16),
        audience=Audience.MEMBERS,
        file_name="mihon-kenshu-kakei.docx",
        content=docx(
            (
                "家計改善支援の研修資料（見本）",
                "問い1：最初に見る数字はどれですか",
                "問い2：なぜその順番ですか",
            )
        ),
    ),
    Shelved(
        title="委託仕様書の項目一覧（見本）",
        title_en="Items of a contract for an entrusted programme (sample)",
        summary="事業を委託するときに、仕様書へ書くことの多い項目を並べた一覧です。登録自治体の方に公開しています。",
        summary_en="What specifications usually name, for registered municipalities.",
        section="look-up",
        programme=Programme.ALL,
        publisher=OUR_OWN,
        issued_on=date(2026, 9, 4),
        audience=Audience.REGISTERED,
        file_name="mihon-shiyosho.csv",
        content=csv_file(
            (
                ("項目", "書くことの例"),
                ("目的", "相談を受け止める"),
                ("人員", "主任相談支援員 1名"),
                ("報告", "毎月"),
            )
        ),
    ),
    Shelved(
        title="支援者のための相談先リスト（見本）",
        title_en="",
        summary="支援する側が抱え込まないための、架空の相談先の一覧です。",
        section="about",
        programme=Programme.ALL,
        publisher=OUR_OWN,
        issued_on=date(2026, 2, 2),
        file_name="mihon-sodansaki.csv",
        content=csv_file(
            (("名称", "曜日"), ("見本ほっとライン", "火・木"), ("見本スーパービジョンの会", "第3水曜"))
        ),
    ),
)
