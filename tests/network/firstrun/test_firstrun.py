"""The first run: closed to strangers, open once, nothing typed is lost."""

import threading
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.urls import reverse
from django.utils import timezone

from network.association.models import Association
from network.audit.models import AuditEntry
from network.firstrun.actions import FirstRunError, make_code, open_site
from network.firstrun.models import SetupCode
from network.firstrun.queries import hash_of
from network.mail.choices import MailState
from network.mail.models import OutboxMessage
from network.people.choices import Role
from network.people.models import Account, Person
from tests.factories.network import PASSWORD, AccountFactory, account_with_role

ADMINISTRATOR = {"name": "見本 花子", "email": "hanako@mihon.example", "login_name": "hanako"}


@pytest.fixture(autouse=True)
def first_run(settings):
    settings.FIRST_RUN = True


@pytest.fixture
def inside(client, db):
    """A browser that has shown the code."""
    code = make_code(now=timezone.now())
    client.post(reverse("firstrun:start"), {"code": code})
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("door", ["/", "/en/", "/desk/", "/desk/reports/site-history/"])
def test_front_door_when_nobody_has_an_account(client, door):
    assert client.get(door).url == reverse("firstrun:start")


@pytest.mark.django_db
def test_front_door_when_somebody_has_an_account(client, django_assert_num_queries):
    AccountFactory()

    assert client.get("/").status_code == 200
    assert reverse("account_login") in client.get("/desk/").url
    for name in ("start", "who", "money", "mail", "administrator"):
        assert client.get(reverse(f"firstrun:{name}")).status_code == 404


@pytest.mark.django_db
def test_other_pages_when_nobody_has_an_account(client):
    assert client.get(reverse("events:list")).status_code == 200
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["who", "money", "mail", "administrator"])
def test_step_when_the_code_was_not_shown(client, name):
    url = reverse(f"firstrun:{name}")

    assert client.get(url).url == reverse("firstrun:start")
    assert client.post(url, {"name": "見本"} | ADMINISTRATOR).url == reverse("firstrun:start")
    assert not Account.objects.exists()
    assert not Association.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "1234", "0000-0000-0000-0000"])
def test_code_when_wrong(client, typed):
    make_code(now=timezone.now())

    page = client.post(reverse("firstrun:start"), {"code": typed})

    assert page.status_code == 200
    assert page.context["form"].errors


@pytest.mark.django_db
def test_code_when_a_newer_one_was_printed_or_a_day_has_passed(client):
    old = make_code(now=timezone.now())
    make_code(now=timezone.now())
    assert client.post(reverse("firstrun:start"), {"code": old}).status_code == 200

    late = make_code(now=timezone.now() - timedelta(hours=25))

    assert client.post(reverse("firstrun:start"), {"code": late}).status_code == 200


@pytest.mark.django_db
def test_code_when_guessed_too_often(client):
    code = make_code(now=timezone.now())
    for _attempt in range(20):
        client.post(reverse("firstrun:start"), {"code": "0000-0000-0000-0000"})

    assert client.post(reverse("firstrun:start"), {"code": code}).status_code == 429


@pytest.mark.django_db
def test_association_when_entered(inside):
    typed = {"name": "見本の会", "phone": "011-000-0000", "email": "jimu@mihon.example", "short_name": "みほ"}

    answer = inside.post(reverse("firstrun:who"), typed)

    assert answer.url == reverse("firstrun:money")
    kept = Association.objects.get()
    assert (kept.name, kept.short_name, kept.fiscal_year_begins) == ("見本の会", "みほ", 4)
    assert "見本の会" in inside.get(reverse("firstrun:who")).content.decode()


@pytest.mark.django_db
def test_association_when_its_address_is_wrong(inside):
    page = inside.post(reverse("firstrun:who"), {"name": "見本の会", "email": "jimu＠"})

    assert page.status_code == 200
    assert 'value="見本の会"' in page.content.decode()
    assert not Association.objects.exists()


