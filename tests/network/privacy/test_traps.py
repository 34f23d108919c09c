"""What is no personal data although it looks so, and what is although it looks like a place or a word."""

import pytest

from network.privacy.rules import find

pytestmark = pytest.mark.capability("B7")


def found(text: str) -> list[tuple[str, str]]:
    """What was found, as (kind, words of the text)."""
    return [(str(span.kind), text[span.start : span.end]) for span in find(text)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("石狩市の担当者に聞きました。", id="a town"),
        pytest.param("千歳から通勤しています。", id="a town without its word"),
        pytest.param("山田町と森町と大樹町が共同で委託しています。", id="towns named like people"),
        pytest.param("札幌さんや旭川さんではどうしていますか。", id="towns addressed politely"),
        pytest.param("民生委員さんと訪問しました。", id="a role"),
        pytest.param("大家さん、ケアマネさん、ヘルパーさんも心配しています。", id="roles in a row"),
        pytest.param("おばあちゃんとお兄ちゃんが来ました。", id="relatives"),
        pytest.param("Aさん、Ｂ氏、甲さん、K.T.さん、A子さん、〇〇さん。", id="letters that stand for names"),
        pytest.param("渋沢栄一の新紙幣が使えませんでした。", id="somebody on a banknote"),
        pytest.param("バイステックの七原則とマズローの欲求段階説", id="authors of the textbooks"),
        pytest.param("長谷川式と田中ビネーの結果、橋本病の既往", id="tests and illnesses named after people"),
        pytest.param("朝日訴訟から学ぶ", id="a lawsuit"),
        pytest.param(
            "0120-123-456、０５７０－０００－１２３、#8000、188へどうぞ。", id="numbers of public bodies"
        ),
        pytest.param(
            "社援地発0331第2号、受付番号 123-4567、口座番号1234567",
            id="numbers that are no numbers of people",
        ),
        pytest.param("受付番号は123456789012です。", id="twelve digits that do not check"),
        pytest.param("平成25年法律第105号、令和6年4月1日施行", id="a law and its date"),
        pytest.param("生活保護法第63条、第4条第2項、附則3条", id="articles of a law"),
        pytest.param("この制度は平成27年4月1日に生まれました。", id="a scheme that was born"),
        pytest.param("昭和30年代生まれの世代、昭和22年から24年生まれ", id="a generation"),
        pytest.param("江別市、札幌市北区、北海道石狩市", id="municipalities alone"),
        pytest.param("二丁目の交差点、道営住宅の3階", id="places that are nobody's"),
        pytest.param("とまり木のような居場所、鳩が丘の坂道", id="particles inside words"),
        pytest.param("市立病院、近くの保育園、通信制高校、B型事業所", id="kinds of facilities"),
        pytest.param("ハローワーク江別、札幌家庭裁判所、江別市社会福祉協議会", id="public offices"),
        pytest.param("長男の就職、娘の結婚、妻の収入、息子の未来", id="what relatives have and do"),
        pytest.param("受付番号0123456789、整理番号 011-123-4567", id="numbers of a counter"),
        pytest.param("札幌運輸局、北海道運送の話、青果店", id="trades named after regions"),
        pytest.param("公園、動物園、学園都市、食堂、寮", id="kinds that are words"),
        pytest.param("フードバンクづくり、居場所づくり、旅館ですか", id="hiragana behind a kind"),
        pytest.param("全 件、一文、五十代、両氏、三氏", id="words that the dictionary takes for names"),
        pytest.param("お名前（カナ）、氏名：非公開", id="labels without a name"),
        pytest.param("町内会長さん、リサイクルショップさん、おいっ子さん", id="long words before さん"),
        pytest.param(
            "本部に連絡してください。森の様子を見ました。", id="words before what is said of people"
        ),
        pytest.param("千葉や石川の取り組み、福島の復興", id="prefectures"),
        pytest.param("2-3人で10-15分、3,000-5,000円、2024-2025年度", id="ranges"),
        pytest.param("桜の季節、光熱費、誠に、未来のこと、希望の職種", id="words that are names too"),
    ],
)
def test_find_when_nobody_is_meant(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("石狩さんに会いました。", [("PERSON", "石狩")], id="a surname that is a town"),
        pytest.param(
            "佐藤 さんと江口　様", [("PERSON", "佐藤"), ("PERSON", "江口")], id="a space before さん"
        ),
        pytest.param("김さん", [("PERSON", "김")], id="another script"),
        pytest.param("Nguyen Van Anさん", [("PERSON", "Nguyen Van An")], id="Latin letters"),
        pytest.param("龘さん", [("PERSON", "龘")], id="a character the dictionary doesn't know"),
        pytest.param("昨日柏木親子が", [("PERSON", "柏木")], id="a household"),
        pytest.param("グエン課長", [("PERSON", "グエン")], id="a foreign name with a title"),
        pytest.param("江口由美名義", [("PERSON", "江口由美")], id="words cut wrongly"),
        pytest.param("名字は石狩です。", [("PERSON", "石狩")], id="a label says that a town is a name"),
        pytest.param("昨日舞ちゃんが", [("PERSON", "舞")], id="a time and a name written together"),
        pytest.param("中尾富嗣さん", [("PERSON", "中尾富嗣")], id="a given name cut to pieces"),
        pytest.param(
            "息子は隼人、娘は琴音です", [("PERSON", "隼人"), ("PERSON", "琴音")], id="names and nothing else"
        ),
        pytest.param("陽菜と蒼を", [("PERSON", "陽菜"), ("PERSON", "蒼")], id="given names in a row"),
        pytest.param("「学」と呼ばれています", [("PERSON", "学")], id="a single character said to be a name"),
        pytest.param(
            "千葉は昨日から入院しています", [("PERSON", "千葉")], id="a prefecture in hospital is a person"
        ),
        pytest.param("先日見本病院に", [("FACILITY", "見本病院")], id="a time before a facility"),
        pytest.param("もみの木保育園", [("FACILITY", "もみの木保育園")], id="a tree"),
        pytest.param(
            "見本建設株式会社と(株)見本",
            [("FACILITY", "見本建設株式会社"), ("FACILITY", "(株)見本")],
            id="firms",
        ),
        pytest.param("千歳様と大樹くん", [("PERSON", "千歳"), ("PERSON", "大樹")], id="names that are towns"),
        pytest.param("山田町の山田さん", [("PERSON", "山田")], id="a town and a person"),
        pytest.param("長男の健太が", [("PERSON", "健太")], id="a given name after kinship"),
        pytest.param("娘さくらの", [("PERSON", "さくら")], id="an ordinary word after kinship"),
        pytest.param("母（あすか）は", [("PERSON", "あすか")], id="kana in brackets after kinship"),
        pytest.param(
            "次女の結愛、三女の心春も", [("PERSON", "結愛"), ("PERSON", "心春")], id="names of today"
        ),
        pytest.param("たろう君とハナコさん", [("PERSON", "たろう"), ("PERSON", "ハナコ")], id="kana"),
        pytest.param("けんちゃんの家", [("PERSON", "けん")], id="a nickname"),
        pytest.param("グエンさん", [("PERSON", "グエン")], id="a foreign name"),
        pytest.param("ジョン・スミスさん", [("PERSON", "ジョン・スミス")], id="a foreign full name"),
        pytest.param("髙橋さんと山﨑様", [("PERSON", "髙橋"), ("PERSON", "山﨑")], id="old characters"),
        pytest.param("𠮷田さん", [("PERSON", "𠮷田")], id="a character outside the first plane"),
        pytest.param("ﾔﾏﾀﾞ ﾊﾅｺさん", [("PERSON", "ﾔﾏﾀﾞ ﾊﾅｺ")], id="half-width kana"),
        pytest.param("田中\u200bさん", [("PERSON", "田中")], id="a sign without width"),
        pytest.param(
            "佐藤、石川、森の三名", [("PERSON", "佐藤"), ("PERSON", "石川"), ("PERSON", "森")], id="a list"
        ),
        pytest.param("前田保健師から", [("PERSON", "前田")], id="a title the dictionary cuts wrongly"),
        pytest.param("氏名：加藤　直樹", [("PERSON", "加藤　直樹")], id="behind a label"),
        pytest.param("新山は遅刻が続いています。", [("PERSON", "新山")], id="at the head of a sentence"),
        pytest.param(
            "石川に連絡しましたが出ません。", [("PERSON", "石川")], id="what is done with people only"
        ),
        pytest.param(
            "グループホームとまり木と鳩が丘保育園",
            [("FACILITY", "グループホームとまり木"), ("FACILITY", "鳩が丘保育園")],
            id="particles inside names of facilities",
        ),
        pytest.param("作業所「虹」", [("FACILITY", "作業所「虹」")], id="a name in quotation marks"),
        pytest.param(
            "佐々木牧場で", [("FACILITY", "佐々木牧場")], id="a firm named after somebody is no person"
        ),
        pytest.param(
            "〇九〇－一二三四－五六七八", [("PHONE", "〇九〇－一二三四－五六七八")], id="kanji digits"
        ),
        pytest.param("+81 (0)90-1234-5678", [("PHONE", "+81 (0)90-1234-5678")], id="from abroad"),
        pytest.param("電話は386-1234です", [("PHONE", "386-1234")], id="without the area code"),
        pytest.param("郵便番号0690811", [("POSTAL", "0690811")], id="a postal code without hyphen"),
        pytest.param(
            "taro（アット）example（ドット）jp",
            [("EMAIL", "taro（アット）example（ドット）jp")],
            id="a hidden address",
        ),
        pytest.param(
            "１２３４ ５６７８ ９０１８",
            [("MYNUMBER", "１２３４ ５６７８ ９０１８")],
            id="a My Number in groups",
        ),
        pytest.param("S55.3.3生", [("BIRTHDATE", "S55.3.3")], id="an era by its letter"),
        pytest.param(
            "佐藤さん（昭和55年3月3日）",
            [("PERSON", "佐藤"), ("BIRTHDATE", "昭和55年3月3日")],
            id="a date behind a name",
        ),
        pytest.param("北24条西5丁目", [("ADDRESS", "北24条西5丁目")], id="a block without its town"),
        pytest.param("札幌市白石区菊水", [("ADDRESS", "札幌市白石区菊水")], id="a quarter without number"),
        pytest.param("コーポ若葉102号室", [("ADDRESS", "コーポ若葉102号室")], id="a flat"),
    ],
)
def test_find_when_somebody_is_meant(text, expected):
    assert found(text) == expected
