"""Every list of the desk: deeds for ticked rows are shown first and done once, filters are kept, files are noted."""

import io
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from network.audit.models import AuditEntry
from network.mail.actions import queue
from network.mail.rules import Recipient
from network.people.choices import Role
from network.people.models import Affiliation, Person
from network.worklists.models import DeedRun, KeptFilter, TakenFile
from tests.factories.cms import NoticeFactory, ResourceFactory
from tests.factories.events import RegistrationFactory
from tests.factories.membership import MembershipFactory
from tests.factories.network import (
    AffiliationFactory,
    ContactAddressFactory,
    OrganisationFactory,
    PersonFactory,
    account_with_role,
)

pytestmark = pytest.mark.django_db
AFFILIATIONS = reverse("network_affiliations:index")
PEOPLE = reverse("network_people:index")


@pytest.fixture
def secretary():
    return account_with_role(Role.SECRETARIAT)


@pytest.fixture
def desk(client, secretary):
    client.force_login(secretary)
    return client


def previewed(desk, url, **choice):
    """The preview's page, and what its last form would send."""
    page = desk.post(url, choice)
    context = page.context
    sent = {
        "deed": choice["deed"],
        "row": context["ids"],
        "key": str(context["run_key"]),
        "seen": context["seen"],
    }
    if context["form"] is not None:
        sent |= {"asked": "1", **{name: context["form"][name].value() for name in context["form"].fields}}
    return page, sent


def names(judged):
    return [one.name for one in judged]


# --- deeds ----------------------------------------------------------------------------------------


def test_preview_says_what_changes_and_what_stays_with_its_reason_and_changes_nothing(desk):
    open_one = AffiliationFactory(since=date(2024, 4, 1))
    later = AffiliationFactory(since=date(2026, 6, 1))
    ended = AffiliationFactory(since=date(2024, 4, 1), until=date(2025, 3, 31))

    page, _sent = previewed(
        desk,
        AFFILIATIONS,
        deed="end_affiliation",
        row=[open_one.pk, later.pk, ended.pk],
        asked="1",
        until="2026-03-31",
    )

    assert names(page.context["changes"]) == [str(open_one)]
    assert [(one.name, one.reason) for one in page.context["stays"]] == [
        (str(later), "この日より後に始まっています。"),
        (str(ended), "すでに最終日が入っています。"),
    ]
    open_one.refresh_from_db()
    assert (open_one.until, DeedRun.objects.count()) == (None, 0)


def test_deed_is_done_once_though_its_button_is_pressed_twice(desk, secretary):
    work = AffiliationFactory(since=date(2024, 4, 1))
    _page, sent = previewed(
        desk, AFFILIATIONS, deed="end_affiliation", row=[work.pk], asked="1", until="2026-03-31"
    )

    first = desk.post(AFFILIATIONS, sent)
    second = desk.post(AFFILIATIONS, sent)

    work.refresh_from_db()
    run = DeedRun.objects.get()
    assert work.until == date(2026, 3, 31)
    assert (first.url, second.url) == (reverse("worklists:run", args=[run.key]),) * 2
    noted = AuditEntry.objects.filter(verb="many_end_affiliation")
    assert [(entry.actor_id, entry.details) for entry in noted] == [(secretary.pk, {"changed": 1, "left": 0})]


def test_result_lists_what_changed_and_takes_it_back_but_not_what_was_changed_since(desk):
    one, other = AffiliationFactory(since=date(2024, 4, 1)), AffiliationFactory(since=date(2024, 4, 1))
    _page, sent = previewed(
        desk, AFFILIATIONS, deed="end_affiliation", row=[one.pk, other.pk], asked="1", until="2026-03-31"
    )
    result = desk.post(AFFILIATIONS, sent).url
    Affiliation.objects.filter(pk=other.pk).update(until=date(2026, 2, 28))

    shown = desk.get(result)
    after = desk.post(f"{result}back/", follow=True)

    assert [(group["state"], len(group["lines"])) for group in shown.context["groups"]] == [("changed", 2)]
    assert list(Affiliation.objects.order_by("pk").values_list("until", flat=True)) == [
        None,
        date(2026, 2, 28),
    ]
    assert [(group["state"], len(group["lines"])) for group in after.context["groups"]] == [
        ("taken_back", 1),
        ("stayed", 1),
    ]
    assert AuditEntry.objects.get(verb="back_end_affiliation").details == {"taken_back": 1, "stayed": 1}


