"""How an account is recognised: by login name or own e-mail address."""

from allauth.account.auth_backends import AuthenticationBackend


class AccountBackend(AuthenticationBackend):
    """allauth's backend; it stands here so that the desk's permissions and sign-in share one door."""
