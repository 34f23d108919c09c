"""The backend on this run's database: what Wagtail asks, and how the index follows what is written."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry
from wagtail.search.query import And, MatchAll, Not, Or, Phrase, PlainText

from events.programme.models import Event, EventPart
from tests.factories.events import EventFactory, ThemeFactory
from tests.factories.network import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def events():
    return {
        "scheme": EventFactory(title="生活困窮者自立支援制度を学ぶ", slug="scheme"),
        "talk": EventFactory(title="春のつどい", slug="talk", summary="困窮者支援の現場から"),
        "money": EventFactory(
            title="家計改善の一日", slug="money", description="<p>髙橋さんと<b>家計</b>を見直す</p>"
        ),
    }


def found(query, **options):
    return [event.slug for event in get_search_backend().search(query, Event.objects.all(), **options)]


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        pytest.param("困窮者支援", ["scheme", "talk"], id="a compound, titles first"),
        pytest.param(PlainText("困窮者 制度"), ["scheme"], id="two words"),
        pytest.param(Phrase("困窮者支援"), ["scheme", "talk"], id="a phrase"),
        pytest.param(And([PlainText("困窮"), PlainText("制度")]), ["scheme"], id="both"),
        pytest.param(Or([PlainText("制度"), PlainText("高橋")]), ["money", "scheme"], id="either"),
        pytest.param(Not(PlainText("困窮")), ["money"], id="all but"),
        pytest.param(MatchAll(), ["money", "scheme", "talk"], id="everything"),
        pytest.param("は が を", [], id="no word"),
        pytest.param(And([PlainText("を"), PlainText("制度")]), ["scheme"], id="a word and none"),
        pytest.param("", [], id="nothing"),
        pytest.param("家計 NOT 高橋", [], id="an operator is a word"),
        pytest.param("家計' OR 1=1 --", [], id="quotes"),
        pytest.param("%_*", [], id="wildcards"),
    ],
)
def test_search(events, query, slugs):
    answer = found(query)

    assert sorted(answer) == sorted(slugs)
    if isinstance(query, str) and slugs:
        assert answer == slugs


def test_search_when_any_word_will_do(events):
    assert set(found("制度 家計", operator="or")) == {"scheme", "money"}


def test_search_when_fields_are_named(events):
    assert found("困窮者支援", fields=["title"]) == ["scheme", "talk"]
    assert found("困窮者支援", fields=[]) == []


def test_search_when_the_queryset_filters_by_what_is_not_indexed(events):
    rows = Event.objects.exclude(state__status="cancelled").filter(venue_name="見本会館").order_by("-slug")

    answer = get_search_backend().search("困窮", rows, order_by_relevance=False)

    assert [event.slug for event in answer] == ["talk", "scheme"]
    assert (answer.count(), answer[0].slug, len(answer[:1])) == (2, "talk", 1)


def test_search_when_scores_are_asked_for(events):
    scores = {
        event.slug: event.score
        for event in get_search_backend().search("困窮", Event).annotate_score("score")
    }

    assert scores == {"scheme": 1.0, "talk": 0.0}


def test_autocomplete_when_a_word_is_begun(events):
    backend = get_search_backend()

    assert [event.slug for event in backend.autocomplete("生活困", Event)] == ["scheme"]
    assert [event.slug for event in backend.autocomplete("つど", Event)] == ["talk"]
    assert list(backend.autocomplete("現場", Event)) == []


def test_index_when_an_event_is_renamed_taken_back_and_deleted(events):
    event = events["scheme"]
    event.title = "成年後見を学ぶ"
    event.save()

    assert found("困窮者支援") == ["talk"]
    assert found("後見") == ["scheme"]

    pk, kind = event.pk, ContentType.objects.get_for_model(Event)
    event.state.delete()
    event.delete()

    assert found("後見") == []
    assert not IndexEntry.objects.filter(content_type=kind, object_id=str(pk)).exists()


def test_index_when_related_rows_are_published_with_an_event():
    event = EventFactory(title="見本", host=OrganisationFactory(name="見本市社会福祉協議会"))
    event.themes = [ThemeFactory(name="居場所づくり")]
    event.parts = [EventPart(title="講演", speaker="齋藤見本")]

    event.save_revision().publish()

    assert all(found(question) == [event.slug] for question in ("社協", "居場所", "斉藤"))


def test_index_when_made_anew(events):
    IndexEntry.objects.all().delete()
    assert found("困窮") == []

    call_command("wagtail_update_index", verbosity=0)

    assert found("困窮") == ["scheme", "talk"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the index is PostgreSQL's")
def test_title_and_body_have_an_index_of_their_own():
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, IndexEntry._meta.db_table)

    assert constraints["search_title_and_body"]["type"] == "gin"
