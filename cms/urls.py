"""Door: URLs of the wing: my page, resources, notices, search, what robots and operators ask for."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

from cms.home.sitemap import PublicPlaces, robots
from cms.library import views as library
from cms.mypage import views
from cms.notices import views as notices
from cms.notices.feeds import NoticeFeed
from cms.search import views as search_views
from cms.system import views as system
from network.visitors.marks import same_for_visitors

app_name = "mypage"
urlpatterns = [
    path("", views.home, name="home"),
    path("feed/", views.rotate_feed, name="rotate_feed"),
    path("claim/", views.claim, name="claim"),
]
operators = ([path("metrics", system.metrics, name="metrics")], "operators")

search = ([path("", search_views.search, name="page")], "search")
resources = (
    [
        path("", library.resource_list, name="list"),
        path("<slug:key>/", library.resource_detail, name="detail"),
        path("<slug:key>/file/", library.resource_file, name="file"),
    ],
    "library",
)
news = (
    [
        path("", notices.notice_list, name="list"),
        path("feed.atom", same_for_visitors(NoticeFeed()), name="feed"),
        path("changes/", notices.change_list, name="changes"),
        path("<int:pk>/", notices.notice_detail, name="detail"),
    ],
    "notices",
)
robot_pages = (
    [
        path("robots.txt", robots, name="robots"),
        path("sitemap.xml", sitemap, {"sitemaps": {"places": PublicPlaces}}, name="sitemap"),
    ],
    "robots",
)
