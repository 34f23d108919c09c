"""A named trade: what the desk's list of memberships can be narrowed by."""

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from membership.members.models import Membership
from membership.members.queries import memberships_on
from membership.tiers.models import Tier
from network.association.dates import FiscalYear

HOLDS = [("today", _("hold today")), ("new", _("began this fiscal year")), ("ended", _("have ended"))]


class MembershipFilterSet(WagtailFilterSet):
    """By tier, and by whether they hold."""

    holds = django_filters.ChoiceFilter(
        label=_("Memberships that"),
        choices=HOLDS,
        method="narrow",
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )

    tier = django_filters.ModelChoiceFilter(
        label=_("Membership tier"),
        queryset=Tier.objects.all(),
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Membership
        fields: list[str] = []

    def narrow(self, memberships: QuerySet[Membership], name: str, value: str) -> QuerySet[Membership]:
        today = timezone.localdate()
        if value == "ended":
            return memberships.filter(until__lt=today)
        holding = memberships.filter(pk__in=memberships_on(today).values("pk"))
        return holding.filter(since__gte=FiscalYear.of(today).first_day) if value == "new" else holding
