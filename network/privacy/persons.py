"""A named trade: names of persons in the words of a folded text. Knows no Django.

Four things make a word a name: what stands behind it (さん, 課長), what stands before it (長男の, 氏名:), where it
stands (between other names), or that the dictionary reads it as one. What a name is not, is decided last.
"""

import re
from functools import cache

from network.privacy.cutting import Word, senses
from network.privacy.wording import bare_places, listed, one_of, phrases

Place = tuple[int, int]

_PERSON = frozenset({"姓", "名", "人名"})
_HONORIFICS = frozenset("さん 様 さま 氏 殿 君 くん クン ちゃん チャン サン たん 嬢 女史 先生 夫妻 ご夫妻 両氏 容疑者 さんち さん宅".split())
_WEAK_TITLES = frozenset("家 宅 方 邸 名義 ケース 担当 担当者 職員 社員 店員 世帯 本人 母 父 兄 姉 母子 父子 殿 代表 委員 議員 選手 記者 町長 村長 市長 局長 所長 センター長 支店長 店長 監督 消防士 姓 親子 兄弟 姉妹".split())
_KANJI = re.compile(r"[一-龥々〆ヶ]+")
_KATAKANA = re.compile(r"[ァ-ヴー]+")
_HIRAGANA = re.compile(r"[ぁ-ゖー]+")
_LATIN = re.compile(r"[A-Z][a-z]{2,}|[A-Z]{4,}|[A-ZÀ-Ý][a-zà-ÿ]{2,}")
_HOUSEHOLDS = frozenset("家 宅 方 邸 親子 兄弟 姉妹 母子 父子 本人 姓 夫妻 母 父 兄 姉 夫婦 一家".split())
_MIXED = re.compile(r"[ぁ-んァ-ヴ]{1,3}[子美代江枝恵奈香菜乃]")
_INITIALS = re.compile(r"(?:[A-Za-z][.・]){1,3}[A-Za-z]?|[A-Z]{1,3}|[a-z]|[A-Za-z][子男美夫]?|[〇○◯●△▲□■×✕Xx＊*◎☆★甲乙丙丁某仮]+")
_ROLE_END = re.compile(
    r"(?:[員者士師屋官長係課部署局庁社協会所店人家親子たち方手生医婦科室側職役院園体関市町村区県道府都国達ら類系層圏]|センター|学校|組合|法人|団体|ワーカー|スタッフ|リーダー|マネージャー|サポーター)$"
)
_NOT_OF_NAMES = re.compile(r"[氏家宅方側様君両世班組課係部長員]")
_PLACE_BEHIND = re.compile(
    r"[町市区村県郡州駅川湖岬峠港島線城寺条]|通り|通(?=[^院学所知報話う])|空港|神社|大学|高校|高等|小学|中学|病院|町村|市町|市民|町民|村民|区民|県民|道民|地区|地方|方面|管内|振興局|総合|支庁|弁護士会|医師会|労働|保健所|保護観察|刑務所|少年|出身|産|湾|平野|盆地|半島|山(?![かがにのを])|競馬|競輪|さんぽ"
)
# What follows a surname that is a place too, when the place is meant.
_AT_A_PLACE = re.compile(
    r"で(?!す|あ|し|は)|へ(?!の連|連)|まで|方面|周辺|付近|近郊|行き|在住|経由|から(?:の(?!電|連|相|手紙|話)|通|来(?!所)|転|引|移|車|バス|電車)"
    r"|に(?:住|ある|行|転|移|引|あり|お住|在|居|戻|帰|出|着|到|向|は(?=[^、]{0,8}が(?:ある|ない)))|の(?:街|町|中心|駅|海|山|近|風|気候|郊外|店|病院|学校|施設|団体|窓口|NPO|事務所|実家|地|方(?!が)|開発|取|事例)|を(?:通|離|出|訪)"
)
_LOCATIVE = re.compile(r"に|で|へ|から|まで|方|の(?!件|こと|ケース|お母|母|父|妻|夫|息子|娘|家|子|長|次|姓|名|場合|気持|希望|意向|収入|借金|通帳|携帯|話|同意|担当|面談|プラン|面接|状況|障害|年金)|と(?!話|面|会|相|連|の面|の話|の連)|、|や|・|より|など|以外|周辺|付近|近郊|行き|発|着|在住|市|町|経由|だけ|でも|管")
_BOUNDARY = re.compile(
    r"$|[\s、。,.!?・:;/「」『』()\[\]〔〕【】\"'〜~|→=-]|は|が|を|に|も|と|の|で|へ|や|から|まで|より|だ|です|って|という|ら|たち|など|だけ|さん|様|さま|氏|くん|君|ちゃん|殿|先生|\d|…|ー|！|？"
)
_KIN_LINK = re.compile(r"の|、|・|:|\(|「|『|\s|,|=|は、|が、|である|という|=|」の|\)の|")
_LABEL_LINK = re.compile(r"[ ]*(?:欄|名)?[ ]*(?:は「?|が「?|:[ ]*「?|=|「|\(|[ ]+|\t|・|→|の名は|\n)[ ]*")
_LAX_LABELS = frozenset("本人 ご本人 担当 担当者 相談者 利用者 対象者 患者 参加者 出席者 件名 名 姓 様式 世帯主 申請者 保証人".split())
_LABEL_END = re.compile(r"$|[\s。、,(「」)/]|です|だ(?=[。そとっ])|でし|さん|様|氏|殿|君|くん|といい|と申|と名|という|とい|である|で、|男|女|\d|宛|あて|から(?=電話|連絡|相談|、)|との?こと")
_CALLED = re.compile(r"[」』\"]?(?:と名乗|と呼|と申|こと、|という(?:名前|名字|苗字|姓|氏名)|という[^。、]{0,8}?(?:方(?!法|針|向|式|面)|人|男|女|名|お子|子|若|利用|相談者|少年|青年|友|知人|患者|生徒|児童|入居|高齢)|といいます|って(?:方|人|子|いう(?:方|人|男|女|子))|姓|なる人物|(?:\([^)]{1,6}\))?を名乗|、\d{1,2}歳|\(\d{1,2}(?:歳|才)?[)、,・/]|\((?:仮名ではな|本名|\d|男|女)|\((?:続柄:?)?(?:" + one_of(listed("kin")) + r")[)、,・/ ])")
# Municipalities, but far more people are called so.
_SINGLE_SURNAMES = frozenset("林森原関堀岡辻谷菅東西南北星泉畑浜島沢牧柳桂湊李朴王張陳楊劉黄趙呉崔鄭尹姜宮榊乾")
_SINGLE_GIVENS = frozenset("浩淳充治稔幹舞学亮聡誠茂豊修隆博弘宏寛洋剛武勇健徹哲薫忍操恵愛優翼翔蓮葵楓茜凛渉航匠巧拓諒涼遼陽暁晃輝")
# Ordinary words that are among the commonest surnames.
_STREAMS = frozenset("小川 平野 大森 高山 山中 大谷 本田 上野 大野 松原 小松 長尾 大川 大島 小島 田畑 竹林 杉林 森林 平原 野原".split())
_RATHER_NAMES = frozenset({"中川", "池田", "清水", "福島", "沼田", "小平", "仁木"})
# What is said of people: a word that may be a surname and stands before this is one.
_PERSONAL = re.compile(
    r"(?:に|にも|には)(?:連絡(?![橋通船先協会])|電話|話|聞|伝|相談|貸|借|渡|会|頼|同行|謝|説明|確認し|手紙|メール|LINE|言|お願|面談|電|入電)|と(?:も)?(?:面談|面接|話|会っ|会い|連絡|電話|相談|同行|口論|喧嘩|けんか|同居|結婚|離婚|の面談|の面接|連携し)"
    r"|(?:が|は|も)(?:来|いら|言|話|語|電話|泣|怒|入院|退院|亡|死|逮捕|失踪|妊娠|出産|離婚|結婚|失業|無職|仕事|働|求職|酒|借金|生活保護|拒|黙|笑|暴|認知症|独居|一人|年金|帰宅|不在|来所|来庁|受診|同意|承諾|納得|希望し|未婚|既婚|\d{1,2}(?:歳|才)|[二三四五六七八九]十代|\d0代)"
    r"|から(?:の)?(?:電話|連絡|入電|メール|相談|手紙|返事|LINE|お礼|借|聞|着信|苦情|暴)|より(?:入電|連絡|電話|相談|来)|を(?:病院|訪問|説得|支援|迎え|保護|連れ|見守|担当|紹介|呼|知)|の(?:家賃|借金|妻|夫|母|父|息子|娘|通帳|家計|収入|携帯|自宅|アパート|件(?!数)|ケース|面談|同意|障害|病|退院|入院|就労|就職|年金|部屋|口座|保護|様子|話|長男|長女|次男|次女|姉|妹|兄|弟|子ども|担当)|宅|来所|来庁|入電|不在|本人|→|:"
)
_SAYS_SOMEBODY = re.compile(r"に(?:連絡し|電話し|会|頼|貸|借|渡|言)|と(?:面談|会|話し|口論|同居|結婚|離婚)|(?:が|は|も)(?:来所|来庁|泣|怒|入院|退院|亡|死|逮捕|失踪|妊娠|離婚|結婚|失業|無職|求職|独居|不在|受診)|から(?:電話|入電|お礼|借)|より入電|宅|来所|来庁|の(?:妻|夫|母|父|息子|娘|通帳|携帯)")
_TIMES = frozenset("昨日 今日 先日 先週 本日 今朝 去年 以前 先月 今回 前回 最近 現在 今月 今週 一昨日 昨夜 翌日 後日 同日 当時 昨年 今年 午前 午後 毎日 毎週 毎月 時々".split())
_NUMBERED = re.compile(r"[一二三四五六七八九十百千]+(?:代|歳|円|人|名|年|月|日|回|件|分|時|番|条|項|丁目|号|度|世|割|倍|組|階|枚|番地|町|戸)")
_SEPARATOR = re.compile(r"[、,・/／と及]|及び|および|ならびに|並びに|\n|[ ]")


