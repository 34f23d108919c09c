"""Door: URLs of the wing."""

from django.urls import path

from network.jobs import views as jobs

app_name = "network"
urlpatterns = [
    path("healthz", jobs.healthz, name="healthz"),
    path("readyz", jobs.readyz, name="readyz"),
]
