"""A named trade: names behind labels and in phrases that say a name: 氏名:佐藤, 山田太郎と名乗る. Knows no Django."""

import re
from functools import cache

from network.privacy.conduct import SINGLE_GIVENS
from network.privacy.cutting import senses
from network.privacy.places import Place
from network.privacy.reading import INITIALS, KANJI, KATAKANA, PERSON, Reading, is_kana_name
from network.privacy.wholenames import backwards, forwards
from network.privacy.wording import listed, one_of

_LABEL_LINK = re.compile(r"[ ]*(?:欄|名)?[ ]*(?:は「?|が「?|:[ ]*「?|=|「|\(|[ ]+|\t|・|→|の名は|\n)[ ]*")
_LABEL_END = re.compile(
    r"$|[\s。、,(「」)/]|です|だ(?=[。そとっ])|でし|さん|様|氏|殿|君|くん|といい|と申|と名|という|とい|である|で、|男|女|\d|宛|あて|から(?=電話|連絡|相談|、)|との?こと"
)
_CALLED = re.compile(
    r"[」』\"]?(?:と名乗|と呼|と申|こと、|という(?:名前|名字|苗字|姓|氏名)|という[^。、]{0,8}?(?:方(?!法|針|向|式|面)|人|男|女|名|お子|子|若|利用|相談者|少年|青年|友|知人|患者|生徒|児童|入居|高齢)|といいます|って(?:方|人|子|いう(?:方|人|男|女|子))|姓|なる人物|(?:\([^)]{1,6}\))?を名乗|、\d{1,2}歳|\(\d{1,2}(?:歳|才)?[)、,・/]|\((?:仮名ではな|本名|\d|男|女)|\((?:続柄:?)?(?:"
    + one_of(listed("kin"))
    + r")[)、,・/ ])"
)
_SAYS_NO_NAME = re.compile(
    r"(?:カナ|かな|フリガナ|ふりがな|漢字|仮名|匿名|非公開|省略|不明|なし|ナシ|未定|伏|イニシャル|ローマ字|全角|半角)"
)
_IN_KANA = re.compile(
    r"[ァ-ヴー]{2,6}(?: ?[ァ-ヴー]{2,6})?(?=$|[\s。、,(「」)/]|様|さん|です|で、|、|名義|と)|[ぁ-ん]{2,5} [ぁ-ん]{2,5}(?=$|[\s。、,(「」)/])"
)


@cache
def _labels() -> re.Pattern[str]:
    return re.compile(f"({one_of(listed('labels'))}){_LABEL_LINK.pattern}")


def behind_labels(reading: Reading) -> list[Place]:
    """氏名:佐藤, 担当は森です."""
    found = []
    for match in _labels().finditer(reading.text):
        if _SAYS_NO_NAME.match(reading.text, match.end()):
            continue
        kana = _IN_KANA.match(reading.text, match.end())
        if kana and match.group(1) not in listed("lax_labels") and match.group(1) not in ("カナ", "宛先"):
            found.append(kana.span())
            continue
        index = reading.by_start.get(match.end())
        if index is None or match.start() not in reading.by_start:
            continue
        word = reading.words[index]
        if word.text in listed("roles") or INITIALS.fullmatch(word.text) or word.part != "名詞":
            continue
        place = forwards(reading, index)
        if _LABEL_END.match(reading.text, place[1]) and _may_be_written(reading, index, place):
            found.append(place)
    return found


def _may_be_written(reading: Reading, index: int, place: Place) -> bool:
    """Whether the word behind a label is a name."""
    text = reading.text[slice(*place)]
    known = senses(text)
    if reading.words[index].detail in PERSON or place[1] > reading.words[index].end:
        return True
    if known & PERSON:
        return "普通名詞" not in known or "姓" in known
    return is_kana_name(text) or (
        not known and 2 <= len(text) <= 6 and bool(KANJI.fullmatch(text) or KATAKANA.fullmatch(text))
    )


def called(reading: Reading) -> list[Place]:
    """「翔太」と呼ばれている, 山田太郎と名乗る, 小春という子."""
    found = []
    for match in _CALLED.finditer(reading.text):
        last = reading.by_end.get(match.start())
        if last is None:
            continue
        word = reading.words[last]
        known = senses(word.text)
        if word.text in listed("roles") or word.text in listed("kin") or INITIALS.fullmatch(word.text):
            continue
        if (
            reading.text[word.start - 1 : word.start] in ("「", "『")
            and len(word.text) == 1
            and "名" in known
        ):
            found.append((word.start, word.end))
        elif (
            word.detail in PERSON
            or word.text in listed("given_words")
            or word.text in SINGLE_GIVENS
            or ("姓" in known and re.match(r"という(?:名前|名字|苗字|姓)|姓", match.group()))
            or (known & PERSON and "地名" not in known and (len(word.text) > 1) and "普通名詞" not in known)
            or (is_kana_name(word.text) and len(word.text) > 1)
        ):
            found.append(backwards(reading, last))
    return found