class Reading:
    """The words of a text, and names found so far as pairs of word indices (first, behind the last)."""

    def __init__(self, text: str, words: list[Word]) -> None:
        self.text = text
        self.words = words = _mended(words)
        self.by_start = {word.start: index for index, word in enumerate(words)}
        self.by_end = {word.end: index for index, word in enumerate(words)}

    def beside(self, index: int) -> bool:
        """Whether a word follows the one before it at once."""
        return 0 < index < len(self.words) and self.words[index - 1].end == self.words[index].start

    def behind(self, end: int) -> str:
        """The text behind a place, as far as a decision may need it."""
        return self.text[end : end + 24]


def _mended(words: list[Word]) -> list[Word]:
    """The words, with given names together that the dictionary knows and yet cut to single kanji: 七夏, 陽一."""
    mended: list[Word] = []
    index = 0
    while index < len(words):
        pair = words[index : index + 2]
        joined = "".join(word.text for word in pair)
        if len(joined) == 2 == len(pair) and _is_cut_name(joined, mended[-1:], words[index + 2 : index + 3], pair):
            mended.append(Word(joined, pair[0].start, pair[1].end, "名詞", "名", True))
            index += 2
        else:
            mended.append(words[index])
            index += 1
    return mended


def _is_cut_name(joined: str, before: list[Word], behind: list[Word], pair: list[Word]) -> bool:
    if pair[0].end != pair[1].start or not _KANJI.fullmatch(joined) or not senses(joined) or senses(joined) - _PERSON:
        return False
    free_before = not before or before[0].end < pair[0].start or before[0].part != "名詞" or before[0].detail == "姓" or before[0].text in listed("kin")
    return free_before and not (behind and behind[0].start == pair[1].end and _KANJI.match(behind[0].text) and behind[0].text not in _HONORIFICS)


