"""Wagtail's app for users, with our own desk for accounts."""

from wagtail.users.apps import WagtailUsersAppConfig


class DeskUsersConfig(WagtailUsersAppConfig):
    """Accounts here have no first and last name, and nobody knows when they last signed in."""

    default = False
    user_viewset = "network.people.viewsets.AccountViewSet"
