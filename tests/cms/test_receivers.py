"""The ground after a migrate."""

import pytest
from django.apps import apps
from django.core.management import call_command

from cms import receivers
from membership.tiers.models import Tier, TierFee
from network.regions.models import Municipality

pytestmark = pytest.mark.django_db


def test_ground_when_migrated():
    assert Municipality.objects.count() == 179
    assert Tier.objects.count() == 3


def test_lay_ground_when_laid_already():
    receivers.lay_ground(sender=apps.get_app_config("cms"))

    assert Tier.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_ground_when_all_tables_were_emptied():
    call_command("flush", verbosity=0, interactive=False)

    assert (Municipality.objects.count(), Tier.objects.count()) == (179, 3)


def test_lay_ground_when_half_migrated(monkeypatch):
    class Executor:
        def __init__(self, connection):
            self.loader = self
            self.graph = self

        def leaf_nodes(self):
            return []

        def migration_plan(self, targets):
            return ["something is left"]

    monkeypatch.setattr(receivers, "MigrationExecutor", Executor)
    TierFee.objects.all().delete()
    Tier.objects.all().delete()

    receivers.lay_ground(sender=apps.get_app_config("cms"), plan=[])

    assert not Tier.objects.exists()
