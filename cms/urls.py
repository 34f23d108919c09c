"""Door: URLs of a member's own page, and of the operators' figures."""

from django.urls import path

from cms.mypage import views
from cms.system import views as system

app_name = "mypage"
urlpatterns = [
    path("", views.home, name="home"),
    path("feed/", views.rotate_feed, name="rotate_feed"),
    path("claim/", views.claim, name="claim"),
]
operators = ([path("metrics", system.metrics, name="metrics")], "operators")
