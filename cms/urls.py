"""Door: URLs of the wing: a member's own page, the search page, the operators' figures."""

from django.urls import path

from cms.mypage import views
from cms.search import views as search_views
from cms.system import views as system

app_name = "mypage"
urlpatterns = [
    path("", views.home, name="home"),
    path("feed/", views.rotate_feed, name="rotate_feed"),
    path("claim/", views.claim, name="claim"),
]
operators = ([path("metrics", system.metrics, name="metrics")], "operators")

search = ([path("", search_views.search, name="page")], "search")
