"""Invented payers and the statements they would cause. Synthetic: no line of a real bank was at hand.

The mix, per deposit that is dues (88 of 100 lines):
- a share writes the reference (`reference_rate`), in front of the name and in one of five spellings; of these 1 % slip a
  digit, 1.5 % have a usual fee deducted, 0.5 % pay another amount;
- of the others 76 % pay under a name they declared or that was confirmed last year (one in ten
  of people's is a relative's), 24 % under what comes to mind:
  their own name (half of them), a body's name with another legal form or spelled out, with the sender's name behind it,
  a treasury's office for a town, the body for its staff, a slip of a letter, an old spelling, and 2 in 100 a relative's;
  of all these 2 % have a fee deducted and 1 % add up two things owed;
- every name is printed as banks do: half width, large kana, cut at 20, 26, 37 or 48 bytes at some banks; one in
  twelve is in kanji, as at Japan Post Bank.
The other 12 lines: strangers who give just what dues are, members' own other payments (a sender's number of seven
digits in front), interest, grants, money out.

Seeds 1 to 50 are measured on; what matching does was tuned on seeds from 1000 on only.
"""

import random
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta

from membership.payments.knownnames import KnownName, Source
from membership.payments.matching import Book, Deposit, Item, Switches
from tests.membership.payments.checkdigit import is_reference, reference

MEASURED, TUNED = range(1, 51), range(1000, 1010)
FEES = (110, 220, 330, 440, 550, 660, 770, 880, 145, 165, 275)
CUTS = (20, 26, 37, 48)
FIRST = [
    *(
        ("高", "タカ"),
        ("山", "ヤマ"),
        ("中", "ナカ"),
        ("小", "コ"),
        ("大", "オオ"),
        ("西", "ニシ"),
        ("北", "キタ"),
    ),
    *(
        ("松", "マツ"),
        ("竹", "タケ"),
        ("石", "イシ"),
        ("吉", "ヨシ"),
        ("青", "アオ"),
        ("黒", "クロ"),
        ("白", "シラ"),
    ),
    *(
        ("長", "ナガ"),
        ("藤", "フジ"),
        ("森", "モリ"),
        ("今", "イマ"),
        ("金", "カナ"),
        ("岩", "イワ"),
        ("宮", "ミヤ"),
    ),
    *(
        ("杉", "スギ"),
        ("原", "ハラ"),
        ("福", "フク"),
        ("横", "ヨコ"),
        ("秋", "アキ"),
        ("安", "ヤス"),
        ("丸", "マル"),
    ),
]
SECOND = [
    *(
        ("田", "ダ"),
        ("橋", "ハシ"),
        ("村", "ムラ"),
        ("川", "カワ"),
        ("島", "シマ"),
        ("野", "ノ"),
        ("本", "モト"),
    ),
    *(
        ("沢", "ザワ"),
        ("井", "イ"),
        ("木", "キ"),
        ("山", "ヤマ"),
        ("林", "バヤシ"),
        ("谷", "タニ"),
        ("部", "ベ"),
    ),
    *(
        ("口", "グチ"),
        ("岡", "オカ"),
        ("崎", "ザキ"),
        ("上", "カミ"),
        ("塚", "ヅカ"),
        ("倉", "クラ"),
        ("原", "ハラ"),
    ),
]
GIVEN = [
    *(
        ("花子", "ハナコ"),
        ("太郎", "タロウ"),
        ("一郎", "イチロウ"),
        ("陽子", "ヨウコ"),
        ("健", "ケン"),
        ("恵", "メグミ"),
    ),
    *(
        ("京子", "キョウコ"),
        ("潤", "ジュン"),
        ("修", "シュウ"),
        ("翔太", "ショウタ"),
        ("由美", "ユミ"),
        ("直樹", "ナオキ"),
    ),
    *(
        ("千鶴", "チヅル"),
        ("美緒", "ミオ"),
        ("進", "ススム"),
        ("裕子", "ユウコ"),
        ("隆", "タカシ"),
        ("文", "フミ"),
    ),
    *(
        ("浩", "ヒロシ"),
        ("良子", "リョウコ"),
        ("誠", "マコト"),
        ("涼", "リョウ"),
        ("幸", "サチ"),
        ("純子", "ジュンコ"),
    ),
    *(
        ("実", "ミノル"),
        ("静", "シズカ"),
        ("光", "ヒカル"),
        ("薫", "カオル"),
        ("茂", "シゲル"),
        ("昇", "ノボル"),
    ),
]
PLACES = [(f"{one}{two}", f"{kana}{more}") for one, kana in FIRST for two, more in SECOND]
PLACES += [("江差", "エサシ"), ("枝幸", "エサシ")]
WORDS = [
    *(("たすけあい", "タスケアイ"), ("ひだまり", "ヒダマリ"), ("あゆみ", "アユミ"), ("きぼう", "キボウ")),
    *(("つなぐ", "ツナグ"), ("こもれび", "コモレビ"), ("ゆきどけ", "ユキドケ"), ("サポート", "サポート")),
]
# Kanji of the form, its reading, and its mark; {0} is the body's own name.
BODIES = [
    ("{0}町", "{0}チョウ", ""),
    ("{0}市", "{0}シ", ""),
    ("社会福祉法人{0}社会福祉協議会", "シャカイフクシホウジン{0}シャカイフクシキョウギカイ", "フク"),
    ("特定非営利活動法人{0}", "トクテイヒエイリカツドウホウジン{0}", "トクヒ"),
    ("一般社団法人{0}", "イッパンシャダンホウジン{0}", "シヤ"),
    ("株式会社{0}", "カブシキガイシャ{0}", "カ"),
]
SMALL = str.maketrans("ァィゥェォッャュョヮ", "アイウエオツヤユヨワ")
HALF = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF61, 0xFF9F)}
HALF |= {"ー": "-", "　": " "}


