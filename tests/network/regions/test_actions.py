"""Laying the tables of bureaus and municipalities."""

from collections import Counter

import pytest

from network.regions.actions import Laid, lay_regions
from network.regions.choices import MunicipalityKind
from network.regions.models import Bureau, Municipality
from network.regions.rules import is_valid_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def empty_tables():
    Municipality.objects.all().delete()
    Bureau.objects.all().delete()


def test_lay_regions_when_tables_are_empty(empty_tables):
    assert lay_regions() == Laid(added=14 + 179, changed=0)

    kinds = Counter(Municipality.objects.values_list("kind", flat=True))
    assert kinds == {MunicipalityKind.CITY: 35, MunicipalityKind.TOWN: 129, MunicipalityKind.VILLAGE: 15}
    assert Municipality.objects.filter(has_welfare_office=True).count() == 35
    assert all(is_valid_code(code) for code in Municipality.objects.values_list("code", flat=True))


def test_lay_regions_when_all_is_there(django_assert_max_num_queries):
    lay_regions()

    with django_assert_max_num_queries(4):
        assert lay_regions() == Laid(added=0, changed=0)


def test_lay_regions_when_a_row_went_wrong():
    lay_regions()
    Municipality.objects.filter(code="014729").update(bureau="01640", name="幌加内")

    assert lay_regions() == Laid(added=0, changed=1)

    mended = Municipality.objects.get(code="014729")
    assert (mended.name, mended.bureau.name) == ("幌加内町", "上川総合振興局")