def persons(text: str, words: list[Word], *, allowed: frozenset[str], extra: frozenset[str]) -> list[Place]:
    """Names of persons, without their honorifics. `allowed` are phrases that are none, `extra` names that always are."""
    reading = Reading(text, words)
    sure = [*_before_honorifics(reading), *_childs_names(reading), *_behind_labels(reading), *_behind_kin(reading), *_called(reading)]
    bare = [*_as_the_dictionary_reads(reading), *_strange_givens(reading), *_half_in_kana(reading)]
    titles = [match.span() for match in _titles().finditer(text)]
    bare = [place for place in bare if not _is_no_name(reading, place) and not _crosses(place, titles)]
    found = [place for place in sure if not _is_public(reading, place)]
    found = _joined([*found, *bare])
    found = _joined([*found, *_between_names(reading, found)])
    found = [place for place in found if text[slice(*place)] not in allowed]
    return _joined([*found, *(match.span() for name in extra for match in re.finditer(re.escape(name), text))])


# --- behind the name: honorifics and titles ---


@cache
def _titles() -> re.Pattern[str]:
    return re.compile(one_of(listed("name_roles")))


def _before_honorifics(reading: Reading) -> list[Place]:
    found = []
    for index, word in enumerate(reading.words):
        if index == 0 or word.text not in _HONORIFICS:
            continue
        last = index - 1
        if reading.words[last].text == " " and last > 0:
            last -= 1
        place = _honoured(reading, last)
        if place is not None:
            found.append(place)
    for title in _titles().finditer(reading.text):
        last = reading.by_end.get(title.start(), -1)
        place = _titled(reading, last, title) if last >= 0 else _cut_wrongly(reading, title.start())
        if place is not None:
            found.append(place)
    return found + [(word.start, word.end - 1) for word in reading.words if _is_a_family(word)]


def _cut_wrongly(reading: Reading, end: int) -> Place | None:
    """A surname that the dictionary cut together with the title behind it: 前田保健師 as 前, 田保, 健師."""
    for length in (3, 2):
        name = reading.text[max(0, end - length) : end]
        before = reading.text[max(0, end - length - 1) : max(0, end - length)]
        if len(name) == length and not _KANJI.match(before) and _KANJI.fullmatch(name) and "姓" in senses(name):
            return (end - length, end) if "普通名詞" not in senses(name) or name in listed("surnames") else None
    return None


def _is_a_family(word: Word) -> bool:
    """Whether the dictionary holds a surname and 家 as one word: 池田家."""
    return len(word.text) > 2 and word.text.endswith("家") and "姓" in senses(word.text[:-1])


def _honoured(reading: Reading, last: int) -> Place | None:
    """The name whose last word stands before an honorific, if that is a name and no role."""
    word = reading.words[last]
    if word.text in listed("roles") or _INITIALS.fullmatch(word.text) or not word.text.strip():
        return None
    known = senses(word.text)
    if word.detail in _PERSON or known & _PERSON or word.text in listed("given_words"):
        return _backwards(reading, last)
    if word.detail == "地名" or "地名" in known:
        return _backwards(reading, last) if _is_somebody_called_like_a_place(reading, last) else None
    if _LATIN.fullmatch(word.text) or is_kana_name(word.text):
        return _backwards(reading, last)
    if known and len(word.text) > 1:
        is_short = bool(_KATAKANA.fullmatch(word.text)) and len(word.text) <= 3 and not reading.beside(last)
        return (word.start, word.end) if is_short and word.text not in _NOBODY_CALLED_SO and not word.text.endswith("ー") else None
    return _unknown_name(reading, last)


_SPEAKS_OF_A_TOWN = re.compile(r"さん(?:では|でも|や|も|にも|の(?:取|事例|や|担当|よう|ほう|方|例|と|場合|プラン|要綱|仕様|体制|窓口|人口|職員)|と(?:合同|連携|一緒|情報|共同|協)|は(?:どう|いかが|、どう)|が(?:先行|始|進)|、[^。]{1,12}さん|に(?:視察|聞|教|伺))")


_NOBODY_CALLED_SO = frozenset("パン バス ガス デイ ママ パパ バイト パート ドコモ テレビ ホテル クマ ゾウ ネコ イヌ ワン プロ ケア サビ ジム ビル ペット コープ ヤマト トヨタ ニトリ イオン サル ウシ ウマ トリ ハチ アリ カメ シカ キツネ タヌキ ウサギ カフェ ピザ ソバ スシ ラジオ カメラ ミシン ペン ボス チーフ モデル アイドル ファン プロ ゲスト ホスト オヤジ オカマ ニート バカ アホ デブ ブス チビ".split()) - {"アリ"}


def _is_somebody_called_like_a_place(reading: Reading, last: int) -> bool:
    """Whether a place with さん is a person; towns are called so too, when one asks how they do things."""
    word = reading.words[last]
    if word.text.endswith(("市", "町", "村", "区", "県", "道", "都", "府")) or not _KANJI.fullmatch(word.text):
        return False
    return not _SPEAKS_OF_A_TOWN.match(reading.behind(word.end)) and reading.behind(word.end)[:1] in "さ様氏君く"


