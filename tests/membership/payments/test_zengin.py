"""Transfer files: read back as written, and refused whole with line and byte."""

import io
import random
import time
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from membership.payments.choices import Format, Refusal
from membership.payments.lines import StatementError
from membership.payments.reading import MOST_BYTES, read_statement
from membership.payments.writing import write_zengin, write_zengin_csv
from tests.membership.payments.statements import TODAY, mutated, plain_statement, statements

KINDS = st.sampled_from([Format.ZENGIN_03, Format.ZENGIN_01])
WRITERS = [
    pytest.param(write_zengin, id="lines"),
    pytest.param(lambda made: write_zengin(made, line_end=b""), id="no line ends"),
    pytest.param(lambda made: write_zengin(made, line_end=b"\n"), id="short line ends"),
    pytest.param(write_zengin_csv, id="CSV"),
]


def read(content: bytes, today: date = TODAY):
    return read_statement(io.BytesIO(content), len(content), today)


def refused(content: bytes) -> StatementError:
    with pytest.raises(StatementError) as caught:
        read(content)
    return caught.value


@pytest.mark.capability("M5")
@pytest.mark.parametrize("write", WRITERS)
@given(made=KINDS.flatmap(statements))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_file_when_written_and_read(write, made):
    assert read(write(made)) == made


@given(made=statements(Format.ZENGIN_01))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_file_when_amounts_have_twelve_digits(made):
    if not any(account.lines for account in made.accounts):
        return

    assert read(write_zengin(made, is_wide=True)) == made


def test_line_when_it_takes_back_an_earlier_one():
    content = write_zengin(plain_statement(Format.ZENGIN_01, 2), line_end=b"")
    data = bytearray(content)
    data[200 + 127] = ord("1")
    data[600 + 1 : 600 + 37] = b"000001" + data[607 : 607 + 12] + b"000001" + data[607 : 607 + 12]
    amounts = [int(content[219:229]), int(content[419:429])]
    data[601:637] = (
        b"000001" + str(amounts[1]).zfill(12).encode() + b"000001" + str(amounts[0]).zfill(12).encode()
    )

    first, second = read(bytes(data)).accounts[0].lines

    assert (first.amount, first.reverses) == (-amounts[0], True)
    assert (second.amount, second.reverses) == (amounts[1], False)


def test_day_when_the_era_is_not_named():
    content = write_zengin(plain_statement(count=1))

    assert read(content).accounts[0].lines[0].on == date(2026, 6, 14)
    with pytest.raises(StatementError) as caught:
        read(content, date(2031, 1, 1))
    assert caught.value.code == Refusal.NOT_A_DAY


def changed(start: int, new: bytes, made=None) -> bytes:
    content = bytearray(write_zengin(made or plain_statement(), line_end=b""))
    content[start : start + len(new)] = new
    return bytes(content)


TRAILER = 200 * 13


@pytest.mark.capability("M5")
@pytest.mark.parametrize(
    ("content", "code", "line", "byte"),
    [
        pytest.param(b"", Refusal.EMPTY, 1, 1, id="nothing"),
        pytest.param(b"\r\n\x1a", Refusal.EMPTY, 1, 1, id="only ends"),
        pytest.param(changed(TRAILER + 1, b"000013"), Refusal.TRAILER, 14, 2, id="wrong count"),
        pytest.param(changed(TRAILER + 7, b"0000000000001"), Refusal.TRAILER, 14, 8, id="wrong total"),
        pytest.param(changed(TRAILER + 40, b"00000000000001"), Refusal.BALANCE, 14, 41, id="wrong balance"),
        pytest.param(changed(200 + 24, b"00000000000A"), Refusal.NOT_A_NUMBER, 2, 25, id="letter in amount"),
        pytest.param(changed(400 + 9, b"081332"), Refusal.NOT_A_DAY, 3, 10, id="no such day"),
        pytest.param(changed(400 + 9, b"080401"), Refusal.DAY_OUTSIDE, 3, 10, id="day outside the header's"),
        pytest.param(changed(400 + 21, b"3"), Refusal.DIRECTION, 3, 22, id="neither in nor out"),
        pytest.param(changed(3, b"1"), Refusal.EBCDIC, 1, 4, id="EBCDIC"),
        pytest.param(changed(600, b"7"), Refusal.RECORD_KIND, 4, 1, id="unknown record"),
        pytest.param(changed(0, b"")[: 200 * 14], Refusal.CUT, 14, 200, id="no end"),
        pytest.param(changed(0, b"")[:1234], Refusal.CUT, 7, 35, id="cut within a record"),
        pytest.param(changed(200 + 81, b"\x81\x20"), Refusal.NOT_CP932, 2, 82, id="half a character"),
        pytest.param(b"\xff\xfe1\x000\x003\x00", Refusal.UTF16, 1, 1, id="UTF-16"),
    ],
)
def test_file_when_something_is_wrong(content, code, line, byte):
    refusal = refused(content)

    assert (refusal.code, refusal.line, refusal.byte) == (code, line, byte)


