"""The numbers on the desk's front page, chosen by what an account may see; each leads to the list behind it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cms.desk.choices import Figure
from cms.desk.dues import dues_figures
from events.registration.choices import RegistrationState
from events.registration.models import Registration
from membership.members.queries import memberships_on
from membership.payments.queries import Figures
from network.arrivals.choices import Arrival
from network.arrivals.queries import counts as arrivals
from network.association.dates import FiscalYear, long_date
from network.jobs.queries import failed_jobs
from network.mail.queries import messages_that_need_somebody
from network.people.choices import Role
from network.people.models import Account
from network.worklists.models import TakenFile

WEEK, MONTH = timedelta(days=7), timedelta(days=30)


@dataclass(frozen=True)
class Bar:
    """One line of a chart: `share` in percent of the longest, `url` the rows behind it."""

    label: str
    number: int
    share: int
    url: str


@dataclass(frozen=True)
class Chart:
    """A table drawn as bars."""

    name: str
    title: str
    of_what: str
    counted: str
    bars: list[Bar]


@dataclass(frozen=True)
class Board:
    """What an account sees of the numbers."""

    figures: list[Figure]
    charts: list[Chart]


def board_for(user: Any, *, now: datetime, dues: Figures | None = None) -> Board:
    """Numbers and charts for one account. Queries: one or two per right, none per row. `dues`: what `dues_for` found."""
    figures, charts = list(dues_figures(dues)), []
    for right, figure in FIGURES:
        if user.has_perm(right):
            figures += figure(now)
    for right, chart in CHARTS:
        if user.has_perm(right):
            charts.append(chart(now))
    return Board(figures, [chart for chart in charts if chart.bars])


def _registered(now: datetime) -> Iterator[Figure]:
    rows = _lately_registered(now).aggregate(
        number=Count("pk"), waiting=Count("pk", filter=Q(state=RegistrationState.WAITING))
    )
    note = ngettext("of them %(waiting)d waits", "of them %(waiting)d wait", rows["waiting"])
    yield Figure(
        "registered",
        _("Registered within 7 days"),
        rows["number"],
        note % {"waiting": rows["waiting"]},
        f"{reverse('registration_desk:list')}?within=week",
    )


def _members(now: datetime) -> Iterator[Figure]:
    today = timezone.localdate(now)
    first = FiscalYear.of(today).first_day
    found = (
        memberships_on(today)
        .order_by()
        .aggregate(number=Count("pk"), new=Count("pk", filter=Q(since__gte=first)))
    )
    url = reverse("memberships:index")
    day = long_date(today, translation.get_language())
    yield Figure(
        "members", _("Memberships"), found["number"], _("on %(day)s") % {"day": day}, f"{url}?holds=today"
    )
    yield Figure(
        "new_members",
        _("Joined this fiscal year"),
        found["new"],
        ngettext("of %(number)d membership", "of %(number)d memberships", found["number"])
        % {"number": found["number"]},
        f"{url}?holds=new",
    )


def _not_arrived(now: datetime) -> Iterator[Figure]:
    found = arrivals(on=timezone.localdate(now))
    everybody = sum(found.values())
    yield Figure(
        "not_arrived",
        _("Without an account yet"),
        everybody - found[Arrival.ARRIVED],
        ngettext("of %(number)d person", "of %(number)d people", everybody) % {"number": everybody},
        reverse("arrivals:list"),
    )


def _not_delivered(now: datetime) -> Iterator[Figure]:
    number = messages_that_need_somebody().order_by().count()
    url = f"{reverse('outbox_desk:list')}?state=not_arrived"
    yield Figure("not_delivered", _("Mails that did not arrive"), number, _("in the outbox"), url)


def _failed_jobs(now: datetime) -> Iterator[Figure]:
    number = failed_jobs().order_by().count()
    url = f"{reverse('system:jobs')}?state=failed"
    yield Figure("failed_jobs", _("Background work that failed"), number, _("not tried again yet"), url)


def _taken_files(now: datetime) -> Iterator[Figure]:
    number = TakenFile.objects.filter(holds_people=True, taken_at__gte=now - MONTH).count()
    url = f"{reverse('worklists:files')}?holds_people=true"
    yield Figure("taken_files", _("Files with people in them"), number, _("taken within 30 days"), url)


def _days(now: datetime) -> Chart:
    """Registrations of the last seven days, day by day, empty days included."""
    counted = dict(
        _lately_registered(now)
        .annotate(day=TruncDate("registered_at"))
        .order_by()
        .values_list("day")
        .annotate(number=Count("pk"))
    )
    today = timezone.localdate(now)
    days = [today - timedelta(days=back) for back in range(7)]
    url = f"{reverse('registration_desk:list')}?within=week"
    rows = [(long_date(day, translation.get_language()), counted.get(day, 0), url) for day in days]
    return Chart(
        "days",
        _("Registrations of the last 7 days"),
        pgettext("figures", "Day"),
        _("Registrations"),
        _bars(rows),
    )


def _tiers(now: datetime) -> Chart:
    """Memberships of today by tier."""
    found = (
        memberships_on(timezone.localdate(now))
        .order_by("tier__position")
        .values("tier", "tier__name", "tier__name_en")
        .annotate(number=Count("pk"))
    )
    url = reverse("memberships:index")
    is_english = translation.get_language() == "en"
    rows = [
        (
            (is_english and row["tier__name_en"]) or row["tier__name"],
            row["number"],
            f"{url}?holds=today&tier={row['tier']}",
        )
        for row in found
    ]
    return Chart("tiers", _("Memberships by tier"), _("Membership tier"), _("Memberships"), _bars(rows))


def _roles(now: datetime) -> Chart:
    """Open accounts by role, in the order of roles."""
    counted = dict(
        Account.objects.filter(is_active=True, groups__name__in=Role.values)
        .order_by()
        .values_list("groups__name")
        .annotate(number=Count("pk"))
    )
    url = reverse("roles:review")
    rows = [(str(role.label), counted.get(role.value, 0), url) for role in Role]
    return Chart("roles", _("Accounts by role"), _("Role"), _("Accounts"), _bars(rows))


def _lately_registered(now: datetime) -> Any:
    return Registration.objects.filter(hold_until__isnull=True, registered_at__gte=now - WEEK)


def _bars(rows: Iterable[tuple[str, int, str]]) -> list[Bar]:
    rows = list(rows)
    longest = max((number for _label, number, _url in rows), default=0)
    return [
        Bar(label, number, round(100 * number / longest) if longest else 0, url)
        for label, number, url in rows
    ]


FIGURES = (
    ("events.view_registration", _registered),
    ("membership.view_membership", _members),
    ("network.add_invitation", _not_arrived),
    ("network.view_outboxmessage", _not_delivered),
    ("network.view_job", _failed_jobs),
    ("network.view_takenfile", _taken_files),
)
CHARTS = (
    ("events.view_registration", _days),
    ("membership.view_membership", _tiers),
    ("network.change_account", _roles),
)
