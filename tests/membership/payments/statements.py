"""Statement files for tests: any statement a bank could write, and files that went wrong in a seeded way."""

import random
from datetime import date, timedelta

from hypothesis import strategies as st

from membership.payments.choices import Format
from membership.payments.lines import BankLine, Statement, StatementAccount

TODAY = date(2026, 6, 15)
KANA = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝﾞﾟ-().0123456789ABCXYZ"


def texts(most: int):
    """Half-width text of at most so many bytes, as a field keeps it: nothing in front, nothing behind."""
    return st.text(KANA, max_size=most)


def days(back: int = 300):
    return st.integers(0, back).map(lambda number: TODAY - timedelta(days=number))


@st.composite
def lines(draw, kind: Format):
    """A line of either kind of file."""
    is_03 = kind == Format.ZENGIN_03
    amount = draw(st.integers(1, 9_999_999_999))
    reverses = draw(st.booleans())
    is_out = reverses or (is_03 and draw(st.booleans()))
    return BankLine(
        on=draw(days()),
        amount=-amount if is_out else amount,
        payer=draw(texts(48)),
        memo=draw(texts(20)) if is_03 else "",
        edi=draw(texts(20)),
        origin=draw(st.one_of(st.just(""), st.tuples(names(), names()).map(" ".join))),
        payer_code=draw(texts(10)),
        number=draw(texts(6)),
        value_on=draw(st.one_of(st.none(), days())),
        reverses=reverses,
    )


def names():
    return st.text("ｱｲｳｴｵｶｷｸ", min_size=1, max_size=15)


@st.composite
def statements(draw, kind: Format):
    """One to three accounts with up to eight lines each."""
    accounts = []
    for _number in range(draw(st.integers(1, 3))):
        entries = tuple(draw(st.lists(lines(kind), max_size=8)))
        opening = draw(st.integers(-(10**9), 10**12)) if kind == Format.ZENGIN_03 else None
        closing = opening + sum(line.amount for line in entries) if opening is not None else None
        accounts.append(
            StatementAccount(
                lines=entries,
                bank=f"{draw(st.integers(0, 9999)):04d}",
                branch=f"{draw(st.integers(0, 999)):03d}",
                kind=str(draw(st.sampled_from([1, 2, 4]))),
                number=f"{draw(st.integers(1, 9_999_999)):07d}",
                holder=draw(texts(40)),
                opening=opening,
                closing=closing,
            )
        )
    return Statement(kind, tuple(accounts), made_on=draw(days(3)))


def plain_statement(kind: Format = Format.ZENGIN_03, count: int = 12, seed: int = 1) -> Statement:
    """A quiet month of one account."""
    chance = random.Random(seed)
    entries = tuple(
        BankLine(
            on=TODAY - timedelta(days=count - number),
            amount=chance.choice([2000, 5000, 10000]),
            payer=f"{chance.randint(1000000, 9999999)} ﾐﾎﾝ {chance.choice(['ﾊﾅｺ', 'ﾀﾛｳ', 'ｼﾞﾛｳ'])}",
            number=str(number + 1).zfill(6),
            value_on=TODAY - timedelta(days=count - number),
        )
        for number in range(count)
    )
    balances = (
        {"opening": 100_000, "closing": 100_000 + sum(line.amount for line in entries)}
        if kind == Format.ZENGIN_03
        else {}
    )
    account = StatementAccount(entries, "9999", "001", "1", "1234567", "ﾐﾎﾝﾈﾂﾄ", **balances)
    return Statement(kind, (account,), made_on=TODAY)


def mutated(content: bytes, chance: random.Random) -> bytes:
    """A file after one to three accidents: bits, cut ends, lost or doubled pieces, other encodings, other line ends."""
    body = bytearray(content)
    for _time in range(chance.randint(1, 3)):
        place = chance.randrange(len(body)) if body else 0
        accident = chance.randrange(10)
        if accident <= 2 and body:
            body[place] = chance.randrange(256)
        elif accident == 3:
            del body[place:]
        elif accident == 4:
            del body[place : place + chance.randint(1, 250)]
        elif accident == 5:
            body[place:place] = body[place : place + chance.randint(1, 250)]
        elif accident == 6:
            body = bytearray(body.decode("cp932", "replace").encode("utf-8"))
        elif accident == 7:
            body = bytearray(bytes(body).replace(b"\r\n", chance.choice([b"\n", b"\r", b""])))
        elif accident == 8:
            body[place:place] = bytes(chance.randrange(256) for _byte in range(chance.randint(1, 40)))
        else:
            body = bytearray(
                bytes(body).replace(b"0", chance.choice([b"9", b" ", b"-", b"1234567890123456"]), 1)
            )
    return bytes(body)