@pytest.mark.capability("M5")
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with its mark"])
def test_file_when_an_editor_saved_it_as_utf8(mark):
    saved = mark + write_zengin(plain_statement()).decode("cp932").encode("utf-8")

    assert refused(saved).code == Refusal.UTF8_RESAVE


class Noise(io.RawIOBase):
    """Two hundred megabytes that count what is asked of them."""

    def __init__(self):
        self.asked = 0

    def read(self, size=-1):
        self.asked += 200_000_000 if size < 0 else size
        return b"\x00" * size


@pytest.mark.capability("M5")
def test_noise_when_it_is_large_is_not_read():
    noise = Noise()

    with pytest.raises(StatementError) as caught:
        read_statement(noise, 200_000_000, TODAY)

    assert caught.value.code == Refusal.TOO_LARGE
    assert noise.asked == 0


def test_noise_when_its_size_is_hidden_is_left_after_the_first_bytes():
    noise = Noise()

    with pytest.raises(StatementError) as caught:
        read_statement(noise, 10, TODAY)

    assert caught.value.code == Refusal.NOT_A_STATEMENT
    assert noise.asked < MOST_BYTES


@pytest.mark.parametrize(
    "count", [pytest.param(500, id="500"), pytest.param(5000, id="5000", marks=pytest.mark.full)]
)
@pytest.mark.capability("M5")
def test_files_when_mutated_never_crash(count, prove_figure):
    made = {kind: plain_statement(kind) for kind in (Format.ZENGIN_03, Format.ZENGIN_01)}
    sources = [
        (statement, write(statement))
        for statement in made.values()
        for write in (write_zengin, lambda one: write_zengin(one, line_end=b""), write_zengin_csv)
    ] + [(None, content) for content in CSV_FILES]
    chance = random.Random(20260615)
    refusals, wrong_money, begun = [], 0, time.perf_counter()

    for _number in range(count):
        statement, content = chance.choice(sources)
        try:
            found = read(mutated(content, chance))
        except StatementError as refusal:
            refusals.append((refusal.line, refusal.byte))
        else:
            total = sum(line.amount for account in found.accounts for line in account.lines)
            expected = statement and sum(line.amount for line in statement.accounts[0].lines)
            wrong_money += statement is not None and total != expected

    took = time.perf_counter() - begun
    assert wrong_money == 0
    assert len(refusals) > count // 2
    assert all(line >= 1 and byte >= 1 for line, byte in refusals)
    prove_figure(
        f"{count} mutated files in {took:.1f} s: {len(refusals)} refused with line and byte, 0 crashes, 0 sums changed"
    )


CSV_FILES = [
    "お客さま口座情報\n\n取引日,入出金明細ＩＤ,受入金額（円）,払出金額（円）,詳細１,詳細２,現在（貸付）高\n"
    "20260601,1,2000,,振替,見本 花子,102000\n20260602,2,,500,料金,,101500\n".encode("cp932"),
    "日付,摘要,摘要内容,支払い金額,預かり金額,差引残高,メモ\n"
    '2026/6/1,振込,ﾐﾎﾝ ﾊﾅｺ,,"2,000","102,000",\n2026/6/2,振込,ﾐﾎﾝ ﾀﾛｳ,,"5,000","107,000",\n'.encode("cp932"),
]
