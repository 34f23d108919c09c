"""Files for spreadsheet programs: nothing is calculated, nothing loses its zeros (X1)."""

import pytest

from network.spreadsheets import csv_bytes, harmless


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        pytest.param("=1+1", "'=1+1", id="a formula"),
        pytest.param("+81 11 000 0000", "'+81 11 000 0000", id="a plus"),
        pytest.param("-1", "'-1", id="a minus"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="an at sign"),
        pytest.param("\t=1", "'\t=1", id="a tab"),
        pytest.param("\r=1", "'\r=1", id="a carriage return"),
        pytest.param("0123", "0123", id="leading zeros"),
        pytest.param("見本=さん", "見本=さん", id="an equals sign inside"),
        pytest.param(7, "7", id="a number"),
        pytest.param(None, "", id="nothing"),
    ],
)
def test_a_cell_is_harmless(cell, written):
    assert harmless(cell) == written


def test_a_file_begins_with_the_mark_and_quotes_every_cell():
    content = csv_bytes(["番号", "名前"], [["007", 'ほん"もの']])

    assert content == '\ufeff"番号","名前"\r\n"007","ほん""もの"\r\n'.encode()
