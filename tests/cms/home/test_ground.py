"""The ground of the page tree."""

import pytest
from wagtail.models import Collection, Locale, Page, Site

from cms.home.ground import lay_home
from cms.home.pages import HomePage

pytestmark = pytest.mark.django_db


def test_lay_home_when_the_site_is_new():
    home = HomePage.objects.get()

    assert (home.locale.language_code, home.live, home.get_parent()) == (
        "ja",
        True,
        Page.get_first_root_node(),
    )
    assert Site.objects.get().root_page_id == home.pk
    assert list(Page.objects.filter(depth=2).values_list("pk", flat=True)) == [home.pk]


def test_lay_home_when_all_is_there(django_assert_max_num_queries):
    home = lay_home()

    # Six, and a savepoint with its release.
    with django_assert_max_num_queries(8):
        assert lay_home() == home


def test_lay_home_when_the_tables_are_empty():
    Page.objects.all().delete()
    Site.objects.all().delete()
    Locale.objects.all().delete()
    Collection.objects.all().delete()

    home = lay_home()

    assert Site.objects.get(is_default_site=True).root_page_id == home.pk
    assert Page.get_first_root_node() == home.get_parent()
    assert Collection.get_first_root_node() is not None


def test_lay_home_when_wagtails_welcome_page_stands_there():
    HomePage.objects.get().delete()
    root = Page.get_first_root_node()
    welcome = root.add_child(title="Welcome", slug="home", content_type=root.content_type, locale=root.locale)

    lay_home()

    assert not Page.objects.filter(pk=welcome.pk).exists()
    assert HomePage.objects.get().slug == "home"


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [
        pytest.param("https://tasuki.example", "tasuki.example", 443, id="by its name"),
        pytest.param("http://localhost:8410", "localhost", 8410, id="by a port"),
    ],
)
def test_lay_home_when_the_address_changed(settings, address, host, port):
    settings.SITE_URL = address

    lay_home()

    site = Site.objects.get()
    assert (site.hostname, site.port) == (host, port)