def test_other_choice_than_the_previewed_one_is_shown_again_before_it_is_done(desk):
    work = AffiliationFactory(since=date(2024, 4, 1))
    _page, sent = previewed(
        desk, AFFILIATIONS, deed="end_affiliation", row=[work.pk], asked="1", until="2026-03-31"
    )

    page = desk.post(AFFILIATIONS, sent | {"until": "2026-04-30"})

    work.refresh_from_db()
    assert (page.status_code, work.until, DeedRun.objects.count()) == (200, None, 0)


def test_row_outside_the_narrowed_list_is_not_touched(desk):
    listed, other = PersonFactory(language="ja"), PersonFactory(language="en")

    page, _sent = previewed(
        desk,
        f"{PEOPLE}?language=ja",
        deed="change_language",
        row=[listed.pk, other.pk],
        asked="1",
        language="en",
    )

    assert page.context["ids"] == [listed.pk]


def test_all_rows_of_the_narrowed_list_are_chosen_by_one_box(desk):
    wanted = [PersonFactory(language="en", name=f"見本 {number}") for number in range(3)]
    PersonFactory(language="ja")

    page, _sent = previewed(
        desk, f"{PEOPLE}?language=en", deed="change_language", all="1", asked="1", language="ja"
    )

    assert sorted(page.context["ids"]) == [person.pk for person in wanted]


def test_nothing_ticked_leads_back_and_says_so(desk):
    page = desk.post(PEOPLE, {"deed": "change_language"}, follow=True)

    assert "行が選ばれていません" in page.content.decode()


def test_deed_is_neither_shown_nor_done_by_who_lacks_its_right(client):
    person = PersonFactory(language="ja")
    client.force_login(account_with_role(Role.TREASURER))

    page = client.get(PEOPLE)
    refused = client.post(PEOPLE, {"deed": "change_language", "row": [person.pk]})

    assert page.context["tools"]["deeds"] == []
    assert "メールの言語を変える" not in page.content.decode()
    assert (refused.status_code, DeedRun.objects.count()) == (302, 0)
    assert refused.url == "/desk/"


def test_run_is_not_found_by_who_could_not_have_done_it(desk, client):
    work = AffiliationFactory(since=date(2024, 4, 1))
    _page, sent = previewed(
        desk, AFFILIATIONS, deed="end_affiliation", row=[work.pk], asked="1", until="2026-03-31"
    )
    result = desk.post(AFFILIATIONS, sent).url
    client.force_login(account_with_role(Role.ORGANISER))

    assert client.get(result).status_code == 404
    assert client.post(f"{result}back/").status_code == 404
    work.refresh_from_db()
    assert work.until == date(2026, 3, 31)


@pytest.mark.parametrize("count", [1, 3])
def test_preview_takes_as_many_queries_for_three_rows_as_for_one(desk, django_assert_num_queries, count):
    rows = [AffiliationFactory(since=date(2024, 4, 1)).pk for _number in range(count)]
    choice = {"deed": "end_affiliation", "row": rows, "asked": "1", "until": "2026-03-31"}
    desk.post(AFFILIATIONS, choice)

    with django_assert_num_queries(10):
        page = desk.post(AFFILIATIONS, choice)

    assert len(page.context["changes"]) == count


# --- kept filters ---------------------------------------------------------------------------------


def kept_by(client):
    return [(one["name"], one["is_own"]) for one in client.get(PEOPLE).context["tools"]["kept"]]


