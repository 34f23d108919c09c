"""Emergency numbers: laid once with a source each, the association's own from then on."""

import pytest
from django.urls import reverse
from django.utils import translation

from network.helplines.actions import lay_helplines
from network.helplines.models import Helpline
from network.helplines.queries import helplines
from network.people.choices import Role
from tests.factories.network import account_with_role

pytestmark = [pytest.mark.django_db, pytest.mark.capability("B10")]


def test_numbers_are_laid_where_there_is_none():
    Helpline.objects.all().delete()

    assert (lay_helplines(), lay_helplines()) == (6, 0)
    assert [line.phone for line in helplines()][:2] == ["110", "119"]
    assert all(line.source_url.startswith("https://") for line in helplines())
    assert {line.checked_on for line in helplines()} == {None}  # nobody of the association has looked yet


def test_names_come_in_the_readers_language():
    line = Helpline(name="見本の窓口", name_en="Sample line", hours="24時間", hours_en="day and night")

    with translation.override("en"):
        assert (line.local_name, line.local_hours) == ("Sample line", "day and night")
    with translation.override("ja"):
        assert (line.local_name, line.local_hours, str(line)) == ("見本の窓口", "24時間", "見本の窓口")


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.SECRETARIAT])
def test_moderators_and_secretariat_change_them(client, role):
    client.force_login(account_with_role(role))
    line = helplines()[0]
    fields = {
        "name": "見本の窓口",
        "phone": "011-000-0000",
        "source_url": "https://mihon.example/",
        "checked_on": "2026-11-25",
        "position": 1,
    }

    client.post(reverse("helplines:edit", args=[line.pk]), fields)

    line.refresh_from_db()
    assert (line.name, line.phone, str(line.checked_on)) == ("見本の窓口", "011-000-0000", "2026-11-25")
