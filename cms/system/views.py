"""Figures for the operators' own monitoring, behind a token; off until one is set."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.system.queries import families
from network.watch.metrics import CONTENT_TYPE, text


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus' text format. Whoever comes without the token is told that there is nothing here."""
    shown = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not constant_time_compare(shown, f"Bearer {settings.METRICS_TOKEN}"):
        raise Http404
    return HttpResponse(text(families(timezone.now())), content_type=CONTENT_TYPE)
