"""Lists as they come: pasted, CSV in three encodings, Excel; and whatever pretends to be one."""

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from membership.roster.sheets import (
    LONGEST_CELL,
    MOST_BYTES,
    MOST_ROWS,
    Line,
    SheetError,
    decode,
    read_file,
    read_paste,
)

TEXT = "氏名,電話\r\n髙橋 一,090-1111-2222\r\n"
CELL = st.text("あいう漢字髙﨑ｱｲﾞＡabc0123,.-（）", min_size=1, max_size=20)


def excel(rows, **changes):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    if changes:
        content = repacked(content, changes)
    return content.getvalue()


def repacked(content, extra):
    made = io.BytesIO()
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename not in extra:
                new.writestr(part, old.read(part))
        for name, data in extra.items():
            new.writestr(name, data)
    return made


def outcome_of(content):
    """What was read, or why nothing was; any other failure is one."""
    try:
        sheet = read_file(content)
    except SheetError as refusal:
        return refusal.code
    return sheet.lines or sheet.errors


def refusal_of(content, name="list.xlsx"):
    with pytest.raises(SheetError) as refusal:
        read_file(content, name)
    return refusal.value.code


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(TEXT.encode(), id="UTF-8"),
        pytest.param(b"\xef\xbb\xbf" + TEXT.encode(), id="UTF-8 with BOM"),
        pytest.param(TEXT.encode("cp932"), id="CP932"),
        pytest.param(TEXT.encode("utf-16"), id="UTF-16 with BOM"),
    ],
)
def test_file_in_any_encoding(content):
    sheet = read_file(content, "list.csv")

    assert [line.cells for line in sheet.lines] == [("氏名", "電話"), ("髙橋 一", "090-1111-2222")]
    assert sheet.errors == []


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        pytest.param("氏名\tメール\n見本\ta@b.example", ("見本", "a@b.example"), id="tabs"),
        pytest.param('氏名,所属\n見本,"市役所, 福祉課"', ("見本", "市役所, 福祉課"), id="a comma in quotes"),
        pytest.param("氏名;所属\n見本;市役所", ("見本", "市役所"), id="semicolons"),
        pytest.param("氏名、所属\n見本、市役所", ("見本", "市役所"), id="Japanese commas"),
        pytest.param(
            '氏名\t住所\n見本\t"一丁目\n二番"', ("見本", "一丁目 二番"), id="a line break in a cell"
        ),
        pytest.param("氏名\n見本\x00\u200b", ("見本",), id="letters that can't be stored"),
    ],
)
def test_paste(text, cells):
    assert read_paste(text).lines[-1].cells == cells


def test_numbers_of_lines_are_the_lists_own():
    assert read_paste("氏名\n\n\n見本\n").lines == [Line(1, ("氏名",)), Line(4, ("見本",))]


def test_excel_cells_become_text():
    sheet = read_file(excel([["氏名", "入会日", "番号", "率"], ["見本", date(2026, 4, 1), 11002, 0.5]]))

    assert sheet.lines[1].cells == ("見本", "2026-04-01", "11002", "0.5")
    assert sheet.kind == "xlsx"


def test_excel_formula_is_never_calculated():
    sheet = read_file(excel([["氏名"], ['=HYPERLINK("http://bad.example")'], ["見本"]]))

    assert [(error.line, error.code) for error in sheet.errors] == [(2, "formula")]
    assert [line.cells for line in sheet.lines] == [("氏名",), ("見本",)]


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        pytest.param(b"", "a.csv", "empty", id="empty"),
        pytest.param(b" \r\n ", "a.csv", "empty", id="blank"),
        pytest.param(b",,\n,,", "a.csv", "empty", id="only commas"),
        pytest.param(b"x" * (MOST_BYTES + 1), "a.csv", "too_large", id="too large"),
        pytest.param(
            b"\xd0\xcf\x11\xe0" + b"0" * 600, "a.xls", "old_excel", id="old Excel, or with a password"
        ),
        pytest.param(b"%PDF-1.7", "a.pdf", "not_a_list", id="PDF"),
        pytest.param(b"\xff\x81\x00\xfd\xfe", "a.csv", "encoding", id="no encoding of ours"),
        pytest.param(b"a\x00" * 100, "a.csv", "not_a_list", id="binary"),
        pytest.param(b"PK\x03\x04 broken", "a.xlsx", "broken", id="damaged"),
        pytest.param(TEXT.encode(), "a.xlsm", "macro", id="macro by name"),
        pytest.param(excel([["氏名"]], **{"xl/vbaProject.bin": b"x"}), "a.xlsx", "macro", id="macro inside"),
        pytest.param(excel([["氏名"]], **{"x.bin": b"0" * 30_000_000}), "a.xlsx", "bomb", id="zip bomb"),
        pytest.param(
            excel([["氏名"]], **{"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            "a.xlsx",
            "broken",
            id="entities",
        ),
        pytest.param(excel([["氏名"]], **{"xl/workbook.xml": b"<a"}), "a.xlsx", "broken", id="no workbook"),
        pytest.param(excel([["見本"]] * (MOST_ROWS + 50)), "a.xlsx", "too_many_rows", id="too many rows"),
    ],
)
def test_file_when_refused(content, name, code):
    assert refusal_of(content, name) == code


def test_another_archive_is_no_list():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")

    assert refusal_of(made.getvalue()) == "not_a_list"


def test_long_cells_and_wide_rows_are_told():
    sheet = read_paste("氏名\t備考\n" + "長" * (LONGEST_CELL + 1) + "\tx\n見本" + "\tx" * 70)

    assert [(error.line, error.code) for error in sheet.errors] == [
        (2, "cell_too_long"),
        (3, "too_many_cells"),
    ]


@given(st.lists(st.lists(CELL, min_size=2, max_size=5), min_size=1, max_size=8))
def test_tabs_come_back_as_they_were(rows):
    rows = [[cell.strip() or "x" for cell in row] for row in rows]

    read = read_paste("\n".join("\t".join(row) for row in rows))

    assert [list(line.cells) for line in read.lines] == rows


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=5))
def test_encodings_say_the_same(rows):
    text = "\n".join("\t".join(row) for row in rows)
    content = text.encode("cp932")

    assert read_file(b"\xef\xbb\xbf" + content.decode("cp932").encode()).lines == read_paste(text).lines
    assert decode(content) in (text, content.decode("utf-8", "replace"))


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_by_name(content):
    outcome = outcome_of(content)

    assert outcome


@given(st.integers(0, 5000), st.integers(0, 255))
def test_a_damaged_workbook_is_read_or_refused_by_name(place, byte):
    content = bytearray(WORKBOOK)
    content[place % len(content)] = byte

    assert outcome_of(bytes(content))


WORKBOOK = excel([["氏名", "電話"], ["見本 花子", "090-1111-2222"]])
