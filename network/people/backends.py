"""How an account is recognised: by login name or own e-mail address."""

import unicodedata
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from network.people.models import Account
from network.people.queries import account_by_login


class AccountBackend(AuthenticationBackend):
    """allauth's backend, with one look-up and one hash per attempt, so that time tells nothing about names."""

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> Account | None:
        login = credentials.get("username") or credentials.get("email") or ""
        account = account_by_login(unicodedata.normalize("NFKC", login))
        return self._check_password(account, credentials["password"])

    def get_user(self, user_id: int) -> Account | None:
        """Every request with a session fetches the account and its person in one query."""
        try:
            account = Account.objects.select_related("person").get(pk=user_id)
        except Account.DoesNotExist:
            return None
        return account if self.user_can_authenticate(account) else None
