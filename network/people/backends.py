"""How an account is recognised: by login name or own e-mail address."""

import unicodedata
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from network.people.models import Account
from network.people.queries import account_by_login, signed_in_account


class AccountBackend(AuthenticationBackend):
    """allauth's backend, with one look-up and one hash per attempt, so that time tells nothing about names."""

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> Account | None:
        login = credentials.get("username") or credentials.get("email") or ""
        account = account_by_login(unicodedata.normalize("NFKC", login))
        return self._check_password(account, credentials["password"])

    def get_user(self, user_id: int) -> Account | None:
        """Every request with a session fetches the account and what each page asks about it in one query."""
        account = signed_in_account(user_id)
        return account if account is not None and self.user_can_authenticate(account) else None
