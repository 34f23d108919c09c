"""The desk for the association's settings."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from network.association.models import Association
from network.association.queries import current
from network.people.choices import Role
from tests.factories.network import account_with_role

pytestmark = pytest.mark.django_db


def test_association_when_saved(client, django_capture_on_commit_callbacks):
    cache.clear()
    client.force_login(account_with_role(Role.SECRETARIAT))
    current()

    form = client.get(reverse("association:index"), follow=True)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("association:edit", args=[1]),
            {
                "name": "見本ネットワーク",
                "phone": "011-000-0000",
                "fiscal_year_begins": "4",
                "account_kind": "ordinary",
            },
        )

    assert form.status_code == 200
    assert Association.objects.get().name == current().name == "見本ネットワーク"
    cache.clear()
