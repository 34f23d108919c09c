"""Invented organisations and people; their names say so (見本・例示・ひながた・架空・仮)."""

from dataclasses import dataclass

from network.organisations.choices import OrganisationKind as Kind
from network.people.choices import Job

ASSOCIATION = {
    "name": "見本 生活困窮者支援ネットワーク",
    "name_en": "Sample Network for Supporters of People in Need",
    "short_name": "みほんネット",
    "address": "〒000-0000 みほん市見本1条1丁目1-1 見本福祉会館2階",
    "phone": "000-000-0000",
    "email": "jimukyoku@tasuki.example",
    "contact_hours": "平日 9:00〜17:00",
    "contact_hours_en": "weekdays, 9:00–17:00",
    "bank_name": "見本銀行",
    "bank_code": "9999",
    "branch_name": "見本支店",
    "branch_code": "001",
    "account_number": "0000001",
    "account_holder": "ミホンネットワーク",
}


@dataclass(frozen=True)
class Body:
    """An organisation; `domain` is its part of the invented addresses."""

    name: str
    kana: str
    kind: Kind
    domain: str
    tier: str = ""


BODIES = (
    Body("みほん市福祉課", "ミホンシフクシカ", Kind.MUNICIPALITY, "mihon-shi", "office"),
    Body("例示町保健福祉課", "レイジチョウホケンフクシカ", Kind.MUNICIPALITY, "reiji-cho", "office"),
    Body("ひながた町福祉課", "ヒナガタチョウフクシカ", Kind.MUNICIPALITY, "hinagata-cho"),
    Body("架空村住民福祉課", "カクウムラジュウミンフクシカ", Kind.MUNICIPALITY, "kakuu-mura"),
    Body("さんぷる市生活支援課", "サンプルシセイカツシエンカ", Kind.MUNICIPALITY, "sanpuru-shi", "office"),
    Body("仮置町健康福祉課", "カリオキチョウケンコウフクシカ", Kind.MUNICIPALITY, "karioki-cho"),
    Body(
        "みほん市社会福祉協議会", "ミホンシシャカイフクシキョウギカイ", Kind.COUNCIL, "mihon-shakyo", "office"
    ),
    Body("例示町社会福祉協議会", "レイジチョウシャカイフクシキョウギカイ", Kind.COUNCIL, "reiji-shakyo"),
    Body(
        "ひながた社会福祉協議会",
        "ヒナガタシャカイフクシキョウギカイ",
        Kind.COUNCIL,
        "hinagata-shakyo",
        "office",
    ),
    Body("架空村社会福祉協議会", "カクウムラシャカイフクシキョウギカイ", Kind.COUNCIL, "kakuu-shakyo"),
    Body("さんぷる市社会福祉協議会", "サンプルシシャカイフクシキョウギカイ", Kind.COUNCIL, "sanpuru-shakyo"),
    Body("仮置町社会福祉協議会", "カリオキチョウシャカイフクシキョウギカイ", Kind.COUNCIL, "karioki-shakyo"),
    Body("NPO法人 例示の会", "レイジノカイ", Kind.NPO, "reijinokai", "office"),
    Body("NPO法人 見本ひろば", "ミホンヒロバ", Kind.NPO, "mihon-hiroba", "office"),
    Body(
        "一般社団法人 ひながた支援センター", "ヒナガタシエンセンター", Kind.NPO, "hinagata-center", "office"
    ),
    Body("NPO法人 仮の居場所", "カリノイバショ", Kind.NPO, "kari-ibasho"),
    Body("NPO法人 かくう学習室", "カクウガクシュウシツ", Kind.NPO, "kakuu-gakushu"),
    Body("社会福祉法人 見本福祉会", "ミホンフクシカイ", Kind.NPO, "mihon-fukushi", "supporting"),
    Body("フードバンク見本", "フードバンクミホン", Kind.NPO, "foodbank-mihon"),
    Body(
        "株式会社 みほん就労サポート", "ミホンシュウロウサポート", Kind.COMPANY, "mihon-shuro", "supporting"
    ),
    Body("合同会社 例示ワークス", "レイジワークス", Kind.COMPANY, "reiji-works"),
    Body("見本県地域福祉課", "ミホンケンチイキフクシカ", Kind.PREFECTURE, "mihon-ken"),
    Body("みほん公共職業安定所", "ミホンコウキョウショクギョウアンテイジョ", Kind.STATE, "mihon-antei"),
    Body(
        "見本大学 社会福祉研究室",
        "ミホンダイガクシャカイフクシケンキュウシツ",
        Kind.OTHER,
        "mihon-u",
        "supporting",
    ),
    Body("ひながた司法書士事務所", "ヒナガタシホウショシジムショ", Kind.OTHER, "hinagata-shoshi"),
)


