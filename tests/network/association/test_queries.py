"""Who runs this site, as every page asks."""

import pytest
from django.utils.translation import override

from network.association.actions import save_association
from network.association.models import Association
from network.association.queries import current, stored

pytestmark = pytest.mark.django_db


def test_current_when_nobody_wrote_anything(settings):
    settings.WAGTAIL_SITE_NAME = "Tasuki"

    assert (current().pk, current().name, current().local_name) == (1, "Tasuki", "Tasuki")
    assert not Association.objects.exists()


def test_current_when_asked_twice(django_assert_num_queries):
    current()

    with django_assert_num_queries(0):
        current()


def test_current_when_just_saved(django_capture_on_commit_callbacks):
    current()

    with django_capture_on_commit_callbacks(execute=True):
        save_association(Association(name="見本ネットワーク", name_en="Sample network"))

    assert current() == stored()
    assert current().name == "見本ネットワーク"


@pytest.mark.parametrize(("language", "name"), [("ja", "見本ネットワーク"), ("en", "Sample network")])
def test_local_name_when_both_are_written(language, name):
    association = Association(name="見本ネットワーク", name_en="Sample network")

    with override(language):
        assert association.local_name == name


def test_local_contact_hours_when_only_japanese_is_written():
    association = Association(name="見本ネットワーク", contact_hours="平日 9時〜17時")

    with override("en"):
        assert (association.local_name, association.local_contact_hours) == (
            "見本ネットワーク",
            "平日 9時〜17時",
        )
