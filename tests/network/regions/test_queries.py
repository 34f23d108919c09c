"""Reads of bureaus and municipalities."""

import pytest

from network.regions.actions import lay_regions
from network.regions.queries import bureaus, municipalities, municipality_by_code


@pytest.fixture(autouse=True)
def regions(db):
    lay_regions()


def test_bureaus_when_listed(django_assert_num_queries):
    with django_assert_num_queries(1):
        names = [bureau.name for bureau in bureaus()]

    assert (len(names), names[0], names[-1]) == (14, "石狩振興局", "根室振興局")


def test_municipality_by_code_when_two_share_a_reading():
    mari, okhotsk = municipality_by_code("013617"), municipality_by_code("015148")

    assert [place.name for place in (mari, okhotsk)] == ["江差町", "枝幸町"]
    assert [place.bureau.name for place in (mari, okhotsk)] == ["檜山振興局", "宗谷総合振興局"]


def test_municipality_by_code_when_unknown():
    assert municipality_by_code("131016") is None


def test_municipalities_when_listed(django_assert_num_queries):
    with django_assert_num_queries(1):
        places = [(place.name, place.bureau.name) for place in municipalities()]

    assert places[0] == ("札幌市", "石狩振興局")
    assert ("幌延町", "宗谷総合振興局") in places
