"""Lines somebody thought of to lead matching astray, each with what must come of it.

`posts`: by itself, to exactly that slip. `first`: proposed first, not posted. `among`: one of the three. `nothing`:
neither posted nor proposed.
"""

from datetime import date

import pytest

from membership.payments.knownnames import KnownName, Source
from membership.payments.matching import Book, Deposit, Item
from tests.membership.payments.checkdigit import is_reference, reference

ON = date(2026, 5, 20)
FEES = (110, 220, 330, 440, 660, 880)
# slip: party, amount, number of its reference
SLIPS = {
    "sato": ("sato", 2000, 100201),
    "saito": ("saito", 2000, 100202),
    "takahashi": ("takahashi", 2000, 100203),
    "suzuki-a": ("suzuki-a", 2000, 100204),
    "suzuki-b": ("suzuki-b", 2000, 100205),
    "esashi": ("esashi", 5000, 100206),
    "e-sashi": ("e-sashi", 5000, 100207),
    "shakyo": ("shakyo", 5000, 100208),
    "hidamari": ("hidamari", 5000, 100209),
    "yukidoke": ("yukidoke", 10000, 100210),
    "tsunagu": ("tsunagu", 10000, 100211),
    "town": ("town", 14000, 100212),
    "vories": ("vories", 2000, 100213),
    "oda": ("oda", 2000, 100214),
    "komorebi": ("komorebi", 5000, 100215),
    "watanabe-25": ("watanabe", 2000, 100216),
    "watanabe-26": ("watanabe", 2300, 100217),
    "ono": ("ono", 2000, 100218),
    "oono": ("oono", 2000, 100219),
    "tanaka": ("tanaka", 2000, 100220),
    "hokko": ("hokko", 5000, 100221),
}
NAMES = [
    *[
        ("sato", "佐藤 花子"),
        ("sato", "サトウ ハナコ"),
        ("saito", "斎藤 健一"),
        ("saito", "サイトウ ケンイチ"),
    ],
    *[("takahashi", "髙橋 京子"), ("takahashi", "タカハシ キョウコ")],
    *[
        ("suzuki-a", "鈴木 恵"),
        ("suzuki-a", "スズキ メグミ"),
        ("suzuki-b", "鈴木 恵美"),
        ("suzuki-b", "スズキ メグミ"),
    ],
    *[("esashi", "江差町"), ("esashi", "エサシチョウ"), ("e-sashi", "枝幸町"), ("e-sashi", "エサシチョウ")],
    *[("shakyo", "社会福祉法人見本市社会福祉協議会"), ("shakyo", "ミホンシシャカイフクシキョウギカイ")],
    *[("hidamari", "特定非営利活動法人ひだまりの家"), ("hidamari", "ヒダマリノイエ")],
    *[("yukidoke", "株式会社ユキドケ工房"), ("yukidoke", "ユキドケコウボウ")],
    *[("tsunagu", "一般社団法人つなぐ会"), ("tsunagu", "ツナグカイ")],
    *[("town", "見本市"), ("town", "ミホンシ"), ("vories", "ヴォーリズ 純"), ("vories", "ヴォーリズ ジュン")],
    *[("oda", "小田 千鶴"), ("oda", "オダ チヅル"), ("komorebi", "医療法人社団こもれび診療所")],
    *[("komorebi", "コモレビシンリョウジョ"), ("watanabe", "渡辺 裕子"), ("watanabe", "ワタナベ ユウコ")],
    *[("ono", "小野 翔"), ("ono", "オノ ショウ"), ("oono", "大野 翔"), ("oono", "オオノ ショウ")],
    *[("tanaka", "田中 実"), ("tanaka", "タナカ ミノル")],
    *[
        ("hokko", "ほっこう生活困窮者自立支援センターあすなろ"),
        ("hokko", "ホッコウセイカツコンキュウシャジリツシエンセンターアスナロ"),
    ],
]
ALIASES = [
    KnownName("oda", "オダ ジロウ", Source.DECLARED),
    KnownName("shakyo", "ミホンシヤキヨウ カイケイ", Source.CONFIRMED),
    KnownName("tanaka", "ヨコカワ フミ", Source.PAST),
    KnownName("hidamari", "ミナミ ユウジ", Source.CONFIRMED),
    KnownName("donor", "ミナミ ユウジ", Source.OTHER),
    KnownName("esashi", "エサシチョウ", Source.PAST, "ｴｻｼｷﾞﾝｺｳ ﾎﾝﾃﾝ"),
]


