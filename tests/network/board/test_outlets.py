"""B12: a flag about personal data takes a post off every outlet in the same minute, before the clock comes."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.capability("B12")]
SECRET = "見本沢さんの一家"
