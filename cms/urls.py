"""Door: URLs of the wing: a member's own page, and the search page."""

from django.urls import path

from cms.mypage import views
from cms.search import views as search_views

app_name = "mypage"
urlpatterns = [
    path("", views.home, name="home"),
    path("feed/", views.rotate_feed, name="rotate_feed"),
    path("claim/", views.claim, name="claim"),
]

search = ([path("", search_views.search, name="page")], "search")