@dataclass(frozen=True)
class Someone:
    """A person, where they work, and the login name if they have an account."""

    name: str
    kana: str
    address: str
    body: str
    job: Job
    login: str = ""
    tier: str = ""
    language: str = "ja"


PEOPLE = (
    Someone(
        "佐藤 見本子", "サトウ ミホンコ", "sato", "NPO法人 例示の会", Job.CONSULTATION, "member", "individual"
    ),
    Someone("鈴木 例太", "スズキ レイタ", "suzuki", "みほん市福祉課", Job.MUNICIPAL_OFFICER, "organiser"),
    Someone(
        "髙橋 雛子", "タカハシ ヒナコ", "takahashi", "みほん市社会福祉協議会", Job.CONSULTATION, "drafter"
    ),
    Someone(
        "田中 例美",
        "タナカ レイミ",
        "tanaka",
        "社会福祉法人 見本福祉会",
        Job.OTHER,
        "treasurer",
        "individual",
    ),
    Someone("渡邉 仮名子", "ワタナベ カナコ", "watanabe", "NPO法人 見本ひろば", Job.OTHER, "moderator"),
    Someone(
        "伊藤 見本太", "イトウ ミホンタ", "ito", "一般社団法人 ひながた支援センター", Job.OTHER, "secretariat"
    ),
    Someone(
        "山本 例一", "ヤマモト レイイチ", "yamamoto", "見本大学 社会福祉研究室", Job.OTHER, "administrator"
    ),
    Someone(
        "髙橋 見本子",
        "タカハシ ミホンコ",
        "m-takahashi",
        "例示町保健福祉課",
        Job.MUNICIPAL_OFFICER,
        "mihonko",
    ),
    Someone(
        "高橋 例子",
        "タカハシ レイコ",
        "r-takahashi",
        "NPO法人 例示の会",
        Job.CHIEF_CONSULTATION,
        "reiko",
        "individual",
    ),
    Someone(
        "﨑山 例太", "サキヤマ レイタ", "sakiyama", "ひながた社会福祉協議会", Job.CHIEF_CONSULTATION, "reita"
    ),
    Someone(
        "齋藤 雛太", "サイトウ ヒナタ", "saito", "みほん市社会福祉協議会", Job.CHIEF_CONSULTATION, "hinata"
    ),
    Someone("斉藤 仮名子", "サイトウ カナコ", "k-saito", "例示町社会福祉協議会", Job.CONSULTATION),
    Someone(
        "中村 例美", "ナカムラ レイミ", "nakamura", "さんぷる市生活支援課", Job.MUNICIPAL_OFFICER, "reimi"
    ),
    Someone(
        "小林 見本太",
        "コバヤシ ミホンタ",
        "kobayashi",
        "さんぷる市社会福祉協議会",
        Job.HOUSEHOLD_BUDGET,
        tier="individual",
    ),
    Someone("加藤 例一", "カトウ レイイチ", "kato", "株式会社 みほん就労サポート", Job.EMPLOYMENT, "reiichi"),
    Someone("吉田 雛子", "ヨシダ ヒナコ", "yoshida", "NPO法人 かくう学習室", Job.LEARNING, tier="individual"),
    Someone(
        "山田 仮介", "ヤマダ カスケ", "yamada", "NPO法人 仮の居場所", Job.CONSULTATION, "kasuke", "individual"
    ),
    Someone("佐々木 例子", "ササキ レイコ", "sasaki", "ひながた町福祉課", Job.MUNICIPAL_OFFICER),
    Someone("山口 見本子", "ヤマグチ ミホンコ", "yamaguchi", "架空村住民福祉課", Job.MUNICIPAL_OFFICER),
    Someone("松本 例太", "マツモト レイタ", "matsumoto", "架空村社会福祉協議会", Job.CONSULTATION),
    Someone("井上 雛太", "イノウエ ヒナタ", "inoue", "仮置町健康福祉課", Job.MUNICIPAL_OFFICER),
    Someone("木村 仮名子", "キムラ カナコ", "kimura", "仮置町社会福祉協議会", Job.CONSULTATION),
    Someone("林 例美", "ハヤシ レイミ", "hayashi", "みほん市福祉課", Job.MUNICIPAL_OFFICER, "hayashi"),
    Someone("清水 見本太", "シミズ ミホンタ", "shimizu", "みほん市社会福祉協議会", Job.EMPLOYMENT, "shimizu"),
    Someone(
        "山﨑 例一", "ヤマザキ レイイチ", "yamazaki", "NPO法人 見本ひろば", Job.CHIEF_CONSULTATION, "yamazaki"
    ),
    Someone(
        "森 雛子", "モリ ヒナコ", "mori", "一般社団法人 ひながた支援センター", Job.HOUSEHOLD_BUDGET, "mori"
    ),
    Someone("池田 仮介", "イケダ カスケ", "ikeda", "フードバンク見本", Job.OTHER),
    Someone("橋本 例子", "ハシモト レイコ", "hashimoto", "合同会社 例示ワークス", Job.EMPLOYMENT),
    Someone("阿部 見本子", "アベ ミホンコ", "abe", "見本県地域福祉課", Job.OTHER),
    Someone("石川 例太", "イシカワ レイタ", "ishikawa", "みほん公共職業安定所", Job.EMPLOYMENT),
    Someone("前田 雛太", "マエダ ヒナタ", "maeda", "ひながた司法書士事務所", Job.OTHER, tier="individual"),
    Someone("藤田 仮名子", "フジタ カナコ", "fujita", "ひながた社会福祉協議会", Job.CONSULTATION, "fujita"),
    Someone("後藤 例美", "ゴトウ レイミ", "goto", "例示町保健福祉課", Job.MUNICIPAL_OFFICER),
    Someone("岡田 見本太", "オカダ ミホンタ", "okada", "さんぷる市社会福祉協議会", Job.CONSULTATION),
    Someone("長谷川 例一", "ハセガワ レイイチ", "hasegawa", "NPO法人 かくう学習室", Job.LEARNING),
    Someone("村上 雛子", "ムラカミ ヒナコ", "murakami", "例示町社会福祉協議会", Job.HOUSEHOLD_BUDGET),
    Someone("近藤 仮介", "コンドウ カスケ", "kondo", "社会福祉法人 見本福祉会", Job.CONSULTATION),
    Someone("石井 例子", "イシイ レイコ", "ishii", "NPO法人 仮の居場所", Job.CONSULTATION),
    Someone("坂本 見本子", "サカモト ミホンコ", "sakamoto", "ひながた町福祉課", Job.MUNICIPAL_OFFICER),
    Someone("遠藤 例太", "エンドウ レイタ", "endo", "さんぷる市生活支援課", Job.CHIEF_CONSULTATION, "endo"),
    Someone(
        "Mary Example",
        "メアリー エグザンプル",
        "mary",
        "見本大学 社会福祉研究室",
        Job.OTHER,
        "mary",
        "individual",
        "en",
    ),
)

# Whom the organisations with a tier that covers named people have named.
NAMED = {
    "社会福祉法人 見本福祉会": ("近藤 仮介",),
    "株式会社 みほん就労サポート": ("加藤 例一",),
    "見本大学 社会福祉研究室": ("山本 例一",),
}
