"""What tests of registering share."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _empty_cache():
    """Counted attempts and kept menus don't travel from test to test."""
    cache.clear()
