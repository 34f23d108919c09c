"""LIMIT's addresses."""

from django.urls import path

from tests.bench.limit import views

urlpatterns = [
    path("", views.listed),
    path("search/", views.searched),
    path("calendar.ics", views.calendar),
    path("<int:number>/", views.detail, name="detail"),
    path("<int:number>/register/", views.register),
]