def _unknown_name(reading: Reading, last: int) -> Place | None:
    """A name the dictionary doesn't know: one strange word, or kanji that it could only cut to pieces."""
    word = reading.words[last]
    if _KANJI.fullmatch(word.text):
        first = last
        while first > 0 and reading.beside(first) and _is_scrap(reading.words[first - 1]):
            first -= 1
        text = reading.text[reading.words[first].start : word.end]
        if _ROLE_END.search(text) and first == last:
            return None
        if len(text) < 2 and not reading.words[first].known:
            return reading.words[first].start, word.end
        return (reading.words[first].start, word.end) if 2 <= len(text) <= 5 and text not in listed("roles") else None
    if _KATAKANA.fullmatch(word.text) and len(word.text) > 1 and not word.known:
        return _backwards(reading, last) if not _ROLE_END.search(word.text) else None
    if not word.known and word.text.isalpha() and not _INITIALS.fullmatch(word.text):
        return word.start, word.end
    return None


def _is_scrap(word: Word) -> bool:
    """A single kanji, or a surname: what is left when a name is cut to pieces."""
    return bool(_KANJI.fullmatch(word.text)) and (len(word.text) == 1 or word.detail in _PERSON) and word.detail not in ("数詞", "代名詞")


def _titled(reading: Reading, last: int, title: re.Match[str]) -> Place | None:
    """A surname before a title: 佐藤課長. Places and single characters need a title that only persons bear."""
    word = reading.words[last]
    if word.text in listed("roles") or word.text in listed("kin"):
        return None
    if last > 0 and len(word.text) == 1 and reading.beside(last) and "姓" in senses(reading.words[last - 1].text + word.text):
        return reading.words[last - 1].start, word.end
    follower = reading.behind(title.end())
    if re.match(r"[一-龥]", follower) and not re.match(r"本人|担当|宅|様|氏|夫妻|両|他|等|同席|同行|対応|作成|記|面談|より|宛", follower):
        return None
    known = senses(word.text)
    is_weak = title.group() in _WEAK_TITLES
    if word.detail in _PERSON and (len(word.text) > 1 or not is_weak):
        return _backwards(reading, last)
    is_free = not reading.beside(last) or reading.words[last - 1].part in ("助詞", "補助記号") or reading.words[last - 1].text in _TIMES
    if "姓" in known and (not is_weak or title.group() in _HOUSEHOLDS) and is_free and _KANJI.fullmatch(word.text):
        return _backwards(reading, last)
    if "姓" in known and not is_weak and len(word.text) > 1 and _KANJI.fullmatch(word.text):
        return _backwards(reading, last)
    if "姓" in known and len(word.text) > 1 and title.group() in _HOUSEHOLDS and word.text not in bare_places() - _RATHER_NAMES:
        return _backwards(reading, last)
    if not word.known and _KANJI.fullmatch(word.text) and 2 <= len(word.text) <= 3 and not is_weak:
        return word.start, word.end
    if _KATAKANA.fullmatch(word.text) and known & _PERSON and "普通名詞" not in known:
        return _backwards(reading, last)
    return None


def _backwards(reading: Reading, last: int) -> Place:
    """The whole name that ends with this word: the surname before a given name, parts joined by a space or dot."""
    words = reading.words
    first = last
    while first > 0:
        before = first - 1
        gap = words[before].text in (" ", "・", "=")
        if gap:
            before -= 1
        if before < 0 or not (gap or reading.beside(first)) or not _joins(words[before], words[first], gap=gap):
            break
        if gap and not reading.beside(before + 1):
            break
        first = before
    if first > 1 and len(words[first].text) == 1 and _is_scrap(words[first - 1]) and words[first - 2].detail == "姓":
        first -= 2 if reading.beside(first) and reading.beside(first - 1) else 0
    return words[first].start, words[last].end


def _joins(before: Word, behind: Word, *, gap: bool) -> bool:
    """Whether two words are one name: 佐藤 + 花子, グエン + ヴァン, NGUYEN + Van."""
    if before.text in listed("kin") or before.text in listed("roles"):
        return False
    if _LATIN.fullmatch(before.text) and (_LATIN.fullmatch(behind.text) or behind.text.isalpha() and behind.text.isascii()):
        return gap
    known, following = senses(before.text), senses(behind.text)
    if _KATAKANA.fullmatch(before.text):
        strange = bool(known & _PERSON) or not before.known or is_kana_name(before.text)
        return strange and bool(_KATAKANA.fullmatch(behind.text)) and len(before.text) > 1
    if behind.text in listed("name_roles") or behind.text in listed("roles") or behind.text in _HONORIFICS:
        return False
    if _HIRAGANA.fullmatch(behind.text) and not is_kana_name(behind.text):
        return False
    if not ({"名"} & (following | {behind.detail}) or behind.text in listed("given_words") or not behind.known or is_kana_name(behind.text)):
        return False
    if gap and len(before.text) == len(behind.text) == 1 and before.text not in _SINGLE_SURNAMES:
        return False
    if (before.text == "見本" and "名" in following) or (
        before.detail == "姓" and behind.detail != "姓" and not (gap and len(before.text) == 1 and behind.detail != "名")
    ):
        return True
    if gap and len(before.text) == 1 and behind.detail != "名":
        return False
    return "姓" in known and before.part == "名詞" and (gap or before.detail != "普通名詞" or len(before.text) > 1) and behind.detail != "姓"


_ROLE_STEMS = frozenset(
    "おば おじ おばあ おじい ばあ じい ばー じー おばー おじー あか 赤 おにい お兄 兄 にい にー おねえ お姉 姉 ねえ ねー おかあ かあ かー おとう とう とー ぼっ 坊 ぼう おじょう 嬢 わん にゃん ねこ いぬ 猫 犬 ワン ニャン ネコ イヌ ひよこ おぼっ おっ おいちゃん おば 鳥 ぶー ひい ひいばあ ひいじい だい 曾ばあ 曾じい ひー 孫 お孫 おい めい むすめ むすこ おく みな どちら きょうだい みんな たく いくた か た なに だれ おかみ やっこ とっ しょく おしょう おやじ じ こ おこ おこさま ご せつ ども あね いもうと おとうと あに".split()
)


@cache
def _kana_names() -> frozenset[str]:
    return listed("givens_kana") | listed("surnames_kana")


