"""What every test may use."""

import pytest
from django.conf import settings
from django.utils import translation

pytest_plugins = ["tests.proof.plugin"]


@pytest.fixture(autouse=True)
def site_language():
    """Every test begins in the site's language; a request under /en/ would leave its own behind."""
    with translation.override(settings.LANGUAGE_CODE):
        yield
