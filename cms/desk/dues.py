"""A named trade: what waits around money and membership, for the desk's front page. The treasurer's page says it first."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cms.desk.choices import Figure, Task
from membership.joining.queries import applications
from membership.payments import report
from membership.payments.queries import Figures, figures_of
from membership.receipts.queries import waiting as without_receipt
from network.association.queries import fiscal_year_of

SEES_MONEY = "membership.change_statementline"


def dues_for(user: Any, *, now: datetime) -> Figures | None:
    """The year's dues, for whoever decides about bank lines; seven queries, none for others."""
    if not user.has_perm(SEES_MONEY):
        return None
    today = timezone.localdate(now)
    return figures_of(fiscal_year_of(today), today)


def dues_tasks(user: Any, dues: Figures | None, *, now: datetime) -> Iterator[Task]:
    """Applications to answer, then what the treasurer's page says is next, then receipts to give."""
    if user.has_perm("membership.change_application"):
        yield _applications(applications(waiting=True).order_by().count())
    if dues:
        for task in report.next_tasks(dues, timezone.localdate(now)):
            yield Task(task.name, task.count, task.text, task.url, task.button)
        yield _receipts(without_receipt().order_by().count())


def dues_figures(dues: Figures | None) -> Iterator[Figure]:
    """What was asked for, what came, what is open. No query."""
    if dues:
        url = reverse("payments:desk")
        note = _("this fiscal year")
        yield Figure("billed", _("Billed"), dues.billed, note, url, is_money=True)
        yield Figure("received", _("Received"), dues.received, note, url, is_money=True)
        yield Figure("open", pgettext("money", "Open"), dues.open, _("up to this year"), url, is_money=True)


def _applications(count: int) -> Task:
    text = ngettext(
        "application for membership waits for an answer",
        "applications for membership wait for an answer",
        count,
    )
    return Task("applications", count, text, reverse("applications:index"), _("Read and answer"))


def _receipts(count: int) -> Task:
    text = ngettext("payment has no receipt yet", "payments have no receipt yet", count)
    return Task("receipts", count, text, reverse("papers:index"), _("See which"))