@pytest.mark.django_db
def test_account_when_entered_in_full_width(inside):
    inside.post(reverse("firstrun:who"), {"name": "見本の会"})
    typed = {
        "fiscal_year_begins": "4",
        "bank_name": "見本銀行",
        "bank_code": "０１２３",
        "branch_name": "本店",
        "branch_code": "001",
        "account_kind": "ordinary",
        "account_number": "12345",
        "account_holder": "みほんのかい",
    }

    assert inside.post(reverse("firstrun:money"), typed).url == reverse("firstrun:mail")

    kept = Association.objects.get()
    assert (kept.name, kept.bank_code, kept.account_number) == ("見本の会", "0123", "0012345")
    assert kept.account_holder == "ミホンノカイ"
    assert kept.has_bank_account


@pytest.mark.django_db
def test_account_when_half_of_it_is_missing(inside):
    typed = {"fiscal_year_begins": "4", "account_kind": "ordinary", "bank_name": "見本銀行"}

    page = inside.post(reverse("firstrun:money"), typed)

    assert set(page.context["form"].errors) == {"branch_name", "account_number", "account_holder"}


@pytest.mark.django_db
def test_account_when_left_empty(inside):
    typed = {"fiscal_year_begins": "1", "account_kind": "ordinary"}

    assert inside.post(reverse("firstrun:money"), typed).status_code == 302
    assert Association.objects.get().fiscal_year_begins == 1


@pytest.mark.django_db
def test_test_mail_when_sent(inside, django_capture_on_commit_callbacks):
    typed = {
        "sender_name": "見本の会 事務局",
        "sender_email": "jimu@mihon.example",
        "to_address": "hanako@mihon.example",
        "test": "yes",
    }

    with django_capture_on_commit_callbacks(execute=True):
        inside.post(reverse("firstrun:mail"), typed)

    assert len(mail.outbox) == 1
    assert "jimu@mihon.example" in mail.outbox[0].from_email
    assert "見本の会 事務局" in mail.outbox[0].from_email
    page = inside.get(reverse("firstrun:mail"))
    assert page.context["result"].result == "sent"
    assert "hanako@mihon.example" in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "result"),
    [
        pytest.param({}, "waiting", id="just written"),
        pytest.param({"created_at": timezone.now() - timedelta(minutes=5)}, "stuck", id="nobody fetches it"),
        pytest.param({"error": "Outage: ConnectionRefusedError"}, "failed", id="no mail server"),
        pytest.param({"state": MailState.BOUNCED, "error": "550 5.1.1"}, "failed", id="no such mailbox"),
    ],
)
def test_test_mail_when_it_does_not_leave(inside, changes, result):
    inside.post(reverse("firstrun:mail"), {"to_address": "hanako@mihon.example", "test": "yes"})
    OutboxMessage.objects.update(**changes)

    page = inside.get(reverse("firstrun:mail"))

    assert page.context["result"].result == result
    assert changes.get("error", "") in page.content.decode()


@pytest.mark.django_db
def test_test_mail_when_the_address_is_missing(inside):
    page = inside.post(reverse("firstrun:mail"), {"sender_name": "見本", "to_address": "", "test": "yes"})

    assert page.context["test"].errors
    assert 'value="見本"' in page.content.decode()
    assert not OutboxMessage.objects.exists()