def is_kana_name(text: str) -> bool:
    """Whether kana sound like a common surname or given name."""
    return _hiragana(text) in _kana_names() and bool(_HIRAGANA.fullmatch(_hiragana(text)))


def _hiragana(text: str) -> str:
    return "".join(chr(ord(character) - 0x60) if "ァ" <= character <= "ヶ" else character for character in text)


_BEFORE_CHILD = re.compile(r"([ぁ-ゖー]{1,8}|[ァ-ヴー]{1,8}|[一-龥々]{1,3})(?:(ちゃん|チャン|くん|クン|たん(?=[はがのをもと、。]))|(?:さん|サン|さま|様|氏|君|先生|殿))")


def _childs_names(reading: Reading) -> list[Place]:
    """Kana and short forms before ちゃん, くん and other honorifics, however the dictionary cuts them."""
    found = []
    for match in _BEFORE_CHILD.finditer(reading.text):
        stem, start, end = match.group(1), match.start(1), match.end(1)
        if stem in _ROLE_STEMS or stem in listed("roles") or f"{stem}{match.group(2)}" in listed("roles"):
            continue
        if _KANJI.fullmatch(stem):
            if match.group(2) and _is_short_kanji(reading, start, end):
                found.append((start, end))
            elif match.group(2) and (stem[-2:] in listed("given_words") or stem[-1:] in _SINGLE_GIVENS):
                found.append((end - (2 if stem[-2:] in listed("given_words") else 1), end))
            continue
        name = _name_at_the_end(stem)
        if name:
            found.append((end - len(name), end))
        elif match.group(2) and (rest := _without_particles(reading, start, end)) and not _ends_in_role(rest):
            found.append((end - len(rest), end))
    return found


def _is_short_kanji(reading: Reading, start: int, end: int) -> bool:
    stem = reading.text[start:end]
    known = senses(stem)
    if stem in listed("roles") or stem[-1] in "坊嬢婆爺猫犬赤兄姉母父甲乙丙丁" or "普通名詞" in known and not known & _PERSON:
        return False
    return len(stem) < 3 or bool(known & _PERSON)


def _name_at_the_end(stem: str) -> str:
    """The longest kana name that a run of kana ends with, if what stands before it is nothing or a particle."""
    if is_kana_name(stem):
        return stem
    for length in range(len(stem) - 1, 1, -1):
        rest = stem[:-length]
        if is_kana_name(stem[-length:]) and rest.endswith(("の", "は", "が", "と", "も", "に", "を", "や", "で", "し", "た", "る", "い")):
            return stem[-length:]
    return ""


def _without_particles(reading: Reading, start: int, end: int) -> str:
    """What of a run of kana belongs to the name: everything behind its last particle."""
    first = start
    for index in range(reading.by_end.get(end, -1), -1, -1):
        word = reading.words[index]
        if word.start <= start:
            break
        if word.part == "助詞" and word.end < end and word.text in ("の", "は", "が", "と", "も", "を", "や", "に", "って"):
            first = word.end
            break
    return reading.text[first:end]


def _ends_in_role(stem: str) -> bool:
    return any(stem.endswith(role) for role in _ROLE_STEMS if len(role) > 1) or stem in listed("roles")


_SOUNDS = str.maketrans({"子": "こ", "代": "よ", "江": "え", "枝": "え", "恵": "え", "美": "み", "夫": "お", "男": "お", "雄": "お", "香": "か", "奈": "な", "乃": "の", "菜": "な"})
_HALF_KANA = re.compile(r"(?<![ぁ-んァ-ヴー一-龥])(?:[ぁ-ん]{1,3}|[ァ-ヴ]{1,3})[子代江枝恵美夫男雄香奈乃菜](?![一-龥])|(?<=[のはが父母妻夫姉妹兄弟娘孫])(?:[ぁ-ん]{2,3}|[ァ-ヴ]{1,3})[子代江枝恵美夫男雄香奈乃菜](?![一-龥])")


def _half_in_kana(reading: Reading) -> list[Place]:
    """Given names of kana and one kanji: くみ子, トシ子, きみ江."""
    return [
        match.span()
        for match in _HALF_KANA.finditer(reading.text)
        if (_hiragana(match.group()).translate(_SOUNDS) in listed("givens_kana") or reading.behind(match.end()).startswith(("さん", "様", "氏"))) and not senses(match.group()) - _PERSON
    ]


# --- before the name: family, acquaintance, labels ---


@cache
def _kin() -> re.Pattern[str]:
    return re.compile(f"(?:{one_of(listed('kin'))})(?={_KIN_LINK.pattern}|[一-龥ぁ-んァ-ヴ])")


def _behind_kin(reading: Reading) -> list[Place]:
    """長男の健太, 娘さくら, 妻(花子)."""
    found = []
    for match in _kin().finditer(reading.text):
        if match.end() not in reading.by_end and match.end() not in reading.by_start:
            continue
        link = _KIN_LINK.match(reading.text, match.end())
        start = link.end() if link else match.end()
        place = _name_here(reading, start, linked=bool(link and link.group()), owned=bool(link and link.group() == "の"))
        if place is None and reading.text[match.end() : match.end() + 1] in ("は", "が"):
            found += _said_to_be(reading, match.end() + 1)
        if place is not None:
            found.append(place)
    return found


def _said_to_be(reading: Reading, start: int) -> list[Place]:
    """息子は隼人、娘は琴音です: a given name and nothing more said of somebody."""
    index = reading.by_start.get(start)
    if index is None or not _is_given(reading.words[index]) or not _NAMES_ONLY.match(reading.text, reading.words[index].end):
        return []
    row = [reading.words[index]]
    for word, behind in zip(reading.words[index + 1 :: 2], reading.words[index + 2 :: 2], strict=False):
        if word.text not in ("と", "、", "・") or not _is_given(behind):
            break
        row.append(behind)
    return [(word.start, word.end) for word in row]


