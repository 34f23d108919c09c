"""Trade of laying the ground the page tree stands on: language, root, front door, address."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Collection, Locale, Page, Site

from cms.home.pages import HomePage

HOME = {"title": "ホーム", "title_en": "Home", "slug": "home"}
PORTS = {"http": 80, "https": 443}


@transaction.atomic
def lay_home() -> HomePage:
    """Makes what every site needs before anybody writes a page, and points the site at its address.

    Wagtail's welcome page goes. When all is there already, it only reads.
    """
    locale = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)[0]
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    home = HomePage.objects.first() or _make_home(locale)
    _point_site_at(home)
    return home


def _make_home(locale: Locale) -> HomePage:
    page_type = ContentType.objects.get_for_model(Page)
    root = Page.get_first_root_node() or Page.add_root(
        title="Root", slug="root", content_type=page_type, locale=locale
    )
    for welcome in root.get_children().filter(content_type=page_type):
        welcome.delete()
    root.refresh_from_db()
    return root.add_child(instance=HomePage(**HOME, locale=locale))


def _point_site_at(home: HomePage) -> None:
    address = urlsplit(settings.SITE_URL)
    wanted = {
        "hostname": address.hostname or "localhost",
        "port": address.port or PORTS.get(address.scheme, 80),
        "root_page_id": home.pk,
    }
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if any(getattr(site, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(site, name, value)
        site.save()
