"""A named trade: words that may be names or places, told by what is said of them. Knows no Django."""

import re

from network.privacy.cutting import Word, senses
from network.privacy.reading import BOUNDARY, KANJI, PERSON, Reading, is_kana_name
from network.privacy.wording import bare_places, listed

# What follows a surname that is a place too, when the place is meant.
AT_A_PLACE = re.compile(
    r"で(?!す|あ|し|は)|へ(?!の連|連|訪問|電話|相談|報告|伝|確認)|まで|方面|周辺|付近|近郊|行き|在住|経由|から(?:の(?!電|連|相|手紙|話)|通|来(?!所)|転|引|移|車|バス|電車)"
    r"|に(?:住|ある|行|転|移|引|あり|お住|在|居|戻|帰|出|着|到|向|は(?=[^、]{0,8}が(?:ある|ない)))|の(?:街|町|中心|駅|海|山|近|風|気候|郊外|店|病院|学校|施設|団体|窓口|NPO|事務所|工場|会社|支店|営業所|特産|名物|祭|高校|中学|小学|大学|役所|役場|社協|支援員|担当|職員|方々|実家|地|方(?!が)|開発|取|事例)|を(?:通|離|出|訪)"
)
# Single characters that are names often enough, where something is said that is said of people only.
SINGLE_SURNAMES = frozenset(
    "林森原関堀岡辻谷菅東西南北星泉畑浜島沢牧柳桂湊李朴王張陳楊劉黄趙呉崔鄭尹姜宮榊乾"
)
SINGLE_GIVENS = frozenset(
    "浩淳充治稔幹舞学亮聡誠茂豊修隆博弘宏寛洋剛武勇健徹哲薫忍操恵愛優翼翔蓮葵楓茜凛渉航匠巧拓諒涼遼陽暁晃輝"
)
# Municipalities, but far more people are called so.
RATHER_NAMES = frozenset({"中川", "池田", "清水", "福島", "沼田", "小平", "仁木"})
# What is said of people: a word that may be a surname and stands before this is one.
PERSONAL = re.compile(
    r"(?:に|にも|には)(?:連絡(?![橋通船先協会])|電話|話|聞|伝|相談|貸|借|渡|会|頼|同行|謝|説明|確認し|手紙|メール|LINE|言|お願|面談|電|入電)|と(?:も)?(?:面談|面接|話|会っ|会い|連絡|電話|相談|同行|口論|喧嘩|けんか|同居|結婚|離婚|の面談|の面接|連携し)"
    r"|(?:が|は|も)(?:同居|別居|来|いら|言|話|語|電話|泣|怒|入院|退院|亡|死|逮捕|失踪|妊娠|出産|離婚|結婚|失業|無職|仕事|働|求職|酒|借金|生活保護|拒|黙|笑|暴|認知症|独居|一人|年金|帰宅|不在|来所|来庁|受診|同意|承諾|納得|希望し|未婚|既婚|\d{1,2}(?:歳|才)|[二三四五六七八九]十代|\d0代)"
    r"|から(?:の)?(?:電話|連絡|入電|メール|相談|手紙|返事|LINE|お礼|借|聞|着信|苦情|暴)|より(?:入電|連絡|電話|相談|来)|を(?:病院|訪問|説得|支援|迎え|保護|連れ|見守|担当|紹介|呼|知)|の(?:支援|対応|相談|申請|手続|通院|滞納|債務|返済|退職|離職|転居|気持|意向|世帯|家族|きょうだい|プラン|家賃|借金|妻|夫|母|父|息子|娘|通帳|家計|収入|携帯|自宅|アパート|件(?!数)|ケース|面談|同意|障害|病|退院|入院|就労|就職|年金|部屋|口座|保護|様子|話|長男|長女|次男|次女|姉|妹|兄|弟|子ども|担当)|宅|来所|来庁|入電|不在|本人|→|:"
)
# The same for words that are well known places, so nothing that one may say of a town.
_SAYS_SOMEBODY = re.compile(
    r"に(?:連絡し|電話し|会[っいう]|頼[ん]|貸し|借り|渡し|言[っわ])|と(?:面談|会[っいう]|話[しす]|口論|同居|結婚|離婚)|から(?:は|の)?(?:電話|入電|お礼|借り)|より入電|宅[にへをの]|来所|来庁"
    r"|(?:が|は|も)[^。、]{0,8}?(?:来所|来庁|入院|退院|亡くな|死亡|自殺|逮捕|失踪|妊娠|離婚|結婚|失業|無職|求職中|独居|不在|受診|泣い|泣き|怒っ|怒鳴|暴れ|叫ん|倒れ|寝込|酔っ|辞め|休ん|黙っ|怯え|悩んで|暴力|認知症|\d{1,2}歳)"
    r"|を(?:保護課|病院|窓口に|訪問|説得|迎え|連れ)|には(?:妹|弟|兄|姉|子ども|妻|夫|母|父|息子|娘|身寄り|家族)が|の(?:妻|夫|母|父|息子|娘|通帳|携帯|面談)"
)