def _is_given(word: Word) -> bool:
    return word.detail == "名" or word.text in listed("given_words") or (is_kana_name(word.text) and len(word.text) > 2)


_NAMES_ONLY = re.compile(r"[、。,)]|です|で、|といい|という|と(?=[一-龥ぁ-んァ-ヴ]{1,4}(?:です|の|で、|、|。))|\d|$")


# What somebody has, feels or needs, although others are called so.
_THINGS_OF_SOMEBODY = frozenset("未来 夢 心 力 望 学 実 要 務 努 均 等 肇 始 創 新 真 正 明 楽 成 歩 幹 将 詩 歌 音 声 和 静 響 希望 保 守 進 清 豊 勇気 元気 みらい ゆめ こころ のぞみ 友人 健康 愛 光 時 彩 月 星 花 雪 虹 虎 空 海 陸 桜 毛 巡 直 律 充 渡 渉 航 要人 孝行 直行 成人 病気 慶".split())


@cache
def _given_here() -> re.Pattern[str]:
    common = frozenset({"こころ", "みらい", "ゆめ", "のぞみ", "はな", "さき", "ひかり", "いちご"})
    sure = one_of(listed("givens_kana") - common)
    katakana = one_of([_katakana(name) for name in listed("givens_kana") if len(name) > 1])
    unsure = one_of(common)
    ends = r"(?=さん|ちゃん|くん|君|は|が|も|を|に|と|、|,|。|\(|\)|」|$|です|\s|・|\d"
    return re.compile(f"(?:{sure}|{katakana}){ends}|の|で|から|だけ)|(?:{unsure}){ends})")


def _katakana(text: str) -> str:
    return "".join(chr(ord(character) + 0x60) if "ぁ" <= character <= "ゖ" else character for character in text)


def _name_here(reading: Reading, start: int, *, linked: bool, owned: bool) -> Place | None:
    """A name that begins at this place behind a word of kinship or a label."""
    kana = _given_here().match(reading.text, start)
    index = reading.by_start.get(start)
    if kana and (index is None or reading.words[index].part not in ("助詞", "代名詞", "連体詞") or len(kana.group()) > 2):
        return kana.span()
    if index is None:
        return None
    word = reading.words[index]
    if word.text in listed("roles") or word.text in listed("kin") or _INITIALS.fullmatch(word.text):
        return None
    if owned and word.text in _THINGS_OF_SOMEBODY and word.detail not in _PERSON and not _PERSONAL.match(reading.text, word.end):
        return None
    place = _forwards(reading, index)
    ends = bool(_BOUNDARY.match(reading.text, place[1]))
    if word.detail in ("姓", "名") and (_KANJI.match(word.text) or _MIXED.fullmatch(word.text)) and ends:
        plain = "普通名詞" in senses(word.text) and word.text not in listed("given_words")
        return place if linked or not plain or (word.detail == "名" and len(word.text) > 1) else None
    if not ends:
        return None
    return place if _could_be_name(reading, index, place, linked=linked) else None


def _could_be_name(reading: Reading, index: int, place: Place, *, linked: bool) -> bool:
    """Whether words that the dictionary doesn't read as a name are one where a name is expected."""
    text, word = reading.text[slice(*place)], reading.words[index]
    known = senses(text)
    if text in listed("given_words") or (known & {"名", "姓"} and "普通名詞" not in known and (known != {"地名"})):
        return bool(_KANJI.fullmatch(text) or linked) and not (text in bare_places() and _LOCATIVE.match(reading.behind(place[1])) is not None)
    if known or text in listed("roles"):
        if linked and "姓" in known and word.detail in ("地名", "姓") and len(text) > 1 and _KANJI.fullmatch(text):
            return text not in bare_places() and not _AT_A_PLACE.match(reading.behind(place[1]))
        return word.detail == "人名" and "普通名詞" not in known
    if _KANJI.fullmatch(text):
        scraps = [w for w in reading.words[index:] if w.end <= place[1]]
        return 2 <= len(text) <= 4 and all(len(w.text) == 1 or not w.known or senses(w.text) & _PERSON for w in scraps) and not _ROLE_END.search(text) and not re.search(r"[\d一二三四五六七八九十百千万](?!郎|子|美|恵|奈)|[件時分歳回年月日本的化性用]", text)
    return linked and bool(_KATAKANA.fullmatch(text)) and not word.known and 2 <= len(text) <= 7


def _forwards(reading: Reading, index: int) -> Place:
    """The whole name that begins with this word."""
    words = reading.words
    word = words[index]
    end = index
    if word.detail == "姓" and index + 2 < len(words) and reading.beside(index + 1) and len(words[index + 1].text) == 1:
        scraps = _scraps(reading, index)
        if scraps:
            return word.start, scraps
    is_surname = word.detail == "姓" or "姓" in senses(word.text)
    behind = index + 1
    if behind < len(words) and words[behind].text in (" ", "・", "=") and behind + 1 < len(words):
        behind += 1
        if words[behind].part == "名詞" and _joins(word, words[behind], gap=True):
            end = behind
    elif behind < len(words) and reading.beside(behind) and _joins(word, words[behind], gap=False):
        end = behind
    if end == index and (is_surname or _is_scrap(word) or not word.known) and _KANJI.fullmatch(word.text):
        scraps = _scraps(reading, index)
        return (word.start, scraps) if scraps else (word.start, word.end)
    return word.start, words[end].end