def printed(text: str, *, width: int = 48) -> str:
    """A name as a bank prints it: half width, large kana, cut at its field's width."""
    plain = unicodedata.normalize("NFKC", text).translate(SMALL)
    half = ""
    for letter in plain:
        for part in unicodedata.normalize("NFD", letter):
            half += {"\u3099": "ﾞ", "\u309a": "ﾟ"}.get(part, HALF.get(part, part))
    return half.encode("cp932")[:width].decode("cp932", "ignore").rstrip()


@dataclass(frozen=True)
class Party:
    """Somebody who owes: their name in kanji and kana, and what else they are known under."""

    key: str
    kanji: str
    kana: str
    own: str = ""
    mark: str = ""
    alias: str = ""
    declared: bool = False
    employer: str = ""


@dataclass
class Town:
    """A year's statement and what every line of it truly is."""

    parties: dict[str, Party]
    items: list[Item]
    names: list[KnownName]
    deposits: list[Deposit] = field(default_factory=list)
    truth: dict[str, frozenset[str]] = field(default_factory=dict)
    with_reference: set[str] = field(default_factory=set)

    def book(self, switches: Switches | None = None) -> Book:
        """What the treasurer's site knows before the file comes."""
        return Book(self.items, self.names, FEES, is_reference, switches or Switches())


