"""What every test may use."""

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import caches
from django.utils import translation

pytest_plugins = ["tests.proof.plugin"]

# A busy machine is no finding.
hypothesis.settings.register_profile(
    "calm", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], print_blob=True
)
hypothesis.settings.load_profile("calm")


@pytest.fixture(autouse=True)
def site_language():
    """Every test begins in the site's language; a request under /en/ would leave its own behind."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Every test begins with empty caches: counted attempts, menus and the association's name are its own."""
    for cache in caches.all():
        cache.clear()
