"""Door: URLs of a member's own page."""

from django.urls import path

from cms.mypage import views

app_name = "mypage"
urlpatterns = [
    path("", views.home, name="home"),
    path("feed/", views.rotate_feed, name="rotate_feed"),
    path("claim/", views.claim, name="claim"),
]
