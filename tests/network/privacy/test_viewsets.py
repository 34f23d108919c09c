"""The desk for taught words."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from network.audit.models import AuditEntry
from network.people.choices import Role
from network.privacy.choices import Lesson
from network.privacy.models import TaughtWord
from tests.factories.network import TaughtWordFactory, account_with_role

pytestmark = [pytest.mark.django_db, pytest.mark.capability("B7")]


@pytest.fixture
def moderator(client):
    client.force_login(account_with_role(Role.MODERATOR))
    return client


def test_word_when_added_changed_and_let_go(moderator):
    moderator.post(
        reverse("taught_words:add"), {"wording": "見本会館", "lesson": Lesson.ALLOWED, "neutral": ""}
    )
    word = TaughtWord.objects.get()
    moderator.post(
        reverse("taught_words:edit", args=[word.pk]),
        {"wording": "見本会館", "lesson": Lesson.WORDING, "neutral": "市内の会館"},
    )
    word.refresh_from_db()
    moderator.post(reverse("taught_words:delete", args=[word.pk]))

    assert (word.folded, word.neutral) == ("見本会館", "市内の会館")
    assert not TaughtWord.objects.exists()
    noted = AuditEntry.objects.filter(subject="network.taughtword").order_by("pk")
    assert list(noted.values_list("verb", flat=True)) == ["add", "change", "delete"]


def test_word_leaves_no_trace_in_the_logs(moderator):
    moderator.post(reverse("taught_words:add"), {"wording": "みーたん", "lesson": Lesson.NAME, "neutral": ""})
    moderator.post(reverse("taught_words:delete", args=[TaughtWord.objects.get().pk]))

    logged = [str(row) for model in (ModelLogEntry, AuditEntry) for row in model.objects.values_list()]
    assert logged
    assert not [row for row in logged if "みーたん" in row]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        pytest.param({"wording": "みーたん", "lesson": Lesson.NAME}, "wording", id="taught before"),
        pytest.param({"wording": "\u200b", "lesson": Lesson.NAME}, "wording", id="nothing to see"),
        pytest.param({"wording": "会館", "lesson": Lesson.WORDING}, "neutral", id="no neutral wording"),
        pytest.param(
            {"wording": "会館", "lesson": Lesson.NAME, "neutral": "ある"}, "neutral", id="one too many"
        ),
    ],
)
def test_word_when_refused(moderator, typed, field):
    TaughtWordFactory(lesson=Lesson.NAME, wording="みーたん")

    response = moderator.post(reverse("taught_words:add"), typed)

    assert field in response.context["form"].errors
    assert TaughtWord.objects.count() == 1


@pytest.mark.parametrize("amount", [1, 3])
def test_list_when_there_are_words(moderator, amount, django_assert_num_queries):
    TaughtWordFactory.create_batch(amount)
    moderator.get(reverse("taught_words:index"))

    with django_assert_num_queries(10):
        response = moderator.get(reverse("taught_words:index"))

    assert response.status_code == 200


def test_list_when_somebody_is_no_moderator(client):
    client.force_login(account_with_role(Role.ORGANISER))

    assert client.get(reverse("taught_words:index")).status_code == 302