def _scraps(reading: Reading, index: int) -> int:
    """Where a given name ends that was cut to single kanji behind this word; 0 when there is none."""
    words = reading.words
    end = index
    if index + 2 < len(words) and words[index + 1].text == " " and words[index].detail == "姓":
        index += 1
        end = index
    while end + 1 < len(words) and (reading.beside(end + 1)) and _is_scrap(words[end + 1]):
        end += 1
    scrap = reading.text[words[index].end : words[end].end]
    if not scrap or len(scrap) > 3 or _NOT_OF_NAMES.search(scrap) or not _BOUNDARY.match(reading.text, words[end].end):
        return 0
    if len(scrap) == 1 and not (senses(scrap) & {"名"} or words[index].detail not in _PERSON):
        return 0
    return words[end].end


@cache
def _labels() -> re.Pattern[str]:
    return re.compile(f"({one_of(listed('labels'))}){_LABEL_LINK.pattern}")


_IN_KANA = re.compile(r"[ァ-ヴー]{2,6}(?: ?[ァ-ヴー]{2,6})?(?=$|[\s。、,(「」)/]|様|さん|です|で、|、|名義|と)|[ぁ-ん]{2,5} [ぁ-ん]{2,5}(?=$|[\s。、,(「」)/])")


def _behind_labels(reading: Reading) -> list[Place]:
    """氏名:佐藤, 担当は森です."""
    found = []
    for match in _labels().finditer(reading.text):
        kana = _IN_KANA.match(reading.text, match.end())
        if kana and match.group(1) not in _LAX_LABELS and match.group(1) not in ("カナ", "宛先"):
            found.append(kana.span())
            continue
        index = reading.by_start.get(match.end())
        if index is None or match.start() not in reading.by_start:
            continue
        word = reading.words[index]
        if word.text in listed("roles") or _INITIALS.fullmatch(word.text) or word.part != "名詞":
            continue
        place = _forwards(reading, index)
        if _LABEL_END.match(reading.text, place[1]) and _may_be_written(reading, index, place):
            found.append(place)
    return found


def _may_be_written(reading: Reading, index: int, place: Place) -> bool:
    """Whether the word behind a label is a name."""
    text = reading.text[slice(*place)]
    known = senses(text)
    if reading.words[index].detail in _PERSON or place[1] > reading.words[index].end:
        return True
    if known & _PERSON:
        return "普通名詞" not in known or "姓" in known
    return is_kana_name(text) or (not known and 2 <= len(text) <= 6 and bool(_KANJI.fullmatch(text) or _KATAKANA.fullmatch(text)))


def _called(reading: Reading) -> list[Place]:
    """「翔太」と呼ばれている, 山田太郎と名乗る, 小春という子."""
    found = []
    for match in _CALLED.finditer(reading.text):
        last = reading.by_end.get(match.start())
        if last is None:
            continue
        word = reading.words[last]
        known = senses(word.text)
        if word.text in listed("roles") or word.text in listed("kin") or _INITIALS.fullmatch(word.text):
            continue
        if reading.text[word.start - 1 : word.start] in ("「", "『") and len(word.text) == 1 and "名" in known:
            found.append((word.start, word.end))
        elif word.detail in _PERSON or word.text in listed("given_words") or word.text in _SINGLE_GIVENS or ("姓" in known and re.match(r"という(?:名前|名字|苗字|姓)|姓", match.group())) or (known & _PERSON and "地名" not in known and (len(word.text) > 1) and "普通名詞" not in known) or (is_kana_name(word.text) and len(word.text) > 1):
            found.append(_backwards(reading, last))
    return found


# --- as the dictionary reads it ---


def _as_the_dictionary_reads(reading: Reading) -> list[Place]:
    """Words the dictionary reads as names: full names always, single words when hardly anything else can be meant."""
    found = []
    skip = 0
    for index, word in enumerate(reading.words):
        if index < skip or (word.detail not in _PERSON and word.text != "見本"):
            continue
        place = _forwards(reading, index)
        is_full = place[1] > word.end
        if is_full:
            skip = next((later for later in range(index, len(reading.words)) if reading.words[later].start >= place[1]), len(reading.words))
            found.append(place)
        elif word.detail in _PERSON and _stands_alone(reading, word):
            found.append(_backwards(reading, index))
    for index, word in enumerate(reading.words):
        if _acts_like_a_person(reading, index, word) or _heads_a_sentence(reading, index, word):
            found.append((word.start, word.end))
    return found


_GIVEN_ENDS = re.compile(r"$|[はがをにもと、。」)(]|の(?:こと|件|母|父|兄|姉|担任|様子|学校|家賃)|から|より|だけ|です")
_GIVEN_LAST = "斗翔介郎朗子美奈香乃菜莉哉也樹輝緒沙梨愛結葵凪蓮湊颯悠咲羽彩依紗琉瑠璃玖帆穂彦那杏陽夏音真希花心晴空海衣代江枝恵絵世馬吾太"
_GIVEN_FIRST = _GIVEN_LAST + "優大美悠蒼隼芽柚歩千一健拓智雅康直和俊浩裕佳友由理麻亜里未七沙小早春秋冬萌柊律新奏朝朱翠紬詩桃栞暖琴倫怜玲瑛煌颯瑞遥遼龍竜虎獅"


def _strange_givens(reading: Reading) -> list[Place]:
    """Two kanji that no word is made of, and given names often are: 優斗, 心羽."""
    found = []
    for word in reading.words:
        if not word.known and len(word.text) in (2, 3) and word.text[0] in _GIVEN_FIRST and word.text[-1] in _GIVEN_LAST and _GIVEN_ENDS.match(reading.behind(word.end)):
            found.append((word.start, word.end))
    for index in range(1, len(reading.words)):
        first, last = reading.words[index - 1], reading.words[index]
        if not (reading.beside(index) and len(first.text) == len(last.text) == 1) or reading.beside(index - 1) and _KANJI.fullmatch(reading.words[index - 2].text):
            continue
        if first.text in _GIVEN_FIRST and last.text in _GIVEN_LAST and not senses(first.text + last.text) - _PERSON:
            if _GIVEN_ENDS.match(reading.behind(last.end)):
                found.append((first.start, last.end))
    return found