def ref(slip: str) -> str:
    return reference(SLIPS[slip][2])


def book() -> Book:
    items = [Item(key, party, amount, reference(number)) for key, (party, amount, number) in SLIPS.items()]
    return Book(items, [*(KnownName(party, name) for party, name in NAMES), *ALIASES], FEES, is_reference)


S, K, T, V = ref("sato"), ref("shakyo"), ref("town"), ref("vories")
POSTS = [
    (f"{S} ｻﾄｳ ﾊﾅｺ", 2000, "sato"),
    (f"{S}ｻﾄｳ ﾊﾅｺ", 2000, "sato"),
    (f"{S}", 2000, "sato"),
    (f"{S[:3]}-{S[3:]} ｻﾄｳ", 2000, "sato"),
    (f"{S[:4]} {S[4:]} ｻﾄｳ", 2000, "sato"),
    (f"NO.{S} ｻﾄｳ ﾊﾅｺ", 2000, "sato"),
    (f"NO{S}", 2000, "sato"),
    (f"ｻﾄｳ ﾊﾅｺ {S}", 2000, "sato"),
    (f"ｻﾄｳﾊﾅｺ{S}", 2000, "sato"),
    (f"({S})ｻﾄｳ", 2000, "sato"),
    (f"#{S}/ｻﾄｳ", 2000, "sato"),
    ("".join(chr(ord(digit) + 0xFEE0) for digit in S) + "　サトウ　ハナコ", 2000, "sato"),
    (f"{S} ﾎｹﾝｼﾔｶｲ ｼﾞﾑ", 2000, "sato"),
    (f"{S} ﾀﾅｶ", 2000, "sato"),
    (f"{S} 佐藤花子", 2000, "sato"),
    (f"12 {S} ｻﾄｳ", 2000, "sato"),
    (f"{S} {S} ｻﾄｳ", 2000, "sato"),
    (f"{S}ｰｻﾄｳ", 2000, "sato"),
    (f"{K} ﾌｸ)ﾐﾎﾝｼｼﾔｶｲﾌｸｼｷﾖｳｷﾞｶｲ", 5000, "shakyo"),
    (f"{K} ﾐﾎﾝｼｶｲｹｲｶﾝﾘｼﾔ", 5000, "shakyo"),
    (f"{T} ﾐﾎﾝｼｶｲｹｲｶﾝﾘｼﾔ", 14000, "town"),
    (f"{T}ﾐﾎﾝｼｼﾔｸｼﾖ ﾌｸｼｶ", 14000, "town"),
    (f"{V} ｳﾞｵ-ﾘｽﾞ", 2000, "vories"),
    (f"{ref('esashi')} ｴｻｼﾁﾖｳ", 5000, "esashi"),
    (f"{ref('e-sashi')} ｴｻｼﾁﾖｳ", 5000, "e-sashi"),
    (f"{ref('suzuki-b')} ｽｽﾞｷ ﾒｸﾞﾐ", 2000, "suzuki-b"),
    ("ｵﾀﾞ ｼﾞﾛｳ", 2000, "oda"),
    ("ｵﾀﾞｼﾞﾛｳ", 2000, "oda"),
    ("ﾐﾎﾝｼﾔｷﾖｳ ｶｲｹｲ", 5000, "shakyo"),
    ("ﾐﾎﾝ ｼﾔｷﾖｳｶｲｹｲ", 5000, "shakyo"),
    ("ﾌｸ)ﾐﾎﾝｼﾔｷﾖｳ ｶｲｹｲ", 5000, "shakyo"),
]
FIRST = [
    (f"{S} ｻﾄｳ ﾊﾅｺ", 1890, "sato"),
    (f"{S} ｻﾄｳ ﾊﾅｺ", 1340, "sato"),
    (f"{S} ｻﾄｳ ﾊﾅｺ", 4000, "sato"),
    (f"{S} ｻﾄｳ ﾊﾅｺ", 1000, "sato"),
    (f"{S} ｻﾄｳ ﾊﾅｺ", 1, "sato"),
    (f"{S[:6]}{(int(S[6]) + 1) % 10} ｻﾄｳ ﾊﾅｺ", 2000, "sato"),
    (f"{S[:2]}{S[3]}{S[2]}{S[4:]} ｻﾄｳ ﾊﾅｺ", 2000, "sato"),
    (f"{S[:6]} ｻﾄｳ ﾊﾅｺ", 2000, "sato"),
    (f"{S}1 ｻﾄｳ ﾊﾅｺ", 2000, "sato"),
    (f"9{S} ｻﾄｳ ﾊﾅｺ", 2000, "sato"),
    ("ｻﾄｳ ﾊﾅｺ", 2000, "sato"),
    ("ｻﾄｳﾊﾅｺ", 2000, "sato"),
    ("サトウ　ハナコ", 2000, "sato"),
    ("さとう はなこ", 2000, "sato"),
    ("佐藤　花子", 2000, "sato"),
    ("佐藤花子", 2000, "sato"),
    ("ｻﾄｳ ﾊﾅｺ", 1780, "sato"),
    ("1234567890 ｻﾄｳ ﾊﾅｺ", 2000, "sato"),
    ("00001 ｻﾄｳ ﾊﾅｺ", 2000, "sato"),
    ("ｻﾄ- ﾊﾅｺ", 2000, "sato"),
    ("ｻﾄｳ ﾊﾅｴ", 2000, "sato"),
    ("ｻﾄｳ ﾀﾛｳ", 2000, "sato"),
    ("ｻｲﾄｳ ｹﾝｲﾁ", 2000, "saito"),
    ("齋藤 健一", 2000, "saito"),
    ("斉藤健一", 2000, "saito"),
    ("齊藤　健一", 2000, "saito"),
    ("ﾀｶﾊｼ ｷﾖｳｺ", 2000, "takahashi"),
    ("ﾀｶﾊｼ ｷｮｳｺ", 2000, "takahashi"),
    ("高橋京子", 2000, "takahashi"),
    ("髙橋　京子", 2000, "takahashi"),
    ("ﾀｶﾊｼ ｷﾖｳｺ ﾎﾞﾝｼﾞﾌﾞﾝ", 2000, "takahashi"),
    ("ﾐﾎﾝｼｼﾔｶｲﾌｸｼｷﾖｳｷﾞｶｲ", 5000, "shakyo"),
    ("ﾌｸ)ﾐﾎﾝｼｼﾔｶｲﾌｸｼｷﾖｳｷﾞｶｲ", 5000, "shakyo"),
    ("ﾐﾎﾝｼｼﾔｶｲﾌｸｼｷﾖｳｷﾞｶｲ(ﾌｸ", 5000, "shakyo"),
    ("ｼﾔｶｲﾌｸｼﾎｳｼﾞﾝﾐﾎﾝｼｼﾔｶｲﾌｸｼｷﾖｳｷﾞｶｲ", 5000, "shakyo"),
    ("ｼﾔｶｲﾌｸｼﾎｳｼﾞﾝﾐﾎﾝｼｼﾔｶｲﾌｸｼｷﾖｳ", 5000, "shakyo"),
    ("ﾐﾎﾝｼｼﾔｷﾖｳ", 5000, "shakyo"),
    ("ﾌｸ)ﾐﾎﾝｼｼﾔｷﾖｳ ﾔﾏﾀﾞ", 5000, "shakyo"),
    ("見本市社協", 5000, "shakyo"),
    ("(福)見本市社会福祉協議会", 5000, "shakyo"),
    ("ﾄｸﾋ)ﾋﾀﾞﾏﾘﾉｲｴ", 5000, "hidamari"),
    ("ﾋﾀﾞﾏﾘﾉｲｴ(ﾄｸﾋ", 5000, "hidamari"),
    ("ﾄｸﾋ)ﾋﾀﾞﾏﾘﾉｲｴ ﾐﾎﾝｼﾃﾝ", 5000, "hidamari"),
    ("ﾄｸﾃｲﾋｴｲﾘｶﾂﾄﾞｳﾎｳｼﾞﾝﾋﾀﾞﾏﾘﾉｲｴ", 5000, "hidamari"),
    ("ﾄｸﾃｲﾋｴｲﾘｶﾂﾄﾞｳﾎｳｼﾞﾝﾋﾀﾞﾏﾘﾉｲ", 5000, "hidamari"),
    ("NPOﾎｳｼﾞﾝﾋﾀﾞﾏﾘﾉｲｴ", 5000, "hidamari"),
    ("ＮＰＯ法人ひだまりの家", 5000, "hidamari"),
    ("ひだまりの家", 5000, "hidamari"),
    ("ｶ)ﾕｷﾄﾞｹｺｳﾎﾞｳ", 10000, "yukidoke"),
    ("ﾕｷﾄﾞｹｺｳﾎﾞｳ(ｶ", 10000, "yukidoke"),
    ("ﾕｷﾄﾞｹｺｳﾎﾞｳ(ｶ) ﾐﾎﾝﾃﾝ", 10000, "yukidoke"),
    ("ｶﾌﾞｼｷｶﾞｲｼﾔﾕｷﾄﾞｹｺｳﾎﾞｳ", 10000, "yukidoke"),
    ("ｶﾌﾞｼｷｶｲｼﾔ ﾕｷﾄﾞｹｺｳﾎﾞｳ", 10000, "yukidoke"),
    ("(株)ユキドケ工房", 10000, "yukidoke"),
    ("㈱ユキドケ工房", 10000, "yukidoke"),
    ("ｶ)ﾕｷﾄﾞｹｺｳﾎﾞｳ", 9340, "yukidoke"),
    ("ｼﾔ)ﾂﾅｸﾞｶｲ", 10000, "tsunagu"),
    ("ｲﾂﾊﾟﾝｼﾔﾀﾞﾝﾎｳｼﾞﾝﾂﾅｸﾞｶｲ", 10000, "tsunagu"),
    ("一般社団法人つなぐ会", 10000, "tsunagu"),
    ("ﾐﾎﾝｼｶｲｹｲｶﾝﾘｼﾔ", 14000, "town"),
    ("ﾐﾎﾝｼ ｶｲｹｲｶﾝﾘｼﾔ", 14000, "town"),
    ("ﾐﾎﾝｼﾔｸｼﾖ", 14000, "town"),
    ("見本市役所", 14000, "town"),
    ("見本市会計管理者", 14000, "town"),
    ("ｳﾞｵ-ﾘｽﾞ ｼﾞﾕﾝ", 2000, "vories"),
    ("ﾎﾞ-ﾘｽﾞ ｼﾞﾕﾝ", 2000, "vories"),
    ("ｳﾞｵﾘｽﾞ ｼﾞﾕﾝ", 2000, "vories"),
    ("ｳﾞｵ-ﾘｽﾞﾞ ｼﾞﾕﾝ", 2000, "vories"),
    ("ｵﾀﾞ ﾁﾂﾞﾙ", 2000, "oda"),
    ("ｵﾀﾞ ﾁｽﾞﾙ", 2000, "oda"),
    ("ｵﾀﾞ ｼﾞﾛｳ", 1890, "oda"),
    ("ｲ)ｺﾓﾚﾋﾞｼﾝﾘﾖｳｼﾞﾖ", 5000, "komorebi"),
    ("ｲﾘﾖｳﾎｳｼﾞﾝｼﾔﾀﾞﾝｺﾓﾚﾋﾞｼﾝﾘﾖｳｼﾞﾖ", 5000, "komorebi"),
    ("ﾜﾀﾅﾍﾞ ﾕｳｺ", 2000, "watanabe-25"),
    ("ﾜﾀﾅﾍﾞ ﾕｳｺ", 2300, "watanabe-26"),
    ("ﾜﾀﾅﾍﾞ ﾕｳｺ", 4300, "watanabe-25+watanabe-26"),
    ("ﾜﾀﾅﾍﾞ ﾕｳｺ", 4190, "watanabe-25+watanabe-26"),
    (f"{ref('watanabe-25')} {ref('watanabe-26')}", 4190, "watanabe-25+watanabe-26"),
    ("ｵﾉ ｼﾖｳ", 2000, "ono"),
    ("ｵｵﾉ ｼﾖｳ", 2000, "oono"),
    ("ﾖｺｶﾜ ﾌﾐ", 2000, "tanaka"),
    ("ﾐﾅﾐ ﾕｳｼﾞ", 5000, "hidamari"),
    ("ﾎﾂｺｳｾｲｶﾂｺﾝｷﾕｳｼﾔｼﾞﾘ", 5000, "hokko"),
    ("ﾎﾂｺｳｾｲｶﾂｺﾝｷﾕｳｼﾔｼﾞﾘﾂｼｴﾝｾ", 5000, "hokko"),
    ("ﾎﾂｺｳｾｲｶﾂｺﾝｷﾕｳｼﾔｼﾞﾘﾂｼｴﾝｾﾝﾀ-ｱｽﾅﾛ", 4670, "hokko"),
]
AMONG = [
    ("ｴｻｼﾁﾖｳ", 5000, "esashi"),
    ("ｴｻｼﾁﾖｳ", 5000, "e-sashi"),
    ("ｴｻｼﾁﾖｳ ｶｲｹｲｶﾝﾘｼﾔ", 5000, "e-sashi"),
    ("ｽｽﾞｷ ﾒｸﾞﾐ", 2000, "suzuki-a"),
    ("ｽｽﾞｷ ﾒｸﾞﾐ", 2000, "suzuki-b"),
    (f"{S} ｽｽﾞｷ ﾒｸﾞﾐ", 2000, "sato"),
    (f"{S} ｽｽﾞｷ ﾒｸﾞﾐ", 2000, "suzuki-a"),
    (f"{S} ﾀﾅｶ ﾐﾉﾙ", 2000, "tanaka"),
    (f"{S} ｵﾀﾞ ｼﾞﾛｳ", 2000, "oda"),
    (f"{ref('ono')} ｵｵﾉ ｼﾖｳ", 2000, "oono"),
    ("ｽｽﾞｷ ﾒｸﾞ", 2000, "suzuki-a"),
]
NOTHING = [
    ("ﾘｿｸ", 12),
    ("ﾌﾘｺﾐﾃｽｳﾘﾖｳ", 330),
    ("ﾖｿﾉ ｶﾀ", 7777),
    ("", 2001),
    ("   ", 2001),
    ("ﾞﾞﾞ", 2001),
    ("-----", 2001),
    ("0000000", 2000),
    ("(ｶ", 1),
    ("ｶ)", 1),
    ("()", 1),
    ("9999999 ｼﾗﾅｲ ｶﾞｲｼﾔ", 77),
    ("キカイ", 3),
]
COUNT = len(POSTS) + len(FIRST) + len(AMONG) + len(NOTHING)


def found(payer: str, amount: int, origin: str = ""):
    return book().look(Deposit("line", amount, payer, ON, origin=origin))


def proposed(payer: str, amount: int) -> list[str]:
    return ["+".join(sorted(proposal.items)) for proposal in found(payer, amount).proposals]


def test_lines_are_many():
    assert COUNT >= 120


@pytest.mark.capability("M6")
@pytest.mark.parametrize(("payer", "amount", "slip"), POSTS)
def test_line_when_it_posts(payer, amount, slip):
    posted = found(payer, amount).posted

    assert posted is not None
    assert posted.items == (slip,)


@pytest.mark.capability("M6")
@pytest.mark.parametrize(("payer", "amount", "slip"), FIRST)
def test_line_when_it_is_proposed_first(payer, amount, slip):
    assert found(payer, amount).posted is None
    assert proposed(payer, amount)[0] == slip


@pytest.mark.capability("M6")
@pytest.mark.parametrize(("payer", "amount", "slip"), AMONG)
def test_line_when_several_may_be_meant(payer, amount, slip):
    assert found(payer, amount).posted is None
    assert slip in proposed(payer, amount)


@pytest.mark.capability("M6")
@pytest.mark.parametrize(("payer", "amount"), NOTHING)
def test_line_when_it_means_nobody(payer, amount):
    assert found(payer, amount).posted is None
    assert proposed(payer, amount) == []


def test_line_when_the_bank_tells_two_towns_apart():
    proposals = found("ｴｻｼﾁﾖｳ", 5000, "ｴｻｼｷﾞﾝｺｳ ﾎﾝﾃﾝ").proposals

    assert proposals[0].items == ("esashi",)
