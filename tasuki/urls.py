"""All addresses: plain views first, Wagtail's pages last."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms import urls as cms_urls
from network import urls as network_urls

handler429 = "network.people.limits.refused"
urlpatterns = [
    path("", include(network_urls.health)),
    path("", include(cms_urls.operators)),
    path("", include(cms_urls.robot_pages)),
    path("desk/", include(network_urls.desk)),
    path("desk/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *network_urls.reports(),
]
urlpatterns += i18n_patterns(
    path("", include(network_urls.shut)),
    path("account/", include("allauth.urls")),
    path("events/", include("events.urls")),
    path("membership/", include("membership.urls")),
    path("my/", include("cms.urls")),
    path("search/", include(cms_urls.search)),
    path("first-run/", include(network_urls.first_run)),
    path("board/", include(network_urls.board_pages)),
    path("notes/", include(network_urls.note_pages)),
    path("library/", include(cms_urls.resources)),
    path("notices/", include(cms_urls.news)),
    path("", include(network_urls.pages)),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
handler400 = "cms.access.views.bad_request"
handler500 = "cms.access.views.failed"