def _heads_a_sentence(reading: Reading, index: int, word: Word) -> bool:
    """新山は遅刻が続いています: a common surname at the head of a sentence, although the dictionary reads a word."""
    if word.text not in listed("surnames") or word.detail in _PERSON:
        return False
    is_head = index == 0 or reading.words[index - 1].text in ("。", "「", "\n", "・", "→", ">", "(")
    return is_head and bool(re.match(r"は|が(?!ある|あり)|も|に(?=連|電|は)|と(?=面|話|連)|から(?=電|連)|、|\)|:", reading.behind(word.end))) and not _AT_A_PLACE.match(reading.behind(word.end))


def _acts_like_a_person(reading: Reading, index: int, word: Word) -> bool:
    """Whether a word that may be a name stands where only persons do: 石川に連絡しました, 林が来所."""
    if word.detail == "名" and len(word.text) > 2 and is_kana_name(word.text) and _PERSONAL.match(reading.text, word.end):
        return True
    if word.part != "名詞" or not _KANJI.fullmatch(word.text) or not _PERSONAL.match(reading.text, word.end):
        return False
    if word.text in listed("roles") or word.text in listed("kin") or word.text in listed("nobody"):
        return False
    before = reading.words[index - 1] if reading.beside(index) else None
    if before and before.part in ("名詞", "接頭辞", "接尾辞") and before.text not in _TIMES:
        return False
    known = senses(word.text)
    if word.text in bare_places() and word.text not in _RATHER_NAMES or "数詞" in known and len(word.text) == 1:
        return False
    if word.text in listed("big_places") and not _SAYS_SOMEBODY.match(reading.text, word.end):
        return False
    if len(word.text) == 1:
        return word.text in _SINGLE_SURNAMES and "姓" in known or (word.text in _SINGLE_GIVENS)
    return "姓" in known and word.detail in ("地名", "姓", "名") or (word.detail == "名") or word.text in _STREAMS or (word.text in listed("given_words"))


def _stands_alone(reading: Reading, word: Word) -> bool:
    """Whether a single word may be taken for a name without anything around it that says so."""
    known = senses(word.text)
    if word.text in listed("nobody") or word.text in listed("roles"):
        return False
    if _KANJI.fullmatch(word.text):
        if len(word.text) == 1 or _NUMBERED.fullmatch(word.text):
            return False
        if "普通名詞" in known and (word.detail != "姓" or reading.behind(word.end).startswith("の")):
            return False
        behind = reading.behind(word.end)
        if word.text in bare_places() and word.text not in _RATHER_NAMES:
            return False
        if word.text in listed("big_places"):
            return False
        return not ("地名" in known and _AT_A_PLACE.match(behind))
    if _MIXED.fullmatch(word.text):
        return word.detail == "名"
    if _KATAKANA.fullmatch(word.text):
        return len(word.text) > 1 and "普通名詞" not in known and "固有名詞" not in known and "地名" not in known and not re.match(r"[ァ-ヴー一-龥]", reading.behind(word.end))
    return False


def _is_no_name(reading: Reading, place: Place) -> bool:
    """What follows says that a place, a thing or a public figure is meant."""
    return bool(_PLACE_BEHIND.match(reading.behind(place[1]))) or _is_public(reading, place)


def _is_public(reading: Reading, place: Place) -> bool:
    text = re.sub(r"[ ・]", "", reading.text[slice(*place)])
    if text in _public_names():
        return True
    behind = reading.behind(place[1])
    return bool(_public_behind().match(behind)) and not re.match(r"さん|様|氏", behind)


@cache
def _public_names() -> frozenset[str]:
    return frozenset(name.replace("・", "") for name in listed("public_names"))


@cache
def _public_behind() -> re.Pattern[str]:
    short = {phrase for phrase in phrases("public_after") for phrase in phrase.split()}
    return re.compile(one_of(frozenset(short)))


def _crosses(place: Place, titles: list[Place]) -> bool:
    """Whether a supposed name ends inside a title, which the dictionary then cut wrongly."""
    return any(place[0] < start < place[1] or start < place[0] < end for start, end in titles if end - start > 1)


def _between_names(reading: Reading, found: list[Place]) -> list[Place]:
    """Surnames in a row: what stands beside names in a list is one too (松本、石川、森の三名)."""
    more = _along(reading, {end for _, end in found}, range(2, len(reading.words)), step=-1)
    return more + _along(reading, {start for start, _ in found}, range(len(reading.words) - 3, -1, -1), step=1)


def _along(reading: Reading, edges: set[int], indices: range, *, step: int) -> list[Place]:
    """Possible surnames that a separator joins to a name, seen from the side where that name is."""
    more = []
    for index in indices:
        word, gap, name = (reading.words[index + steps * step] for steps in range(3))
        if gap.text not in ("、", ",", "・", "/") or (name.end if step < 0 else name.start) not in edges:
            continue
        closes = _ENDS_A_LIST.match(reading.behind(word.end)) if step < 0 else _begins_a_list(reading, index)
        if closes and word.part == "名詞" and "姓" in senses(word.text) and _KANJI.fullmatch(word.text) and word.text not in listed("roles") and word.text not in listed("kin"):
            more.append((word.start, word.end))
            edges.add(word.end if step < 0 else word.start)
    return more


_ENDS_A_LIST = re.compile(r"$|[、,・/。\n)」]|の\d+[名人]|の[二三四五六七八九十]+[名人]|の二人|の三人|ら|両|の各|が|と(?=[一-龥])")


def _begins_a_list(reading: Reading, index: int) -> bool:
    return index == 0 or reading.words[index - 1].part in ("補助記号", "空白", "助詞", "記号")


def _joined(places: list[Place]) -> list[Place]:
    whole: list[Place] = []
    for start, end in sorted(set(places)):
        if end <= start:
            continue
        if whole and start < whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole
