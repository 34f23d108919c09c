"""The making of the index: noted, checked, done anew."""

import pytest
from wagtail.search.models import IndexEntry

from network.jobs.models import Job
from network.search import actions, checks, queries
from network.search.models import IndexMaking
from network.search.words import made_with
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db


def test_index_when_the_site_is_new():
    assert queries.is_index_current()
    assert checks.search_index_is_current(databases=["default"]) == []


def test_lay_index_when_nobody_noted_what_is_in_it():
    IndexMaking.objects.all().delete()
    EventFactory()

    actions.lay_index()

    assert not queries.is_index_current()


def test_check_when_the_dictionary_has_changed():
    IndexMaking.objects.update(made_with="sudachidict-core 20200101")

    assert [warning.id for warning in checks.search_index_is_current(databases=["default"])] == [
        "network.W001"
    ]
    assert checks.search_index_is_current(databases=None) == []


def test_tend_when_all_is_current():
    actions.tend()

    assert not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_tend_when_the_dictionary_has_changed():
    EventFactory(title="生活困窮者自立支援制度")
    IndexMaking.objects.update(made_with="sudachidict-core 20200101")
    IndexEntry.objects.all().delete()

    actions.tend()

    assert queries.is_index_current()
    assert IndexMaking.objects.get().made_with == made_with()
    assert IndexEntry.objects.filter(content_type__model="event").count() == 1


def test_count_rows_when_asked_twice():
    actions.count_rows()
    actions.count_rows()
