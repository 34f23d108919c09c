"""Door: URLs of the wing."""

from django.urls import path

from events.programme import feeds as programme_feeds
from events.programme import views as programme
from events.registration import feeds as registration_feeds
from events.registration import views as registration

app_name = "events"
urlpatterns = [
    path("", programme.event_list, name="list"),
    path("feed.ics", programme_feeds.public_feed, name="feed"),
    path("calendar/<int:year>/<int:month>/", programme.month, name="month"),
    path("my/<str:token>/calendar.ics", registration_feeds.my_feed, name="my_feed"),
    path("confirm/<str:token>/", registration.confirm_by_link, name="confirm_by_link"),
    path("manage/<str:token>/", registration.manage, name="manage"),
    path("manage/<str:token>/join/", registration.join_by_link, name="join_by_link"),
    path("manage/<str:token>/parts/", registration.parts_by_link, name="parts_by_link"),
    path("manage/<str:token>/slip/", registration.slip_by_link, name="slip_by_link"),
    path("manage/<str:token>/receipt/<int:pk>/", registration.receipt_by_link, name="receipt_by_link"),
    path("<slug:slug>/", programme.event_detail, name="detail"),
    path("<slug:slug>/calendar.ics", programme_feeds.event_ics, name="ics"),
    path("<slug:slug>/register/", registration.RegisterView.as_view(), name="register"),
    path("<slug:slug>/done/", registration.done, name="done"),
    path("<slug:slug>/confirm/<uuid:public_id>/", registration.confirm, name="confirm"),
    path("<slug:slug>/cancel/", registration.cancel_mine, name="cancel_mine"),
    path("<slug:slug>/cancelled/", registration.cancelled_mine, name="cancelled_mine"),
    path("<slug:slug>/parts/", registration.parts_mine, name="parts_mine"),
    path("<slug:slug>/join/", registration.join, name="join"),
]