@pytest.mark.django_db
def test_administrator_when_made(inside, django_capture_on_commit_callbacks):
    typed = ADMINISTRATOR | {"password": PASSWORD, "password_again": PASSWORD}

    with django_capture_on_commit_callbacks(execute=True):
        answer = inside.post(reverse("firstrun:administrator"), typed)

    account = Account.objects.get()
    assert answer.url == reverse("wagtailadmin_home")
    assert [group.name for group in account.groups.all()] == [Role.ADMINISTRATOR.value]
    assert (account.username, account.email, account.person.name) == (
        "hanako",
        "hanako@mihon.example",
        "見本 花子",
    )
    assert account.check_password(PASSWORD)
    assert not account.is_superuser
    assert AuditEntry.objects.get().verb == "found"
    assert inside.get("/desk/").status_code == 200
    assert inside.get(reverse("firstrun:start")).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"password_again": "another-one-9"}, "password_again"),
        ({"password": "12345", "password_again": "12345"}, "password"),
        ({"login_name": "花子"}, "login_name"),
        ({"email": "hanako"}, "email"),
    ],
)
def test_administrator_when_refused(inside, changes, field):
    typed = ADMINISTRATOR | {"password": PASSWORD, "password_again": PASSWORD} | changes

    page = inside.post(reverse("firstrun:administrator"), typed)

    assert field in page.context["form"].errors
    assert 'value="見本 花子"' in page.content.decode()
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_site_when_opened_twice():
    code = hash_of(make_code(now=timezone.now()))
    open_site(secret_hash=code, password=PASSWORD, now=timezone.now(), **ADMINISTRATOR)

    with pytest.raises(FirstRunError) as refusal:
        open_site(
            secret_hash=code,
            password=PASSWORD,
            now=timezone.now(),
            name="別人",
            email="b@mihon.example",
            login_name="betsu",
        )

    assert refusal.value.code == "over"
    assert Account.objects.count() == 1
    with pytest.raises(FirstRunError):
        make_code(now=timezone.now())


@pytest.mark.django_db
def test_site_when_opened_with_another_code():
    make_code(now=timezone.now())

    with pytest.raises(FirstRunError) as refusal:
        open_site(secret_hash=hash_of("1" * 16), password=PASSWORD, now=timezone.now(), **ADMINISTRATOR)

    assert refusal.value.code == "code"
    assert not Person.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_site_when_opened_by_six_browsers_at_once():
    if connection.vendor == "sqlite":
        pytest.skip("threads can't share SQLite in memory")
    code = hash_of(make_code(now=timezone.now()))
    start, outcomes = threading.Barrier(6), []

    def open_it(number):
        start.wait()
        try:
            open_site(
                secret_hash=code,
                password=PASSWORD,
                now=timezone.now(),
                name=f"見本 {number}",
                email=f"a{number}@mihon.example",
                login_name=f"admin{number}",
            )
            outcomes.append("opened")
        except FirstRunError as refusal:
            outcomes.append(refusal.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=open_it, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["opened", *["over"] * 5]
    assert (Account.objects.count(), Person.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_setup_code_when_printed():
    said = StringIO()

    call_command("setup_code", stdout=said)

    code = said.getvalue().split("Set-up code: ")[1].split()[0]
    assert SetupCode.objects.get().code_hash == hash_of(code.replace("-", ""))
    AccountFactory()
    with pytest.raises(CommandError):
        call_command("setup_code")


@pytest.mark.django_db
def test_first_run_when_done_without_a_browser(monkeypatch):
    monkeypatch.setenv("FIRST_RUN_PASSWORD", PASSWORD)
    given = [
        "--name=見本の会",
        "--account-number=123",
        "--bank-name=見本銀行",
        "--branch-name=本店",
        "--account-holder=ミホンノカイ",
        "--administrator-name=見本 花子",
        "--administrator-email=hanako@mihon.example",
        "--administrator-login-name=hanako",
    ]

    call_command("first_run", *given, stdout=StringIO())

    assert Association.objects.get().account_number == "0000123"
    assert Account.objects.get().check_password(PASSWORD)
    with pytest.raises(CommandError):
        call_command("first_run", *given)


@pytest.mark.django_db
def test_first_run_when_something_is_wrong_without_a_browser(monkeypatch):
    monkeypatch.setenv("FIRST_RUN_PASSWORD", "12345")
    given = [
        "--name=見本の会",
        "--administrator-name=見本 花子",
        "--administrator-email=hanako@mihon.example",
        "--administrator-login-name=hanako",
    ]

    with pytest.raises(CommandError, match="password"):
        call_command("first_run", *given)

    assert not Association.objects.exists()
    assert not Account.objects.exists()


@pytest.mark.django_db
def test_desk_test_mail(client, django_capture_on_commit_callbacks):
    client.force_login(account_with_role(Role.SECRETARIAT))
    url = reverse("mail_test:test")

    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, {"to_address": "hanako@mihon.example"})

    assert client.get(url).context["result"].result == "sent"
    assert client.post(url, {"to_address": "x"}).context["form"].errors
