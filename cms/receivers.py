"""Door: what the wing hears: tables were migrated (the ground is laid), a sign-in, a resource published."""

from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.signals import user_logged_in
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.dispatch import receiver
from django.http import HttpRequest

from cms.access.actions import lay_roles
from cms.home.furniture import WAY_TO_DESK
from cms.home.ground import lay_home
from cms.home.sections import lay_sections
from cms.library.actions import follow_publication
from cms.library.models import Resource
from membership.ledger.actions import lay_accounts
from membership.tiers.actions import lay_policy, lay_tiers
from network.helplines.actions import lay_helplines
from network.people.actions import fold_names
from network.people.models import Account
from network.people.queries import may_enter_desk
from network.regions.actions import lay_regions
from network.search.actions import lay_index

# Apps whose rights the roles name; Django makes rights app by app, and some come after ours.
APPS_WITH_RIGHTS = (
    "cms",
    "events",
    "membership",
    "network",
    "wagtailadmin",
    "wagtailcore",
    "wagtailimages",
    "wagtaildocs",
)


def lay_ground(sender: AppConfig, **news: Any) -> None:
    """What every site has, once every table is as the code expects it: index, regions, pages, tiers, books, roles."""
    if news.get("plan") is not None and _is_half_migrated():
        return
    for label in APPS_WITH_RIGHTS:
        create_permissions(apps.get_app_config(label), verbosity=0, interactive=False)
    lay_index()
    fold_names()
    lay_regions()
    lay_sections(lay_home())
    lay_tiers()
    lay_policy()
    lay_accounts()
    lay_helplines()
    lay_roles()


def resource_published(sender: type[Resource], instance: Resource, **news: Any) -> None:
    """Have the link of a published resource looked at."""
    follow_publication(instance)


def _is_half_migrated() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@receiver(user_logged_in, dispatch_uid="cms.note_way_to_desk")
def note_way_to_desk(sender: type, request: HttpRequest, user: Account, **kwargs: object) -> None:
    """Pages show the way to the desk by what was so at the sign-in, instead of asking for rights each time."""
    request.session[WAY_TO_DESK] = may_enter_desk(user)
