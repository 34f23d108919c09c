"""The demo: laid once, true where it tells history, marked as a sample everywhere else."""

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.utils.timezone import localdate
from wagtail.models import Page, WorkflowState

from cms.access.choices import Audience
from cms.library.choices import Programme
from cms.library.models import Resource
from cms.notices.models import Notice
from cms.notices.queries import changes
from cms.sample.actions import lay_demo
from events.programme.models import Event
from events.programme.queries import public_events, seat_line
from events.registration.models import Registration
from events.registration.queries import seats_of
from events.relay.models import Leg, Series
from events.relay.queries import legs_of, series_today
from membership.joining.models import Application
from membership.ledger.models import Charge
from membership.ledger.rules import Payer
from membership.members.models import Membership
from membership.payments.models import StatementLine
from membership.renewal.queries import preview
from membership.selfservice.queries import may_see, money_of
from membership.staffdues.queries import payables
from network.association.queries import fiscal_year_of
from network.jobs.models import Job
from network.mail.models import OutboxMessage
from network.organisations.models import Organisation
from network.people.models import Account, Person
from network.regions.models import Municipality
from network.uploads.rules import judge

TRUE_HOSTS = {"江別市", "小樽市", "苫小牧市", "岩見沢市", "千歳市", "北広島市"}


def all_rows() -> dict[type[Model], int]:
    return {model: model._default_manager.count() for model in apps.get_models(include_auto_created=True)}


def test_second_run_changes_nothing(demo):
    before = all_rows()

    assert lay_demo(now=demo, say=lambda line: None) is False

    assert all_rows() == before


def test_relay_tells_the_true_history(demo):
    legs = legs_of(Series.objects.get(slug="relay"), now=demo)[:7]

    assert [(leg.number, leg.place, leg.when_text, leg.state, leg.host, leg.is_sample) for leg in legs] == [
        (1, "江別市", "2016年6月", "held", "", False),
        (2, "北海道の研修後の懇親会", "2016年11月", "held", "", False),
        (3, "小樽市", "2017年2月", "held", "", False),
        (4, "苫小牧市", "2017年9月", "held", "", False),
        (5, "岩見沢市", "2018年9月", "held", "", False),
        (6, "千歳市", "2019年", "held", "", False),
        (7, "北広島市", "2020年度（令和2年度）", "cancelled", "", False),
    ]


def test_hosts_of_the_true_legs_are_the_towns_but_for_the_second(demo):
    hosts = Leg.objects.filter(series__slug="relay", number__lte=7).values_list("number", "host__name")

    assert dict(hosts) == {
        1: "江別市",
        2: None,
        3: "小樽市",
        4: "苫小牧市",
        5: "岩見沢市",
        6: "千歳市",
        7: "北広島市",
    }


def test_relay_goes_on_with_samples(demo):
    relay = Series.objects.get(slug="relay")
    today = series_today(relay, now=demo)

    assert [(leg.number, leg.state, leg.is_sample) for leg in today.route[7:]] == [
        (8, "next", True),
        (9, "planned", True),
        (10, "planned", True),
    ]
    assert (today.holder, today.bureau_code, today.next_url) == (
        "みほん市福祉課",
        "kamikawa",
        "/events/relay-8/",
    )


def test_five_online_meetings_of_2021_are_a_series_of_their_own(demo):
    series = Series.objects.get(slug="online-2021")

    assert series.hands_over is False
    assert [
        (leg.number, leg.place, leg.when_text, leg.state, leg.is_sample) for leg in legs_of(series, now=demo)
    ] == [(number, "オンライン", "2021年", "held", False) for number in (1, 2, 3, 4, 5)]


def test_founding_symposium_is_told_by_its_day(demo):
    founding = Event.objects.get(slug="founding-symposium")

    assert (f"{founding.starts_at:%Y-%m-%d %H:%M %Z}", founding.is_sample, founding.live) == (
        "2022-10-12 15:00 UTC",
        False,
        True,
    )
    assert "136名" in founding.description
    assert "136 people" in founding.description_en


def test_everything_but_history_is_marked_as_a_sample(demo):
    assert set(Organisation.objects.filter(is_sample=False).values_list("name", flat=True)) == TRUE_HOSTS
    assert not Person.objects.filter(is_sample=False).exists()
    assert list(Event.objects.filter(is_sample=False).values_list("slug", flat=True)) == [
        "founding-symposium"
    ]
    assert not Event.objects.filter(is_sample=True, host__is_sample=False).exists()


def test_no_real_town_is_named_in_what_is_invented(demo):
    invented = "\n".join(
        [
            *said_by(Event.objects.filter(is_sample=True)),
            *said_by(Organisation.objects.filter(is_sample=True)),
            *said_by(Leg.objects.filter(is_sample=True)),
            *said_by(Person.objects.all()),
            *said_by(Registration.objects.all()),
            *(text for event in Event.objects.filter(is_sample=True) for text in said_by(event.parts.all())),
        ]
    )

    assert [town.name for town in Municipality.objects.all() if town.name in invented] == []
    assert not Event.objects.filter(is_sample=True, municipality__isnull=False).exists()
    assert not Organisation.objects.filter(is_sample=True, municipality__isnull=False).exists()
    assert not Leg.objects.filter(is_sample=True, municipality__isnull=False).exists()


def said_by(rows) -> list[str]:
    """Every text that the rows hold."""
    return [value for row in rows.values() for value in row.values() if isinstance(value, str)]


