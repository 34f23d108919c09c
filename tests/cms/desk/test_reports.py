"""Wagtail's reports as the desk shows them."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from network.people.choices import Role
from tests.factories.cms import section
from tests.factories.network import account_with_role

pytestmark = pytest.mark.django_db


def test_aging_report_when_the_site_published_a_page_by_itself(client):
    page = section()
    Page.objects.filter(pk=page.pk).update(last_published_at=timezone.now())
    client.force_login(account_with_role(Role.ADMINISTRATOR))

    report = client.get(reverse("wagtailadmin_reports:aging_pages")).content.decode()

    assert page.title in report
    assert not re.search(r">\s*None\s*<", report)
    assert re.search(r">\s*–\s*<", report)
