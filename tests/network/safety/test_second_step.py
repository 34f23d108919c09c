"""Signing in with a second step, and every way around it."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.mail.models import OutboxMessage
from network.people.actions import invite
from network.people.choices import Role
from network.people.models import Person
from network.safety.queries import second_step_of
from tests.factories.network import PASSWORD, AccountFactory, account_with_role
from tests.network.safety.app import App

pytestmark = [pytest.mark.django_db, pytest.mark.capability("T4")]
HOME = "/desk/"
SECURED = [Role.TREASURER, Role.MODERATOR, Role.SECRETARIAT, Role.ADMINISTRATOR]


@pytest.mark.parametrize("role", SECURED)
def test_desk_when_a_role_has_no_second_step(client, sign_in, role):
    sign_in(client, account_with_role(role))

    assert client.get(HOME).url == reverse("network:safety")
    assert client.get(reverse("network:safety")).context["is_missing"]


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.DRAFTER])
def test_desk_when_the_second_step_is_ones_own_choice(client, sign_in, role):
    sign_in(client, account_with_role(role))

    assert client.get(HOME).status_code == 200
    assert client.get(reverse("network:safety")).context["is_offered"]


def test_desk_when_an_organiser_is_made_treasurer(client, sign_in):
    account = account_with_role(Role.ORGANISER)
    sign_in(client, account)
    account.groups.add(account_with_role(Role.TREASURER).groups.get())

    assert client.get(HOME).url == reverse("network:safety")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("wagtailadmin_home", id="the front page"),
        pytest.param("network_people:index", id="a register"),
        pytest.param("network_people:index_results", id="what a list fetches"),
        pytest.param("wagtailadmin_api:pages:listing", id="the pages' interface"),
        pytest.param("choose_person:choose", id="a chooser"),
        pytest.param("wagtailadmin_account", id="one's own settings"),
    ],
)
def test_desk_when_an_address_is_typed_without_the_second_step(client, sign_in, name):
    sign_in(client, account_with_role(Role.ADMINISTRATOR))

    page = client.get(reverse(name))
    by_script = client.get(reverse(name), headers={"X-Requested-With": "XMLHttpRequest"})

    assert (page.status_code, page.url) == (302, reverse("network:safety"))
    assert by_script.status_code == 403


def test_desk_when_a_form_meets_the_question(client, app_of, sign_in):
    account = account_with_role(Role.SECRETARIAT)
    sign_in(client, account)
    typed = {"name": "見本 花子", "kana": "", "email": "", "phone": "", "language": "ja"}

    refused = client.post(reverse("network_people:add"), typed)
    app_of(client, account)
    onward = client.get(reverse("network:onward"))
    kept = client.get(onward.url).context["typed"]
    client.post(kept.path, dict(kept.fields))

    assert refused.url == reverse("network:safety")
    assert dict(kept.fields) == typed
    assert Person.objects.get(name="見本 花子")


def test_app_when_set_up(client, app_of):
    account = account_with_role(Role.SECRETARIAT)

    app_of(client, account)

    assert client.get(HOME).status_code == 200
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200
    assert client.get(reverse("network:onward")).url == HOME
    assert second_step_of(account).codes_left == 10
    mail = OutboxMessage.objects.get(template="network/safety/second_step")
    assert mail.context["change"] == "app_added"
    assert app_secret(account) not in str(Authenticator.objects.values_list("data", flat=True))


def app_secret(account):
    """The key as the phone knows it."""
    authenticator = Authenticator.objects.get(user=account, type="totp")
    secret = authenticator.wrap().instance.data["secret"]
    from network.safety.adapter import SecondStepAdapter  # noqa: PLC0415 -- settings of the test first

    return SecondStepAdapter().decrypt(secret)


def test_app_when_set_up_elsewhere_is_signed_in(app_of, sign_in):
    account = account_with_role(Role.SECRETARIAT)
    old, here = Client(), Client()
    sign_in(old, account)

    app_of(here, account)

    assert old.get(reverse("mypage:home")).status_code == 302
    assert here.get(reverse("mypage:home")).status_code == 200


def test_sign_in_when_the_code_is_right(app_of, sign_in):
    account = account_with_role(Role.TREASURER)
    app = app_of(Client(), account)
    client = Client()

    asked = sign_in(client, account, next=HOME)
    between = client.get(HOME)
    response = client.post(reverse("mfa_authenticate"), {"code": app.code()})

    assert asked.url == reverse("mfa_authenticate")
    assert between.url.startswith(reverse("account_login"))
    assert response.url == HOME
    assert client.get(HOME).status_code == 200
    assert client.session.get_expire_at_browser_close()


@pytest.mark.parametrize("written", ["wide", "spaced", "ahead"])
def test_sign_in_when_the_code_is_typed_as_people_do(app_of, sign_in, written):
    account = account_with_role(Role.TREASURER)
    app = app_of(Client(), account)
    client = Client()
    sign_in(client, account)
    code = {
        "wide": app.code().translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        "spaced": f" {app.code()[:3]}　{app.code()[3:]} ",
        "ahead": app.code(steps=1),
    }[written]

    client.post(reverse("mfa_authenticate"), {"code": code})

    assert client.get(HOME).status_code == 200


def test_sign_in_when_a_code_is_used_again(app_of, sign_in, django_capture_on_commit_callbacks):
    account = account_with_role(Role.TREASURER)
    app = app_of(Client(), account)
    code = app.code(steps=1)
    first, second = Client(), Client()
    sign_in(first, account)
    sign_in(second, account)

    first.post(reverse("mfa_authenticate"), {"code": code})
    refused = second.post(reverse("mfa_authenticate"), {"code": f"{code[:3]}-{code[3:]}"})

    assert first.get(HOME).status_code == 200
    assert refused.context["form"].errors
    assert "_auth_user_id" not in second.session


def test_sign_in_when_a_code_is_used_again_after_the_package_has_forgotten(app_of, sign_in, monkeypatch):
    account = account_with_role(Role.TREASURER)
    app = app_of(Client(), account)
    code = app.code(steps=1)
    first, second = Client(), Client()
    sign_in(first, account)
    sign_in(second, account)
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.TOTP._mark_code_used", lambda totp, code: True)

    first.post(reverse("mfa_authenticate"), {"code": code})
    second.post(reverse("mfa_authenticate"), {"code": code})

    assert "_auth_user_id" in first.session
    assert "_auth_user_id" not in second.session


def test_recovery_code_when_used_twice(app_of, sign_in):
    account = account_with_role(Role.TREASURER)
    owner = Client()
    app_of(owner, account)
    code = owner.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]
    first, second = Client(), Client()
    sign_in(first, account)
    sign_in(second, account)

    first.post(reverse("mfa_authenticate"), {"code": f"{code[:4]} {code[4:]}"})
    second.post(reverse("mfa_authenticate"), {"code": code})

    assert first.get(HOME).status_code == 200
    assert "_auth_user_id" not in second.session
    assert second_step_of(account).codes_left == 9


def test_recovery_code_when_the_list_is_made_anew(client, app_of):
    account = account_with_role(Role.TREASURER)
    app_of(client, account)
    before = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]

    client.post(reverse("mfa_generate_recovery_codes"))

    after = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert len(after) == 10
    assert not set(before) & set(after)
    assert after[0][:4] in client.get(reverse("mfa_download_recovery_codes")).content.decode()


def test_second_step_when_codes_are_tried_out(app_of, sign_in):
    account = account_with_role(Role.TREASURER)
    app = app_of(Client(), account)
    client = Client()
    sign_in(client, account)

    for _attempt in range(10):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    refused = client.post(reverse("mfa_authenticate"), {"code": app.code(steps=1)})

    assert "_auth_user_id" not in client.session
    assert f"{timezone.localtime():%H}:" in str(refused.context["form"].errors) or "お試し" in str(
        refused.context["form"].errors
    )


def test_password_reset_when_the_account_has_a_second_step(app_of, sign_in):
    account = account_with_role(Role.TREASURER, email="kaikei@person.example")
    app_of(Client(), account)
    client = Client()

    response = client.post(reverse("account_reset_password"), {"email": account.email})
    code = OutboxMessage.objects.get(template="network/people/password_reset_code").context["code"]
    client.post(response.url, {"code": code})
    new = {"password1": "aoi-umi-to-kamome", "password2": "aoi-umi-to-kamome"}
    client.post(reverse("account_complete_password_reset"), new)
    signed_in_by_reset = "_auth_user_id" in client.session
    asked = client.post(
        reverse("account_login"), {"login": account.username, "password": "aoi-umi-to-kamome"}
    )

    assert not signed_in_by_reset
    assert asked.url == reverse("mfa_authenticate")
    assert client.get(HOME).status_code == 302


def test_invitation_when_the_account_has_a_second_step(app_of):
    account = account_with_role(Role.TREASURER, email=None)
    app = app_of(Client(), account)
    invite(account.person, invited_by=None, now=timezone.now())
    mail = OutboxMessage.objects.get(template="network/people/invitation")
    client = Client()
    page = client.get(mail.context["action_url"], follow=True)

    response = client.post(
        page.redirect_chain[-1][0], {"password": "aoi-umi-to-kamome", "password_again": "aoi-umi-to-kamome"}
    )

    assert response.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": app.code()})
    assert client.get(HOME).status_code == 200


def test_desk_when_a_session_never_proved_the_second_step(client, app_of):
    account = account_with_role(Role.TREASURER)
    app_of(Client(), account)
    account.refresh_from_db()
    client.force_login(account)

    response = client.get(HOME)

    assert response.url == f"{reverse('account_login')}?next={HOME}"
    assert "_auth_user_id" not in client.session


def test_second_step_when_a_browser_changes_hands(app_of, sign_in):
    treasurer, secretary = account_with_role(Role.TREASURER), account_with_role(Role.SECRETARIAT)
    client = Client()
    app_of(client, treasurer)

    client.force_login(secretary)

    assert client.get(HOME).url == reverse("network:safety")


def test_app_when_removed(client, app_of):
    account = account_with_role(Role.TREASURER)
    app_of(client, account)

    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.filter(user=account).exists()
    assert client.get(HOME).url == reverse("network:safety")


@pytest.mark.parametrize("name", ["mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"])
def test_changes_when_the_sign_in_is_not_fresh(client, name):
    client.force_login(AccountFactory())

    response = client.get(reverse(name))

    assert response.url.startswith(reverse("account_reauthenticate"))


def test_passkey_when_it_is_somebody_elses(client, sign_in):
    other = AccountFactory()
    passkey = Authenticator.objects.create(
        user=other, type="webauthn", data={"name": "見本", "credential": {}}
    )
    sign_in(client, AccountFactory())

    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert client.get(reverse(name, args=[passkey.pk])).status_code == 404
        assert client.post(reverse(name, args=[passkey.pk]), {"name": "x"}).status_code == 404

    passkey.refresh_from_db()
    assert passkey.data["name"] == "見本"


@pytest.mark.parametrize(
    "sent", ["", "{}", "[]", "nonsense", '{"id": "x"}', '{"rawId": "eA", "response": {}}']
)
def test_passkey_when_the_answer_is_nonsense(client, app_of, sign_in, sent):
    account = account_with_role(Role.TREASURER)
    app_of(Client(), account)
    sign_in(client, account)

    added = Client()
    sign_in(added, AccountFactory(username="other"))
    pages = [
        client.post(reverse("mfa_authenticate"), {"credential": sent}),
        added.post(reverse("mfa_add_webauthn"), {"name": "見本", "credential": sent}),
    ]

    assert [page.status_code for page in pages] == [200, 200]
    assert "_auth_user_id" not in client.session


def test_use_when_a_second_step_was_used(app_of, sign_in):
    account = account_with_role(Role.TREASURER)
    app = app_of(Client(), account)
    client = Client()
    sign_in(client, account)

    client.post(reverse("mfa_authenticate"), {"code": app.code()})

    assert "_auth_user_id" in client.session
    assert set(Authenticator.objects.values_list("last_used_at", flat=True)) == {None}


def test_secret_when_the_sites_key_was_changed(app_of, sign_in, settings):
    account = account_with_role(Role.TREASURER)
    app = app_of(Client(), account)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another-key-" + "y" * 40
    lost, kept = Client(), Client()

    sign_in(lost, account)
    refused = lost.post(reverse("mfa_authenticate"), {"code": app.code()})
    settings.SECRET_KEY_FALLBACKS = [old]
    sign_in(kept, account)
    kept.post(reverse("mfa_authenticate"), {"code": app.code()})

    assert refused.context["form"].errors
    assert "_auth_user_id" in kept.session


@pytest.mark.parametrize("passed", [True, False])
def test_desk_takes_no_query_more_with_the_second_step(
    client, app_of, sign_in, settings, passed, django_assert_num_queries
):
    account = account_with_role(Role.SECRETARIAT if passed else Role.ORGANISER)
    (app_of if passed else sign_in)(client, account)
    client.get(HOME)
    settings.SECOND_STEP_REQUIRED = False
    with CountQueries() as without:
        client.get(HOME)
    settings.SECOND_STEP_REQUIRED = True

    with CountQueries() as with_it:
        assert client.get(HOME).status_code == 200

    assert with_it.count == without.count


class CountQueries:
    """How many queries a block takes."""

    def __enter__(self):
        from django.db import connection  # noqa: PLC0415 -- the test's database
        from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- the test's database

        self.context = CaptureQueriesContext(connection)
        self.context.__enter__()
        return self

    def __exit__(self, *failure):
        self.context.__exit__(*failure)
        self.count = len(self.context)


@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_of_the_second_step_open(client, app_of, sign_in, language):
    account = account_with_role(Role.SECRETARIAT)
    sign_in(client, account)
    before = ["safety/", "safety/everywhere/", "2fa/totp/activate/", "2fa/webauthn/add/"]
    after = ["safety/", "2fa/totp/deactivate/", "2fa/recovery-codes/", "2fa/recovery-codes/generate/"]

    opened = [client.get(f"{language}/account/{page}").status_code for page in before]
    app_of(client, account)
    opened += [client.get(f"{language}/account/{page}").status_code for page in after]
    opened += [client.get(f"{language}/account/2fa/{page}/").status_code for page in ["reauthenticate"]]

    assert set(opened) == {200}


def test_demo_says_that_it_skips_the_second_step(client, sign_in, settings):
    settings.SECOND_STEP_REQUIRED = False
    sign_in(client, account_with_role(Role.ADMINISTRATOR))

    desk, page = client.get(HOME).content.decode(), client.get(reverse("network:safety")).content.decode()

    assert "二段階認証なしでデスクに入れます" in desk
    assert "二段階認証なしでデスクに入れます" in page


def test_app_when_the_form_is_sent_with_nothing_and_with_nonsense(client, sign_in):
    sign_in(client, account_with_role(Role.TREASURER))
    app = App.read_from(client)

    for code in ("", "12", "abcdef", "０" * 400, "\x00"):
        page = client.post(reverse("mfa_activate_totp"), {"code": code})
        assert page.status_code == 200
        assert "code" in page.context["form"].errors
        assert page.context["form"].secret == app.secret

    assert PASSWORD not in page.content.decode()
