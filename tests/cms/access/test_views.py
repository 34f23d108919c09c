"""A form whose cookie was lost."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.network import AccountFactory

HERE = {"Origin": "http://testserver"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def strict():
    """A browser whose requests are checked as in real life."""
    return Client(enforce_csrf_checks=True)


def test_csrf_failure_when_a_form_was_ours(strict):
    typed = {
        "email": "hanako@person.example",
        "note": '<b>"資料"</b>\n',
        "password": "secret",
        "code": "123456",
    }

    page = strict.post(reverse("account_reset_password"), typed, headers=HERE)

    assert page.status_code == 403
    assert dict(page.context["kept_fields"]) == {"email": typed["email"], "note": typed["note"]}
    content = page.content.decode()
    assert "secret" not in content
    assert "<b>" not in content
    assert "&lt;b&gt;" in content


def test_csrf_failure_when_sent_again(strict):
    account = AccountFactory()
    page = strict.post(reverse("account_reset_password"), {"email": account.email}, headers=HERE)
    token = str(page.context["csrf_token"])

    again = strict.post(
        reverse("account_reset_password"),
        {**dict(page.context["kept_fields"]), "csrfmiddlewaretoken": token},
        headers=HERE,
    )

    assert again.status_code == 302


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Origin": "https://elsewhere.example"}, id="another site's form"),
        pytest.param({"Origin": "null"}, id="a form from nowhere"),
        pytest.param({}, id="no word of where it comes from"),
    ],
)
def test_csrf_failure_when_the_form_was_not_ours(strict, headers):
    page = strict.post(reverse("account_reset_password"), {"email": "x@y.example"}, headers=headers)

    assert page.status_code == 403
    assert "x@y.example" not in page.content.decode()


def test_csrf_failure_when_more_was_typed_than_a_page_carries(strict):
    page = strict.post(reverse("account_reset_password"), {"email": "x" * 400_000}, headers=HERE)

    assert page.status_code == 403
    assert page.context["kept_fields"] == []
