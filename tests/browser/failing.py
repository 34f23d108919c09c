"""The site's addresses, and two that always fail: one breaks, one finds the database away."""

from django.conf.urls.i18n import i18n_patterns
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path

from tasuki.urls import handler400, handler429, handler500, urlpatterns

__all__ = ["handler400", "handler429", "handler500", "urlpatterns"]


def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken on purpose")


def finds_nothing(request: HttpRequest) -> HttpResponse:
    raise OperationalError("away on purpose")


failing = [path("breaks/", breaks), path("away/", finds_nothing)]
urlpatterns = [*i18n_patterns(*failing, prefix_default_language=False), *urlpatterns]
