"""The treasurer's tables for payments: usual fees, and CSVs of banks the program does not know by itself."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from membership.ledger.actions import lay_accounts
from membership.ledger.queries import account
from membership.payments.actions import keep_file, read_file
from membership.payments.models import CsvProfile, StatementFile, StatementLine, TransferFee
from network.people.choices import Role
from tests.factories.network import account_with_role

pytestmark = [pytest.mark.django_db, pytest.mark.capability("M5")]

NOW = datetime(2026, 5, 20, 3, 0, tzinfo=UTC)
DESCRIBED = {
    "name": "見本信金",
    "on": "お取引日",
    "came_in": "お預り金額",
    "went_out": "お引出し金額",
    "signed": "",
    "payer": "お取引内容",
    "memo": "メモ",
    "balance": "残高",
}
SHEET = "\r\n".join(
    [
        "見本信金 入出金明細",
        "お取引日,お引出し金額,お預り金額,お取引内容,残高,メモ",
        "2026/05/08,,2000,ﾐﾎﾝ ﾊﾅｺ,12000,振込",
        "2026/05/11,110,,ﾃｽｳﾘﾖｳ,11890,手数料",
    ]
).encode("cp932")


@pytest.fixture(autouse=True)
def treasurer(client):
    lay_accounts()
    client.force_login(account_with_role(Role.TREASURER))


@pytest.fixture
def profile(client):
    client.post(reverse("csv_profiles:add"), DESCRIBED)
    return CsvProfile.objects.get()


def upload(content=SHEET):
    return {"file": SimpleUploadedFile("meisai.csv", content)}


def test_fee_is_added_and_deleted(client):
    TransferFee.objects.all().delete()
    client.post(reverse("transfer_fees:add"), {"amount": 147})
    fee = TransferFee.objects.get()

    client.post(reverse("transfer_fees:delete", args=[fee.pk]))

    assert (fee.amount, TransferFee.objects.count()) == (147, 0)


@pytest.mark.parametrize("amount", [0, 5001])
def test_fee_when_it_is_no_fee(client, amount):
    page = client.post(reverse("transfer_fees:add"), {"amount": amount}).content.decode()

    assert "1円から5,000円までの金額を入れてください。" in page
    assert not TransferFee.objects.filter(amount=amount).exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"signed": "金額"}, "どちらか一方にしてください。"),
        ({"came_in": ""}, "入金と出金の列、または符号つきの1列を入れてください。"),
    ],
    ids=["both ways", "one direction only"],
)
def test_description_when_amounts_are_not_clear(client, typed, words):
    page = client.post(reverse("csv_profiles:add"), DESCRIBED | typed).content.decode()

    assert words in page
    assert not CsvProfile.objects.exists()


def test_described_csv_is_read(profile):
    file = keep_file(SHEET, name="meisai.csv", account=account("bank"), made_by=7, now=NOW)

    read = read_file(file.pk, today=date(2026, 5, 20))

    assert (read.state, read.format, read.line_count) == ("read", f"own-{profile.pk}", 2)
    assert list(
        StatementLine.objects.order_by("on").values_list("on", "amount", "payer", "memo", "balance")
    ) == [
        (date(2026, 5, 8), 2000, "ﾐﾎﾝ ﾊﾅｺ", "振込", 12000),
        (date(2026, 5, 11), -110, "ﾃｽｳﾘﾖｳ", "手数料", 11890),
    ]


def test_csv_of_nobody_is_refused_as_before():
    file = keep_file(SHEET, name="meisai.csv", account=account("bank"), made_by=7, now=NOW)

    file = read_file(file.pk, today=date(2026, 5, 20))
    assert (file.state, file.refusal) == ("refused", "unknown_bank")


def test_one_column_with_sign(client):
    typed = {"came_in": "", "went_out": "", "signed": "金額", "balance": "", "memo": ""}
    client.post(reverse("csv_profiles:add"), DESCRIBED | typed)
    sheet = "お取引日,金額,お取引内容\r\n2026/05/08,-330,ﾃｽｳﾘﾖｳ\r\n".encode()

    page = client.post(reverse("csv_profiles:try", args=[CsvProfile.objects.get().pk]), upload(sheet))

    assert "-330" in page.content.decode()


def test_trying_shows_lines_and_stores_nothing(client, profile):
    page = client.post(reverse("csv_profiles:try", args=[profile.pk]), upload()).content.decode()

    assert "2行を読み取りました" in page
    assert "ﾐﾎﾝ ﾊﾅｺ" in page
    assert not StatementLine.objects.exists()
    assert not StatementFile.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(SHEET.replace(b"2026/05/08", b"someday"), "someday", id="no day"),
        pytest.param("日付,金額\r\n2026/05/08,1\r\n".encode(), "日付,金額", id="another bank"),
        pytest.param(
            "取引日,入出金(円),取引後残高(円),入出金内容\r\n20260508,2000,2000,ﾐﾎﾝ\r\n".encode("cp932"),
            "rakuten",
            id="a bank the program knows",
        ),
    ],
)
def test_trying_says_what_is_in_the_way(client, profile, content, words):
    page = client.post(reverse("csv_profiles:try", args=[profile.pk]), upload(content)).content.decode()

    assert 'role="alert"' in page
    assert words in page


def test_trying_without_a_file(client, profile):
    assert client.post(reverse("csv_profiles:try", args=[profile.pk])).status_code == 422


def test_tables_are_the_treasurers(client, profile):
    client.force_login(account_with_role(Role.ORGANISER))

    assert client.get(reverse("csv_profiles:try", args=[profile.pk])).status_code != 200
    client.post(reverse("transfer_fees:add"), {"amount": 147})

    assert not TransferFee.objects.filter(amount=147).exists()