def test_filter_is_kept_found_again_and_deleted(desk, secretary):
    desk.post(f"{PEOPLE}?language=en&p=3", {"act": "keep", "name": "英語の方", "query": "language=en&p=3"})

    page = desk.get(PEOPLE)

    kept = KeptFilter.objects.get()
    assert (kept.owner, kept.query) == (secretary, "language=en")
    assert [(one["name"], one["url"]) for one in page.context["tools"]["kept"]] == [
        ("英語の方", f"{PEOPLE}?language=en")
    ]
    desk.post(PEOPLE, {"act": "forget", "filter": kept.pk})
    assert kept_by(desk) == []


def test_filter_shared_with_a_role_is_found_by_it_and_deleted_by_its_owner_only(desk, client):
    desk.post(PEOPLE, {"act": "keep", "name": "共有", "query": "language=en", "shared_with": "treasurer"})
    desk.post(PEOPLE, {"act": "keep", "name": "自分用", "query": "language=ja"})
    kept = KeptFilter.objects.get(name="共有")

    client.force_login(account_with_role(Role.TREASURER))
    found = kept_by(client)
    client.post(PEOPLE, {"act": "forget", "filter": kept.pk})

    assert found == [("共有", False)]
    assert KeptFilter.objects.filter(pk=kept.pk).exists()


def test_filter_that_narrows_nothing_is_not_kept_and_the_way_out_is_said(desk):
    page = desk.post(PEOPLE, {"act": "keep", "name": "全部", "query": "p=2"}, follow=True)

    assert KeptFilter.objects.count() == 0
    assert "先に絞り込んで" in page.content.decode()


# --- files ----------------------------------------------------------------------------------------


def test_file_with_people_needs_a_purpose_and_a_receiver(desk):
    PersonFactory()

    page = desk.post(PEOPLE, {"act": "file", "kind": "csv"})

    assert set(page.context["form"].errors) == {"purpose", "receiver"}
    assert TakenFile.objects.count() == 0


def test_file_is_written_and_noted_with_purpose_receiver_and_columns_but_without_the_people(desk, secretary):
    PersonFactory(name="雛形 万里", kana="ヒナガタ マリ", phone="0110000000", email="hanako@person.example")

    response = desk.post(
        f"{PEOPLE}?q=万里", {"act": "file", "kind": "csv", "purpose": "名札づくり", "receiver": "事務局のみ"}
    )

    text = response.content.decode()
    assert text.startswith('\ufeff"氏名","読み"')
    assert '"雛形 万里","ヒナガタ マリ","hanako@person.example","0110000000"' in text
    taken = TakenFile.objects.get()
    assert (taken.taken_by, taken.rows, taken.purpose, taken.receiver) == (
        secretary,
        1,
        "名札づくり",
        "事務局のみ",
    )
    assert "電話番号" in taken.items
    entry = AuditEntry.objects.get(verb="took_file")
    assert (entry.subject, entry.details) == ("network_people", {"rows": 1, "kind": "csv"})


def test_file_holds_the_ticked_rows_only(desk):
    chosen, other = PersonFactory(name="見本 一"), PersonFactory(name="見本 二")

    response = desk.post(
        PEOPLE, {"act": "file", "kind": "csv", "purpose": "電話", "receiver": "事務局", "row": [chosen.pk]}
    )

    text = response.content.decode()
    assert (chosen.name in text, other.name in text) == (True, False)


def test_cp932_reports_what_it_lacks_instead_of_writing_a_question_mark(desk):
    PersonFactory(name="𠮷野 見本", kana="ヨシノ ミホン")
    asked = {"act": "file", "kind": "cp932", "purpose": "差し込み印刷", "receiver": "印刷所"}

    page = desk.post(PEOPLE, asked)

    assert [(one.column, one.characters) for one in page.context["lacking"]] == [("氏名", "𠮷")]
    assert TakenFile.objects.count() == 0


