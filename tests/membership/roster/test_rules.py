"""Which column is which, who is whom, and what may be decided."""

import pytest

from membership.roster.choices import Decision, Verdict
from membership.roster.rules import (
    CHOICES,
    Candidate,
    Register,
    columns_missing,
    find_header,
    fingerprint,
    guess_columns,
    judge,
    lacks_membership,
    may_decide,
    shared_addresses,
    within_list,
)
from network.people.rules import fold_name

COVERAGE = {"individual": "self", "office": "everybody", "supporting": "named"}
HANAKO = Candidate(
    1, "見本 花子", "ミホン ハナコ", "hanako@mihon.example", "", frozenset({fold_name("見本市役所")})
)


def register(*people, **more):
    made = Register(coverage=COVERAGE, **more)
    for person in people:
        made.add(person)
    return made


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        (["氏名", "フリガナ", "E-mail"], {"name": 0, "kana": 1, "email": 2}),
        (["No.", "お名前（必須）", "ＴＥＬ"], {"name": 1, "phone": 2}),
        (["姓", "名", "セイ", "メイ"], {"surname": 0, "given": 1, "surname_kana": 2, "given_kana": 3}),
        (["メールアドレス", "メール"], {"email": 0}),
        (["見本", "x"], {}),
    ],
)
def test_columns_when_guessed(header, columns):
    assert guess_columns(header) == columns


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        pytest.param([["会員名簿"], [], ["氏名", "電話"], ["見本", "011"]], 2, id="below a title"),
        pytest.param([["氏名"], ["見本"]], 0, id="one column"),
        pytest.param([["見本", "011"], ["見本", "012"]], None, id="none"),
        pytest.param([["区分", "見本"], ["x", "y"]], None, id="one word by chance"),
        pytest.param([], None, id="no rows"),
    ],
)
def test_header_when_sought(rows, place):
    assert find_header(rows) == place


@pytest.mark.parametrize(
    ("columns", "missing"),
    [({"name"}, False), ({"surname", "given"}, False), ({"surname"}, True), ({"email"}, True)],
)
def test_columns_missing(columns, missing):
    assert columns_missing(columns) is missing


@pytest.mark.parametrize(
    ("values", "verdict", "changes"),
    [
        pytest.param({"name": "別 人"}, Verdict.NEW, (), id="nobody of this name"),
        pytest.param(
            {"name": "見本花子", "email": "HANAKO@mihon.example"}, Verdict.SAME, (), id="name and address"
        ),
        pytest.param(
            {"name": "見本 花子", "email": "hanako@mihon.example", "phone": "0110000000"},
            Verdict.JOIN,
            ("phone",),
            id="a phone is added",
        ),
        pytest.param(
            {"name": "見本 花子", "email": "hanako@mihon.example", "kana": "ミモト ハナコ"},
            Verdict.DIFFERS,
            (),
            id="another reading",
        ),
        pytest.param(
            {"name": "見本 花子", "organisation": "見本市役所"}, Verdict.SAME, (), id="name and organisation"
        ),
        pytest.param(
            {"name": "見本 花子", "email": "other@mihon.example", "organisation": "見本市役所"},
            Verdict.ASK,
            (),
            id="another address at the same organisation",
        ),
        pytest.param({"name": "見本 花子"}, Verdict.ASK, (), id="only the name"),
        pytest.param(
            {"name": "見本 花子", "email": "hanako@mihon.example", "tier": "individual"},
            Verdict.JOIN,
            ("tier",),
            id="a membership is added",
        ),
        pytest.param(
            {"name": "見本 花子", "tier": "office"}, Verdict.REFUSED, (), id="a tier of organisations"
        ),
        pytest.param(
            {"name": "見本 花子", "email": "hanako@mihon.example", "organisation": "見本の家"},
            Verdict.JOIN,
            ("organisation",),
            id="another organisation",
        ),
    ],
)
def test_row_when_judged(values, verdict, changes):
    found = judge(values, register(HANAKO))

    assert (found.verdict, found.changes) == (verdict, changes)


def test_row_when_two_have_the_name():
    twin = Candidate(2, "見本 花子", email="b@mihon.example")

    assert judge({"name": "見本 花子"}, register(HANAKO, twin)).reason == "several"
    assert judge({"name": "見本 花子", "email": "b@mihon.example"}, register(HANAKO, twin)).person_id == 2


def test_row_when_entered_before():
    values = {"name": "見本 花子", "phone": "0110000000"}
    known = register(HANAKO, entered_before={fingerprint(values): 1})

    assert judge(values, known).person_id == 1
    assert judge(values, known).verdict == Verdict.JOIN


@pytest.mark.parametrize(
    ("tier", "known", "tiers", "lacks"),
    [
        ("individual", None, {}, True),
        ("individual", Candidate(1, "x", tiers=frozenset({"supporting"})), {}, False),
        ("office", None, {}, True),
        ("office", None, {"org": {"office"}}, False),
        ("supporting", None, {"org": {"supporting"}}, True),
        ("supporting", Candidate(1, "x", named_by=frozenset({"org"})), {"org": {"supporting"}}, False),
    ],
)
def test_membership_when_lacking(tier, known, tiers, lacks):
    made = register(organisation_tiers={fold_name(name): codes for name, codes in tiers.items()})
    known = known and Candidate(
        1, "x", tiers=known.tiers, named_by=frozenset(fold_name(name) for name in known.named_by)
    )

    assert lacks_membership({"tier": tier, "organisation": "org"}, known, made) is lacks


def test_register_finds_people_and_organisations():
    made = register(HANAKO, organisations={fold_name("見本の家"): [(5, "011002"), (6, "012025")]})

    assert made.candidate(1, "見本花子") == HANAKO
    assert made.candidate(9, "見本花子") is None
    assert [made.organisation_id("見本の家", place) for place in ("012025", "")] == [6, 5]
    assert made.organisation_id("別", "") is None


def test_rows_that_say_the_same_again():
    rows = [
        (2, {"name": "見本 花子", "email": "a@b.example"}),
        (3, {"name": "見本花子", "email": "A@b.example"}),
        (4, {"name": "見本 花子", "email": "a@b.example", "organisation": "x"}),
        (5, {"name": "見本 太郎"}),
        (6, {"name": "見本 太郎", "phone": "011"}),
    ]

    assert within_list(rows) == {3: 2}


def test_addresses_that_several_share():
    rows = [
        {"name": "一", "email": "a@b.example"},
        {"name": "二", "email": "A@b.example"},
        {"name": "三", "email": "c@b.example"},
        {"name": "三", "email": "c@b.example"},
    ]

    assert shared_addresses(rows) == {"a@b.example"}


@pytest.mark.parametrize("verdict", list(Verdict))
def test_decisions_that_fit(verdict):
    assert {decision for decision in Decision if may_decide(verdict, decision)} == set(CHOICES[verdict])