def test_each_state_of_registration_can_be_seen(demo):
    events = list(public_events())
    seats = seats_of(events, now=demo)

    lines = {event.slug: seat_line(event, seats.get(event.pk), now=demo) for event in events}

    assert {slug: (line.code, line.left) for slug, line in lines.items()} == {
        "founding-symposium": ("past", None),
        "budget-reports": ("past", 33),
        "shelter-cases": ("closed", 24),
        "chiefs-online": ("open", None),
        "drop-in-visit": ("waiting", 0),
        "employment-talk": ("cancelled", 20),
        "relay-8": ("few", 98),
        "budget-cases": ("few", 3),
        "learning-support": ("open", 14),
        "first-year": ("open", 16),
        "symposium": ("open", 483),
        "relay-9": ("open", 35),
    }


def test_people_have_come_in_every_way(demo):
    states = Registration.objects.order_by("state").values_list("state", flat=True).distinct()

    assert list(states) == ["cancelled", "confirmed", "waiting"]
    assert not Registration.objects.filter(hold_until__isnull=False).exists()
    assert Registration.objects.filter(pool__event__slug="relay-8", pool__kind="venue").count() == 27


def test_letters_are_in_the_outbox(demo):
    rows = OutboxMessage.objects.order_by("template").values_list("template", flat=True).distinct()

    assert [template.rpartition("/")[2] for template in rows if template.startswith("events/")] == [
        "address",
        "cancelled",
        "confirmed",
        "promoted",
        "waiting",
    ]
    assert sorted(job.arguments["letter"] for job in Job.objects.filter(name="events.tell_registered")) == [
        "event_cancelled",
        "event_changed",
    ]


def test_one_draft_waits_for_review(demo):
    state = WorkflowState.objects.get()

    assert (state.content_object.slug, state.content_object.live, state.status) == (
        "withdrawal-study",
        False,
        "in_progress",
    )
    assert state.requested_by.username == "drafter"


def test_all_three_tiers_have_members(demo):
    tiers = Membership.objects.order_by("tier__position").values_list("tier__code", flat=True).distinct()

    assert list(tiers) == ["individual", "office", "supporting"]


def test_pages_are_written_in_both_languages(demo):
    pages = [page.specific for page in Page.objects.filter(depth__gt=2)]

    assert [page.slug for page in pages] == [
        "about",
        "how-to-use",
        "learn",
        "flow",
        "take-part",
        "first-time",
        "look-up",
        "finding",
        "study",
        "case-study",
        "cases-for-members",
        "ministry",
        "milestones",
        "relay",
        "online-2021",
        "privacy",
        "accessibility",
    ]
    assert [page.slug for page in pages if not (page.title_en and page.intro and page.intro_en)] == []
    bodies = [page for page in pages if hasattr(page, "body")]
    # One page is Japanese only, so that one sees what English readers are told then.
    assert [page.slug for page in bodies if not (page.body and page.body_en)] == ["cases-for-members"]


def test_library_has_every_programme_and_audience_and_files_that_the_desk_would_take(demo):
    resources = Resource.objects.select_related("document")

    assert {resource.programme for resource in resources} == set(Programme)
    assert {resource.audience for resource in resources} == set(Audience)
    assert len(resources) == 13
    assert [
        resource.title for resource in resources if resource.is_sample and "見本" not in resource.title
    ] == []
    for resource in resources:
        if resource.document:
            with resource.document.file.open("rb") as file:
                assert (
                    judge(
                        resource.document.filename, file, allowed=tuple(settings.WAGTAILDOCS_EXTENSIONS)
                    ).refusal
                    is None
                )


def test_notices_stand_in_every_section_but_the_ministrys_and_one_change_is_ahead(demo):
    assert Notice.objects.count() == 11
    assert set(Notice.objects.values_list("sections__slug", flat=True)) == {
        "about",
        "learn",
        "take-part",
        "look-up",
        "study",
    }
    ahead, since = changes(today=demo.date())
    assert (len(ahead), len(since)) == (1, 1)


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/about/",
        "/about/how-to-use/",
        "/learn/",
        "/learn/flow/",
        "/look-up/finding/",
        "/ministry/milestones/",
        "/relay/",
        "/relay/online-2021/",
        "/privacy/",
        "/accessibility/",
        "/library/",
        "/notices/",
        "/notices/changes/",
        "/events/founding-symposium/",
    ],
)
def test_page_opens(demo, client, language, address):
    response = client.get(f"{language}{address}")

    assert response.status_code == 200
    assert not re.search(r"\{\{|\{%|\{'", response.content.decode())


def test_money_pages_have_something_to_show(demo):
    today = localdate(demo)
    member = Account.objects.get(username="member").person
    office = Organisation.objects.get(name="NPO法人 例示の会")

    assert may_see(member, Payer(organisation_id=office.pk), on=today)
    assert {row.person.name for row in payables(office, on=today) if row.person} == {"高橋 例子"}
    assert [paper.get_series_display() for paper in money_of(Payer(person_id=member.pk)).papers]
    assert Application.objects.get().state == "waiting"
    assert StatementLine.objects.filter(state="matched").exists()


def test_renewal_of_this_year_and_the_last_when_run_on_the_demo_bills_nothing(demo):
    year = fiscal_year_of(localdate(demo)).starting_year

    billable = [
        line for of in (year - 1, year) for line in preview(of, on=localdate(demo)) if line.verdict.is_billed
    ]

    assert billable == []
    assert set(Charge.objects.values_list("fiscal_year", flat=True)) == {year - 1, year}
