"""No page takes the address of a view."""

import pytest
from django.core.exceptions import ValidationError

from cms.home.pages import HomePage, SectionPage
from cms.home.queries import reserved_words


def test_reserved_words_when_urls_are_read():
    assert {
        "account",
        "anymail",
        "desk",
        "documents",
        "en",
        "events",
        "healthz",
        "media",
        "my",
        "static",
    } <= reserved_words()


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["events", "my", "account", "desk"])
def test_page_when_its_address_belongs_to_a_view(slug):
    home = HomePage.objects.get()

    with pytest.raises(ValidationError) as refused:
        home.add_child(instance=SectionPage(title="x", slug=slug))

    assert "slug" in refused.value.message_dict
