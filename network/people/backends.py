"""How an account is recognised: by login name or own e-mail address."""

from allauth.account.auth_backends import AuthenticationBackend

from network.people.models import Account


class AccountBackend(AuthenticationBackend):
    """allauth's backend; every request with a session fetches the account and its person in one query."""

    def get_user(self, user_id: int) -> Account | None:
        account = Account.objects.select_related("person").filter(pk=user_id).first()
        return account if account is not None and self.user_can_authenticate(account) else None