def year_of(seed: int, *, lines: int = 2000, items: int = 5000, reference_rate: float = 0.85) -> Town:
    """Payers, what they owe, and a statement of so many lines."""
    chance = random.Random(seed)
    town = _town(chance, items)
    owing = list(town.items)
    chance.shuffle(owing)
    day = date(2026, 5, 1)
    for number in range(lines):
        key, on = f"line-{number:05d}", day + timedelta(days=number * 60 // lines)
        if chance.random() < 0.88 and owing:
            _dues(chance, town, owing, key, on, reference_rate)
        else:
            _something_else(chance, town, key, on)
    return town


def _town(chance: random.Random, count: int) -> Town:
    parties: dict[str, Party] = {}
    bodies = _bodies(chance, count // 4)
    people = [_person(chance, f"person-{number}", chance.choice(bodies)) for number in range(count)]
    items, names = [], []
    number = chance.randrange(1000)
    for party in [*bodies, *people]:
        parties[party.key] = party
        names += [KnownName(party.key, known) for known in (party.kanji, party.kana) if known]
        if party.alias:
            source = Source.DECLARED if party.declared else Source.CONFIRMED
            names.append(KnownName(party.key, party.alias, source))
    for party in [*bodies, *people[: count - len(bodies)]]:
        number += chance.randint(1, 60)
        is_body = party.key.startswith("body")
        amount = chance.choice([5000, 5000, 10000, 2000 * chance.randint(2, 12)]) if is_body else 2000
        also = (party.employer,) if party.employer and chance.random() < 0.3 else ()
        items.append(Item(f"slip-{len(items):05d}", party.key, amount, reference(number), None, also))
        if chance.random() < 0.04:
            number += 1
            items.append(
                Item(f"slip-{len(items):05d}", party.key, chance.choice([1000, 3000]), reference(number))
            )
    return Town(parties, items, names)


def _person(chance: random.Random, key: str, employer: Party) -> Party:
    first, second, given = chance.choice(FIRST), chance.choice(SECOND), chance.choice(GIVEN)
    kanji, kana = f"{first[0]}{second[0]} {given[0]}", f"{first[1]}{second[1]} {given[1]}"
    alias = ""
    if chance.random() < 0.78:
        relative = f"{first[1]}{second[1]} {chance.choice(GIVEN)[1]}"
        own, with_body = f"{kana} {chance.randint(2, 99)}", f"{employer.own} {kana}"
        alias = chance.choices([own, with_body, relative], weights=[45, 45, 10])[0]
    return Party(key, kanji, kana, alias=alias, declared=chance.random() < 0.6, employer=employer.key)


def _bodies(chance: random.Random, count: int) -> list[Party]:
    """Bodies of different names; their readings may be one (江差町 and 枝幸町)."""
    found: dict[str, Party] = {}
    while len(found) < count:
        body = _body(chance, f"body-{len(found)}")
        found.setdefault(body.kanji, body)
    return list(found.values())


def _body(chance: random.Random, key: str) -> Party:
    shape = chance.choice(BODIES)
    place, word = chance.choice(PLACES), chance.choice(WORDS)
    is_town = not shape[2] or shape[2] == "フク"
    own = place if is_town else (f"{place[0]}{word[0]}", f"{place[1]}{word[1]}")
    kanji, kana = shape[0].format(own[0]), shape[1].format(own[1])
    alias = ""
    if chance.random() < 0.78:
        alias = chance.choice(
            [f"{own[1]} {chance.choice(GIVEN)[1]}", f"{kana}ジムキョク", f"{own[1]}カイケイ"]
        )
    short = kana.removeprefix("シャカイフクシホウジン") if shape[2] == "フク" else own[1]
    own_kana = kana if not shape[2] else short
    return Party(key, kanji, kana, own_kana, shape[2], alias, chance.random() < 0.6)


def _dues(chance, town: Town, owing: list[Item], key: str, on: date, reference_rate: float) -> None:
    item = owing.pop()
    party = town.parties[item.party]
    amount, truth = item.amount, {item.key}
    if chance.random() < reference_rate:
        number, draw = item.reference, chance.random()
        if draw < 0.01:
            number = _slipped(chance, number)
        elif draw < 0.025:
            amount -= chance.choice(FEES[:6])
        elif draw < 0.03:
            amount += chance.choice([-1000, 500, 1000])
        payer = _with_reference(chance, number, _own_name(chance, party))
        town.with_reference.add(key)
    else:
        payer = _without_reference(chance, town, item, party)
        draw = chance.random()
        more = [other for other in town.items if other.party == item.party and other.key != item.key]
        if draw < 0.02:
            amount -= chance.choice(FEES[:6])
        elif draw < 0.03 and more and more[0] in owing:
            owing.remove(more[0])
            amount, truth = amount + more[0].amount, truth | {more[0].key}
    town.deposits.append(Deposit(key, amount, payer, on))
    town.truth[key] = frozenset(truth)


def _slipped(chance, number: str) -> str:
    place = chance.randrange(6)
    if chance.random() < 0.3 and number[place] != number[place + 1]:
        return f"{number[:place]}{number[place + 1]}{number[place]}{number[place + 2 :]}"
    digit = chance.choice([other for other in "0123456789" if other != number[place]])
    return f"{number[:place]}{digit}{number[place + 1 :]}"


def _with_reference(chance, number: str, name: str) -> str:
    spelled = chance.choice(
        [
            f"{number} {name}",
            f"{number}{name}",
            f"{number}-{name}",
            f"{number[:3]}-{number[3:]} {name}",
            f"NO.{number} {name}",
        ]
    )
    return printed(spelled, width=chance.choice(CUTS))


def _own_name(chance, party: Party) -> str:
    if party.mark:
        return chance.choice([f"{party.mark}){party.own}", f"{party.own}({party.mark}", party.kana])
    return party.kana


def _without_reference(chance, town: Town, item: Item, party: Party) -> str:
    if party.alias and chance.random() < 0.97:
        return printed(party.alias, width=chance.choice(CUTS[1:]))
    if chance.random() < 0.08:
        return party.kanji
    draw = chance.random()
    name = _own_name(chance, party)
    is_person = not party.key.startswith("body")
    if draw < 0.06:
        name = _misspelled(chance, name)
    elif draw < 0.16:
        name = _own_name(chance, town.parties[item.also[0]]) if item.also else name
    elif draw < 0.2:
        name = f"{name} {chance.choice(FIRST)[1]}{chance.choice(SECOND)[1]}"
    elif draw < 0.3:
        name = name if is_person or party.mark else f"{name}カイケイカンリシャ"
    elif draw < 0.32:
        name = f"{party.kana.split()[0]} {chance.choice(GIVEN)[1]}" if is_person else name
    width = chance.choice(CUTS)
    leads = f"{chance.randint(1, 99999)} " if chance.random() < 0.05 else ""
    return printed(leads + name, width=width)


def _misspelled(chance, name: str) -> str:
    for right, wrong in (("ヅ", "ズ"), ("ヂ", "ジ"), ("ー", ""), ("オオ", "オウ"), ("ユウ", "ユ")):
        if right in name:
            return name.replace(right, wrong, 1)
    place = chance.randrange(1, len(name))
    return name[:place] + name[place + 1 :]


def _something_else(chance, town: Town, key: str, on: date) -> None:
    """Money that settles nothing that is open; its truth is empty."""
    draw = chance.random()
    someone = chance.choice(list(town.parties.values()))
    if draw < 0.35:
        stranger = _person(chance, "stranger", someone)
        amount, payer = chance.choice([2000, 5000, 10000, 3000]), printed(f"ヨソノ{stranger.kana}")
    elif draw < 0.5:
        number = f"{chance.randrange(10**7):07d}"
        amount, payer = (
            chance.choice([2000, 5000, 4800, 12000]),
            printed(f"{number} ホカノ{someone.own or someone.kana}"),
        )
    elif draw < 0.7:
        amount, payer = chance.randint(1, 300), "ﾘｿｸ"
    elif draw < 0.8:
        amount, payer = chance.choice([100_000, 300_000]), printed("ミホンザイダン ジョセイキン")
    else:
        amount, payer = -chance.choice([500, 12_000, 30_000]), printed("フリコミテスウリョウ")
    town.deposits.append(Deposit(key, amount, payer, on))
    town.truth[key] = frozenset()
