"""Families of generated sentences: many names, each in every way that practitioners write them; finds systematic holes."""

import json
import random
from collections.abc import Iterator

from faker import Faker

from tests.network.privacy.labelled import DATA, Sentence, sentence

NAMES = json.loads((DATA / "names.json").read_text(encoding="utf-8"))
FRAMES = (
    "{}から電話がありました。",
    "昨日、{}が来所しました。",
    "{}の家賃が払えません。",
    "{}に連絡しましたが出ません。",
    "先週、{}と面談しました。",
    "{}は仕事を探しています。",
    "{}を病院に連れて行きました。",
    "この間お話しした{}ですが、その後も連絡が取れず困っています。",
)


def generated(amount: int, *, seed: int) -> Iterator[Sentence]:
    """That many sentences, each with at least one thing to find; the same for the same seed."""
    chance = random.Random(seed)
    faker = Faker("ja_JP")
    faker.seed_instance(seed)
    families = (_people, _relatives, _numbers)
    for index in range(amount):
        yield sentence(families[index % len(families)](chance, faker))


def _name(written: str) -> str:
    return f"〔PERSON:{written}〕"


def _people(chance: random.Random, faker: Faker) -> str:
    surname, given = (
        chance.choice([*NAMES["surnames"], faker.last_name()]),
        chance.choice([*NAMES["givens"], faker.first_name()]),
    )
    honorific, frame = chance.choice(NAMES["honorifics"]), chance.choice(FRAMES)
    ways = (
        _name(surname) + honorific,
        _name(given) + honorific,
        _name(surname + given) + honorific,
        _name(f"{surname}　{given}") + honorific,
        _name(surname + given),
        _name(surname) + chance.choice(NAMES["titles"]),
        _name(chance.choice(NAMES["foreign"])) + "さん",
        _name(faker.first_kana_name()) + "さん",
        _name(f"{faker.last_kana_name()} {faker.first_kana_name()}") + "さん",
    )
    return frame.format(chance.choice(ways))


def _relatives(chance: random.Random, faker: Faker) -> str:
    given, kin, frame = (
        chance.choice([*NAMES["givens"], faker.first_name()]),
        chance.choice(NAMES["kin"]),
        chance.choice(FRAMES),
    )
    ways = (
        f"{kin}の{_name(given)}",
        f"{kin}・{_name(given)}",
        f"{kin}（{_name(given)}）",
        f"{kin}の{_name(given)}さん",
        f"{kin}の{_name(faker.first_kana_name())}",
    )
    return frame.format(chance.choice(ways))


def _numbers(chance: random.Random, faker: Faker) -> str:
    digits = f"{chance.randrange(10**8):08d}"
    born = f"{chance.randrange(20, 64)}年{chance.randrange(1, 13)}月{chance.randrange(1, 29)}日"
    ways = (
        f"携帯は〔PHONE:0{chance.choice('789')}0-{digits[:4]}-{digits[4:]}〕です。",
        f"自宅は〔PHONE:0{chance.randrange(11, 20)}-{digits[:3]}-{digits[3:7]}〕だそうです。",
        f"〔EMAIL:{faker.ascii_safe_email()}〕に送りました。",
        f"〒〔POSTAL:{faker.postcode()}〕に転居しました。",
        f"〔BIRTHDATE:昭和{born}〕生まれの方です。",
        f"〔ADDRESS:江別市{chance.choice(['野幌町', '大麻東町', '錦町', '高砂町'])}{chance.randrange(1, 40)}-{chance.randrange(1, 20)}〕に住んでいます。",
    )
    return chance.choice(ways)