_HEADS = frozenset({"。", "「", "\n", "・", "→", ">", "("})
_SUBJECT = re.compile(r"は|が(?!ある|あり)|も|に(?=連|電|は)|と(?=面|話|連)|から(?=電|連)|、|\)|:")


def is_a_common_surname(reading: Reading, index: int, word: Word) -> bool:
    """新山は遅刻が続いています: a common surname that the dictionary reads as a place or a word, where no place is
    meant; at the head of a sentence any surname that it reads as a place."""
    if word.detail in PERSON or _is_well_known_place(word.text) or _is_joined_to(reading, index):
        return False
    if AT_A_PLACE.match(reading.text, word.end) or not BOUNDARY.match(reading.text, word.end):
        return False
    is_head = index == 0 or reading.words[index - 1].text in _HEADS
    is_subject = is_head and bool(_SUBJECT.match(reading.text, word.end))
    if word.text not in listed("surnames"):
        return is_subject and word.detail == "地名" and "姓" in senses(word.text) and len(word.text) > 1
    return is_subject or word.detail in ("地名", "固有名詞") or bool(PERSONAL.match(reading.text, word.end))


def _is_well_known_place(text: str) -> bool:
    return text in listed("big_places") or text in bare_places() - RATHER_NAMES


def _is_joined_to(reading: Reading, index: int) -> bool:
    """Whether a word is the end of a longer one."""
    before = reading.words[index - 1] if reading.beside(index) else None
    return bool(before) and before.part in ("名詞", "接頭辞", "接尾辞") and before.text not in listed("times")


def acts_like_a_person(reading: Reading, index: int, word: Word) -> bool:
    """Whether a word that may be a name stands where only persons do: 石川に連絡しました, 林が来所."""
    if (
        word.detail == "名"
        and len(word.text) > 2
        and is_kana_name(word.text)
        and PERSONAL.match(reading.text, word.end)
    ):
        return True
    is_said_of_people = PERSONAL.match(reading.text, word.end) or _SAYS_SOMEBODY.match(reading.text, word.end)
    if word.part != "名詞" or not KANJI.fullmatch(word.text) or not is_said_of_people:
        return False
    if word.text in listed("roles") or word.text in listed("kin") or word.text in listed("nobody"):
        return False
    if _is_joined_to(reading, index):
        return False
    known = senses(word.text)
    if "姓" in known and _SAYS_SOMEBODY.match(reading.text, word.end):
        return True
    if (word.text in bare_places() and word.text not in RATHER_NAMES) or (
        "数詞" in known and len(word.text) == 1
    ):
        return False
    if word.text in listed("big_places"):
        return False
    if len(word.text) == 1:
        return (word.text in SINGLE_SURNAMES and "姓" in known) or (word.text in SINGLE_GIVENS)
    return (
        ("姓" in known and word.detail in ("地名", "姓", "名"))
        or (word.detail == "名")
        or word.text in listed("streams")
        or (word.text in listed("given_words"))
    )
