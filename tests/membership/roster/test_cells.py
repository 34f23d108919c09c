"""What each cell becomes, rule by rule."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from membership.roster.cells import Known, kind_of_name, read_cell, read_day, tidy
from membership.roster.choices import Column
from network.people.rules import fold_name

KNOWN = Known(
    today=date(2026, 4, 10),
    municipalities={"011002": "札幌市", "014036": "泊村", "016969": "泊村", "012025": "函館市"},
    tiers={fold_name("個人会員"): "individual", "individual": "individual"},
    section_mailboxes=frozenset({"ours@mihon.example"}),
)


@pytest.mark.parametrize(
    ("column", "typed", "value", "note"),
    [
        (Column.NAME, "髙橋　一", "髙橋 一", "tidied"),
        (Column.NAME, "見本 花子", "見本 花子", ""),
        (Column.NAME, "ﾐﾎﾝ ﾊﾅｺ", "ミホン ハナコ", "tidied"),
        (Column.NAME, "見本 花子 様", "見本 花子", "honorific"),
        (Column.NAME, "㈱見本", "㈱見本", ""),
        (Column.KANA, "みほん　はなこ", "ミホン ハナコ", "kana_folded"),
        (Column.KANA, "ｶﾞｯｺｳ", "ガッコウ", "kana_folded"),
        (Column.KANA, "ミホン", "ミホン", ""),
        (Column.KANA, "見本", "", "not_kana"),
        (Column.EMAIL, "ｈａｎａｋｏ＠Mihon.Example", "hanako@mihon.example", "address_tidied"),
        (Column.EMAIL, " hanako@mihon.example ", "hanako@mihon.example", ""),
        (Column.EMAIL, "<hanako@mihon.example>", "hanako@mihon.example", "address_tidied"),
        (Column.EMAIL, "OURS@mihon.example", "OURS@mihon.example", "section_mailbox"),
        (Column.EMAIL, "fukushi@town.example", "fukushi@town.example", "section_mailbox"),
        (Column.EMAIL, "hogo-ka@town.example", "hogo-ka@town.example", "section_mailbox"),
        (Column.EMAIL, "s.tanaka@town.example", "s.tanaka@town.example", ""),
        (Column.PHONE, "０９０－１１１１－２２２２", "090-1111-2222", "tidied"),
        (Column.PHONE, "9011112222", "09011112222", "zero_restored"),
        (Column.PHONE, "112223333", "0112223333", "zero_restored"),
        (Column.PHONE, "011-222-3333 内線12", "011-222-3333 内線12", ""),
        (Column.PHONE, "+81 90-1111-2222", "090-1111-2222", "tidied"),
        (Column.MUNICIPALITY, "011002", "011002", "municipality_named"),
        (Column.MUNICIPALITY, "1100", "011002", "code_repaired"),
        (Column.MUNICIPALITY, "０１１００２", "011002", "code_repaired"),
        (Column.MUNICIPALITY, "函館市", "012025", "municipality_named"),
        (Column.JOB, "主任相談支援員", "chief_consultation", ""),
        (Column.JOB, "所長", "other", "unknown_job"),
        (Column.KIND, "社協", "council", ""),
        (Column.KIND, "謎", "", "unknown_kind"),
        (Column.TIER, "個人会員", "individual", ""),
        (Column.TIER, "個人", "individual", ""),
        (Column.SINCE, "2024-04-01", "2024-04-01", ""),
        (Column.SINCE, "令和6年4月1日", "2024-04-01", "day_read"),
        (Column.ORGANISATION, "ＮＰＯ法人　見本", "NPO法人 見本", "tidied"),
        (Column.SECTION, "福祉課", "福祉課", ""),
    ],
)
def test_cell_when_taken(column, typed, value, note):
    cell = read_cell(column, typed, KNOWN)

    assert (cell.value, cell.note, cell.is_refused) == (value, note, False)
    assert cell.typed == typed


@pytest.mark.parametrize(
    ("column", "typed", "note"),
    [
        (Column.NAME, "12345", "no_name"),
        (Column.NAME, "名" * 101, "too_long"),
        (Column.EMAIL, "hanako", "not_an_address"),
        (Column.EMAIL, "a..b@mihon.example", "not_an_address"),
        (Column.EMAIL, "a@mihon.example,b@mihon.example", "several_addresses"),
        (Column.PHONE, "なし", "not_a_phone"),
        (Column.PHONE, "011-22", "phone_length"),
        (Column.PHONE, "090-1111-22223", "phone_length"),
        (Column.MUNICIPALITY, "泊村", "municipality_ambiguous"),
        (Column.MUNICIPALITY, "見本市", "municipality_unknown"),
        (Column.MUNICIPALITY, "011003", "code_check_digit"),
        (Column.MUNICIPALITY, "131016", "code_unknown"),
        (Column.MUNICIPALITY, "12", "code_length"),
        (Column.MUNICIPALITY, "01100a", "code_not_digits"),
        (Column.TIER, "永世会員", "unknown_tier"),
        (Column.SINCE, "去年", "not_a_day"),
        (Column.SINCE, "2024/2/30", "not_a_day"),
        (Column.SINCE, "1900-01-01", "day_out_of_range"),
        (Column.SINCE, "2030-01-01", "day_out_of_range"),
        (Column.ORGANISATION, "長" * 121, "too_long"),
    ],
)
def test_cell_when_refused(column, typed, note):
    cell = read_cell(column, typed, KNOWN)

    assert (cell.value, cell.note, cell.is_refused) == ("", note, True)


@pytest.mark.parametrize("column", list(Column))
def test_cell_when_empty(column):
    assert read_cell(column, "　", KNOWN).value == ""


@pytest.mark.parametrize(
    "typed",
    [
        "2024/4/1",
        "2024.4.1",
        "2024年4月1日",
        "２０２４年４月１日",
        "令和6年4月1日",
        "R6.4.1",
        "20240401",
        "45383",
        "2024年4月",
        "2024/4/1(月)",
        "2024-04-01 00:00:00",
    ],
)
def test_day_in_any_writing(typed):
    assert read_day(typed) == date(2024, 4, 1)


def test_day_in_an_eras_first_year():
    assert read_day("令和元年5月1日") == date(2019, 5, 1)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("見本市役所 福祉課", "municipality"),
        ("見本町", "municipality"),
        ("見本町社会福祉協議会", "council"),
        ("特定非営利活動法人見本", "npo"),
        ("㈱見本", "company"),
        ("ハローワーク見本", "state"),
        ("北海道庁", "prefecture"),
        ("見本の家", "other"),
    ],
)
def test_kind_told_from_a_name(name, kind):
    assert kind_of_name(name) == kind


@given(st.sampled_from(list(Column)), st.text(max_size=60))
def test_any_text_is_taken_or_refused_with_a_note(column, typed):
    cell = read_cell(column, typed, KNOWN)

    assert not (cell.is_refused and (cell.value or not cell.note))
    if cell.value and column not in (Column.JOB, Column.KIND, Column.TIER, Column.SINCE, Column.MUNICIPALITY):
        assert read_cell(column, cell.value, KNOWN).value == cell.value


@given(st.text(max_size=60))
def test_tidying_twice_changes_nothing_more(typed):
    assert tidy(tidy(typed)) == tidy(typed)


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)))
def test_days_are_read_back(day):
    assert read_day(f"{day:%Y}/{day.month}/{day.day}") == read_day(f"{day:%Y%m%d}") == day
