"""A site that asks for the second step, and somebody who has one."""

import pytest
from django.urls import reverse

from tests.factories.network import PASSWORD
from tests.network.safety.app import App


@pytest.fixture(autouse=True)
def second_step_required(settings):
    """As on a real site."""
    settings.SECOND_STEP_REQUIRED = True


@pytest.fixture
def sign_in():
    """Types login name and password; what comes after the password is the test's."""

    def types(client, account, **more):
        form = {"login": account.username, "password": PASSWORD, **more}
        return client.post(reverse("account_login"), form)

    return types


@pytest.fixture
def app_of(sign_in, django_capture_on_commit_callbacks):
    """Signs in and sets up the app, as its owner does; hands the app over."""

    def sets_up(client, account):
        sign_in(client, account)
        with django_capture_on_commit_callbacks(execute=True):
            app = App.read_from(client)
            # The code of the half minute before: this one's is left for signing in, since each works once.
            response = client.post(reverse("mfa_activate_totp"), {"code": app.code(steps=-1)})
        assert response.status_code == 302, response.context["form"].errors
        return app

    return sets_up