def test_cp932_holds_old_characters_and_wave_dashes(desk):
    PersonFactory(name="髙橋 﨑子", kana="タカハシ〜サキコ")
    asked = {"act": "file", "kind": "cp932", "purpose": "差し込み印刷", "receiver": "印刷所"}

    content = desk.post(PEOPLE, asked).content

    assert "髙橋 﨑子" in content.decode("cp932")
    assert "タカハシ～サキコ" in content.decode("cp932")


def test_excel_file_keeps_leading_zeros_and_calculates_nothing(desk):
    OrganisationFactory(name="=HYPERLINK(見本)", kana="ミホン")

    response = desk.post(reverse("network_organisations:index"), {"act": "file", "kind": "xlsx"})

    sheet = load_workbook(io.BytesIO(response.content)).active
    rows = list(sheet.iter_rows(min_row=2))
    assert rows[0][0].value == "'=HYPERLINK(見本)"
    assert {cell.data_type for row in rows for cell in row if cell.value} == {"s"}


def test_book_of_files_is_open_to_the_secretariat_and_not_to_a_treasurer(desk, client):
    PersonFactory()
    desk.post(PEOPLE, {"act": "file", "kind": "csv", "purpose": "名札", "receiver": "開催地"})

    page = desk.get(reverse("worklists:files")).content.decode()
    client.force_login(account_with_role(Role.TREASURER))
    refused = client.get(reverse("worklists:files"))

    assert ("名札" in page, "開催地" in page) == (True, True)
    assert (refused.status_code, urlsplit(refused.url).path) == (302, "/desk/")


@pytest.mark.parametrize("count", [1, 3])
def test_list_with_its_tools_takes_as_many_queries_for_three_as_for_one(
    desk, secretary, django_assert_num_queries, count
):
    for number in range(count):
        AffiliationFactory()
        KeptFilter.objects.create(
            owner=secretary, list_key="network_affiliations", name=f"{number}", query=f"job={number}"
        )
    desk.get(AFFILIATIONS)

    with django_assert_num_queries(11):
        page = desk.get(AFFILIATIONS)

    assert len(page.context["tools"]["kept"]) == count
    assert Person.objects.count() > count


@pytest.mark.parametrize(
    ("address", "deed"),
    [
        ("network_people:index", "招待する"),
        ("network_affiliations:index", "最終日を入れる"),
        ("network_organisations:index", None),
        ("network_contacts:index", None),
        ("memberships:index", None),
        ("event_editor:list", None),
        ("notice_editor:list", "公開を終える"),
        ("resource_editor:list", "公開を終える"),
        ("registration_desk:list", None),
        ("outbox_desk:list", "送信を取りやめる"),
    ],
)
def test_list_shows_a_box_per_row_its_deeds_and_the_file(desk, address, deed):
    registration = RegistrationFactory()
    AffiliationFactory(person=registration.person)
    ContactAddressFactory()
    MembershipFactory()
    NoticeFactory()
    ResourceFactory()
    to = Recipient("hanako@person.example", "見本 花子", "ja")
    queue(key="test", to=to, template="network/people/invitation", context={})

    page = desk.get(reverse(address)).content.decode()

    assert 'id="worklist"' in page
    assert page.count('form="worklist"') >= 1
    assert "ファイルに書き出す" in page
    assert deed is None or f">{deed}</button>" in page


@pytest.mark.parametrize(
    "address",
    [
        "event_editor:list",
        "notice_editor:list",
        "resource_editor:list",
        "registration_desk:list",
        "outbox_desk:list",
    ],
)
def test_list_is_written_as_a_file(desk, address):
    RegistrationFactory()
    NoticeFactory()
    ResourceFactory()
    to = Recipient("hanako@person.example", "見本 花子", "ja")
    queue(key="test", to=to, template="network/people/invitation", context={})

    response = desk.post(
        reverse(address), {"act": "file", "kind": "csv", "purpose": "点検", "receiver": "事務局"}
    )

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert len(response.content.decode().splitlines()) == 2
