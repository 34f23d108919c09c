"""E10: draft, review, publish; what no draft may bring back; what is asked after a change."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from events.calendar.models import CalendarSequence
from events.programme.choices import EventStatus
from events.programme.models import Event
from events.registration.actions import cancel_event, set_capacity, tell_change
from events.registration.choices import PoolKind
from events.registration.models import Pool
from network.audit.models import AuditEntry
from network.jobs.models import Job
from network.mail.models import OutboxMessage
from tests.events.editor import edit_url, typed
from tests.factories.events import EventFactory, PoolFactory, RegistrationFactory, meeting

pytestmark = [pytest.mark.django_db, pytest.mark.capability("E10")]

STARTS = datetime(2027, 3, 4, 5, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def published_meeting(organiser, *, people=2, **fields):
    """A published meeting with a revision, and people registered; everybody knows when it is."""
    pool = meeting(seats=30, live=False, **({"starts_at": STARTS} | fields))
    event = pool.event
    event.save_revision(user=organiser).publish(user=organiser)
    for _number in range(people):
        RegistrationFactory(pool=pool, event=event)
    return Event.objects.select_related("state").get(pk=event.pk)


def draft_of(event, **changes):
    """A draft with changes, as the desk saves it."""
    draft = Event.objects.get(pk=event.pk).get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    return draft.save_revision()


def verbs(event):
    return list(
        AuditEntry.objects.filter(subject="event", subject_id=str(event.pk))
        .order_by("pk")
        .values_list("verb", "actor_id")
    )


def fresh(event):
    return Event.objects.select_related("state").get(pk=event.pk)


def said(response) -> str:
    return response.content.decode()


# --- one button ---


def test_an_organiser_sees_one_button_that_publishes(at_desk, organiser):
    event = EventFactory(live=False)

    page = said(at_desk(organiser).get(edit_url(event)))

    assert page.count('name="action-publish"') == 1
    assert 'name="action-submit"' not in page


def test_a_drafter_sees_only_the_button_that_asks_for_approval(at_desk, drafter):
    event = EventFactory(live=False)

    page = said(at_desk(drafter).get(edit_url(event)))

    assert page.count('name="action-submit"') == 1
    assert 'name="action-publish"' not in page
    assert 'name="action-unpublish"' not in page


def test_an_organiser_sees_one_button_for_a_draft_that_was_handed_in(at_desk, organiser, drafter):
    event = EventFactory(live=False)
    at_desk(drafter).post(edit_url(event), typed(event, press="action-submit"))

    page = said(at_desk(organiser).get(edit_url(event)))

    assert page.count('name="action-publish"') == 1
    assert 'data-workflow-action-name="approve"' not in page
    assert 'data-workflow-action-name="reject"' in page
    assert "data-confirm-cancellation-url" not in page


def test_one_step_publishes_for_an_organiser(at_desk, organiser):
    event = EventFactory(live=False)

    response = at_desk(organiser).post(
        edit_url(event), typed(event, press="action-publish", title="新しい題")
    )

    event = fresh(event)
    assert response.url == reverse("event_desk:state", args=[event.pk])
    assert (event.live, event.title) == (True, "新しい題")
    assert not event.workflow_in_progress
    assert verbs(event) == [("published", organiser.pk)]


def test_a_forged_publication_by_a_drafter_is_only_a_draft(at_desk, drafter):
    event = EventFactory(live=False)

    at_desk(drafter).post(edit_url(event), typed(event, press="action-publish"))

    assert not fresh(event).live


# --- draft, review, publish ---


def test_a_draft_is_handed_in_read_and_published(at_desk, organiser, drafter):
    event = EventFactory(live=False)
    at_desk(drafter).post(edit_url(event), typed(event, press="action-submit", title="相談の進め方"))
    assert fresh(event).workflow_in_progress

    at_desk(organiser).post(edit_url(event), typed(event, press="action-publish", summary="校正しました。"))

    event = fresh(event)
    assert (event.live, event.title, event.summary) == (True, "相談の進め方", "校正しました。")
    assert event.workflow_states.get().status == "approved"
    assert verbs(event) == [
        ("handed_in", drafter.pk),
        ("published", organiser.pk),
        ("approved", organiser.pk),
    ]


def test_a_draft_is_sent_back_with_a_comment(at_desk, organiser, drafter):
    event = EventFactory(live=False)
    at_desk(drafter).post(edit_url(event), typed(event, press="action-submit"))
    task_state = fresh(event).current_workflow_task_state
    url = reverse("event_editor:workflow_action", args=[event.pk, "reject", task_state.pk])

    at_desk(organiser).post(url, {"comment": "会場を書いてください。"})

    event = fresh(event)
    assert not event.live
    assert event.workflow_states.get().status == "needs_changes"
    assert verbs(event) == [("handed_in", drafter.pk), ("sent_back", organiser.pk)]


def test_a_drafter_cannot_approve(at_desk, drafter):
    event = EventFactory(live=False)
    at_desk(drafter).post(edit_url(event), typed(event, press="action-submit"))
    task_state = fresh(event).current_workflow_task_state

    at_desk(drafter).post(reverse("event_editor:workflow_action", args=[event.pk, "approve", task_state.pk]))

    assert not fresh(event).live


def test_saving_drafts_has_no_side_effects(at_desk, organiser):
    event = published_meeting(organiser)
    before = (verbs(event), event.state.told, Job.objects.count(), OutboxMessage.objects.count())
    client = at_desk(organiser)

    for hour in range(1, 4):
        moved = typed(event, starts_at=STARTS + hour * DAY, ends_at=STARTS + hour * DAY + timedelta(hours=2))
        answer = client.post(edit_url(event), moved, headers={"accept": "application/json"})
        assert answer.json()["success"] is True

    event = fresh(event)
    assert (event.starts_at, event.has_unpublished_changes) == (STARTS, True)
    assert (verbs(event), event.state.told, Job.objects.count(), OutboxMessage.objects.count()) == before
    assert not event.state.notice_pending


def test_unpublishing_takes_the_page_down_and_is_audited(at_desk, organiser, client):
    event = published_meeting(organiser)

    at_desk(organiser).post(reverse("event_editor:unpublish", args=[event.pk]))

    assert not fresh(event).live
    assert verbs(event)[-1] == ("unpublished", organiser.pk)
    assert client.get(reverse("events:detail", args=[event.slug])).status_code == 404


def test_an_organiser_alone_unpublishes(at_desk, organiser, drafter):
    event = published_meeting(organiser)

    at_desk(drafter).post(reverse("event_editor:unpublish", args=[event.pk]))

    assert fresh(event).live


def test_a_draft_without_a_day_is_refused_in_words(at_desk, organiser):
    event = EventFactory(live=False)

    response = at_desk(organiser).post(edit_url(event), typed(event, starts_at=None))

    assert response.status_code == 200
    assert response.context["form"].errors["starts_at"]


def test_a_meeting_that_ends_before_it_begins_is_refused_in_words(at_desk, organiser):
    event = EventFactory(live=False)

    response = at_desk(organiser).post(
        edit_url(event), typed(event, press="action-publish", ends_at=event.starts_at - timedelta(hours=1))
    )

    assert list(response.context["form"].errors) == ["ends_at"]


def test_a_deadline_after_the_beginning_is_refused_in_words(at_desk, organiser):
    event = EventFactory(live=False)

    response = at_desk(organiser).post(
        edit_url(event), typed(event, press="action-publish", deadline=event.starts_at + DAY)
    )

    assert list(response.context["form"].errors) == ["deadline"]


# --- the preview is the page ---


def test_the_preview_shows_the_page_of_the_draft(at_desk, organiser):
    event = published_meeting(organiser)
    client = at_desk(organiser)
    url = reverse("event_editor:preview_on_edit", args=[event.pk])
    client.post(url, typed(event, title="下書きの題", venue_name="下書き会館"))

    page = said(client.get(f"{url}?mode=ja"))

    assert "下書きの題" in page
    assert "下書き会館" in page
    assert reverse("events:register", args=[event.slug]) in page
    assert fresh(event).title != "下書きの題"


def test_the_preview_exists_in_english(at_desk, organiser):
    event = published_meeting(organiser)
    client = at_desk(organiser)
    url = reverse("event_editor:preview_on_edit", args=[event.pk])
    client.post(url, typed(event, title_en="A draft in English"))

    page = said(client.get(f"{url}?mode=en"))

    assert '<html lang="en">' in page
    assert "A draft in English" in page


def test_a_preview_of_a_draft_that_was_never_published_opens(at_desk, organiser):
    event = EventFactory(live=False)
    revision = event.save_revision(user=organiser)

    page = at_desk(organiser).get(reverse("event_editor:revisions_view", args=[event.pk, revision.pk]))

    assert event.title in said(page)


# --- a change is asked about, once ---


@pytest.mark.parametrize("people", [1, 3])
def test_moving_a_published_event_asks_about_everybody_registered(at_desk, organiser, people):
    event = published_meeting(organiser, people=people)
    client = at_desk(organiser)

    client.post(
        edit_url(event),
        typed(
            event, press="action-publish", starts_at=STARTS + DAY, ends_at=STARTS + DAY + timedelta(hours=2)
        ),
    )

    event = fresh(event)
    assert event.state.notice_pending
    assert (event.state.status, event.state.previous_start) == (EventStatus.MOVED, STARTS)
    page = client.get(reverse("event_desk:state", args=[event.pk]))
    assert page.context["concerned"].people == people
    assert page.context["letter"].subject
    assert OutboxMessage.objects.count() == 0


def test_changing_words_asks_nothing(at_desk, organiser):
    event = published_meeting(organiser)

    at_desk(organiser).post(edit_url(event), typed(event, press="action-publish", summary="言葉だけ"))

    assert not fresh(event).state.notice_pending


def test_moving_an_event_nobody_registered_for_asks_nothing(at_desk, organiser):
    event = published_meeting(organiser, people=0)

    at_desk(organiser).post(
        edit_url(event),
        typed(
            event, press="action-publish", starts_at=STARTS + DAY, ends_at=STARTS + DAY + timedelta(hours=2)
        ),
    )

    state = fresh(event).state
    assert (state.notice_pending, state.status) == (False, EventStatus.PLANNED)


def test_people_are_told_once(at_desk, organiser, django_capture_on_commit_callbacks):
    event = published_meeting(organiser)
    draft_of(event, starts_at=STARTS + DAY, ends_at=STARTS + DAY + timedelta(hours=2)).publish(user=organiser)
    client, url = at_desk(organiser), reverse("event_desk:tell", args=[event.pk])

    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, {"tell": "yes"})
        client.post(url, {"tell": "yes"})

    assert OutboxMessage.objects.filter(template="events/registration/event_changed").count() == 2
    assert verbs(event)[-1] == ("told_change", organiser.pk)
    assert not fresh(event).state.notice_pending


def test_the_desk_may_decide_to_tell_nobody(at_desk, organiser):
    event = published_meeting(organiser)
    draft_of(event, starts_at=STARTS + DAY, ends_at=STARTS + DAY + timedelta(hours=2)).publish(user=organiser)
    number = fresh(event).state.revision_number

    at_desk(organiser).post(reverse("event_desk:tell", args=[event.pk]), {"leave": "yes"})

    state = fresh(event).state
    assert (state.notice_pending, state.revision_number) == (False, number)
    assert OutboxMessage.objects.count() == 0
    assert verbs(event)[-1] == ("left_untold", organiser.pk)


def test_moved_back_before_anybody_was_told_there_is_nothing_to_tell(organiser):
    event = published_meeting(organiser)
    draft_of(event, starts_at=STARTS + DAY, ends_at=STARTS + DAY + timedelta(hours=2)).publish(user=organiser)

    draft_of(event, starts_at=STARTS, ends_at=STARTS + timedelta(hours=2, minutes=30)).publish(user=organiser)

    state = fresh(event).state
    assert (state.notice_pending, state.status, state.previous_start) == (False, EventStatus.PLANNED, None)


def test_moved_back_after_people_were_told_they_are_told_again(organiser):
    event = published_meeting(organiser)
    draft_of(event, starts_at=STARTS + DAY, ends_at=STARTS + DAY + timedelta(hours=2)).publish(user=organiser)
    tell_change(fresh(event), actor_id=organiser.pk)

    draft_of(event, starts_at=STARTS, ends_at=STARTS + timedelta(hours=2, minutes=30)).publish(user=organiser)

    state = fresh(event).state
    assert (state.notice_pending, state.previous_start) == (True, STARTS + DAY)


# --- what an old draft may not bring back ---


def by_button(event, revision, organiser, client):
    """The editor holds what it held before; somebody presses the button."""
    draft = revision.as_object()
    words = typed(
        event, press="action-publish", title=draft.title, starts_at=draft.starts_at, ends_at=draft.ends_at
    )
    client.post(edit_url(event), words)


def by_reverting(event, revision, organiser, client):
    """Back to an earlier version, and publish."""
    url = reverse("event_editor:revisions_revert", args=[event.pk, revision.pk])
    draft = revision.as_object()
    words = typed(
        event, press="action-publish", title=draft.title, starts_at=draft.starts_at, ends_at=draft.ends_at
    )
    client.post(url, words)


def by_api(event, revision, organiser, client):
    revision.publish(user=organiser)


def by_schedule(event, revision, organiser, client):
    """A publication set for a moment that has come by now."""
    Revision.objects.filter(pk=revision.pk).update(
        approved_go_live_at=timezone.now() - timedelta(minutes=1),
        content=revision.content | {"go_live_at": (timezone.now() - timedelta(minutes=1)).isoformat()},
    )
    call_command("publish_scheduled")


EVERY_WAY = pytest.mark.parametrize("publish", [by_button, by_reverting, by_api, by_schedule])


@EVERY_WAY
def test_an_old_draft_published_after_a_cancellation_revives_nothing(at_desk, organiser, publish):
    event = published_meeting(organiser)
    old = draft_of(
        event, title="古い下書き", starts_at=STARTS + DAY, ends_at=STARTS + DAY + timedelta(hours=2)
    )
    cancel_event(event, reason="大雪のため", actor_id=organiser.pk)
    before = _kept(event)

    publish(event, old, organiser, at_desk(organiser))

    event = fresh(event)
    assert event.title == "古い下書き"
    assert _kept(event) == before
    assert (event.state.status, event.state.reason, event.state.notice_pending) == (
        EventStatus.CANCELLED,
        "大雪のため",
        False,
    )


@EVERY_WAY
def test_an_old_draft_published_after_a_capacity_change_changes_no_capacity(at_desk, organiser, publish):
    event = published_meeting(organiser)
    old = draft_of(event, title="古い下書き")
    set_capacity(Pool.objects.get(event=event), 7, now=timezone.now(), actor_id=organiser.pk)
    before = _kept(event)

    publish(event, old, organiser, at_desk(organiser))

    assert fresh(event).title == "古い下書き"
    assert _kept(event) == before


def test_a_draft_approved_after_a_cancellation_revives_nothing(at_desk, organiser, drafter):
    event = published_meeting(organiser)
    at_desk(drafter).post(edit_url(event), typed(event, press="action-submit", title="古い下書き"))
    cancel_event(event, reason="大雪のため", actor_id=organiser.pk)
    set_capacity(Pool.objects.get(event=event), 7, now=timezone.now(), actor_id=organiser.pk)
    before = _kept(event)
    task_state = fresh(event).current_workflow_task_state

    at_desk(organiser).post(
        reverse("event_editor:workflow_action", args=[event.pk, "approve", task_state.pk])
    )

    assert fresh(event).title == "古い下書き"
    assert _kept(event) == before


def test_an_old_draft_of_another_format_takes_no_capacity_away(organiser):
    event = published_meeting(organiser, people=0)
    pool = Pool.objects.get(event=event)
    set_capacity(pool, 7, now=timezone.now(), actor_id=organiser.pk)

    draft_of(event, format="online").publish(user=organiser)
    draft_of(event, format="venue").publish(user=organiser)

    assert Pool.objects.get(event=event, kind=PoolKind.VENUE).capacity == 7


def test_a_publication_set_for_later_tells_and_counts_nothing_yet(organiser):
    event = EventFactory(live=False, go_live_at=timezone.now() + DAY)

    event.save_revision(user=organiser).publish(user=organiser)

    event = fresh(event)
    assert (event.live, event.state.told) == (False, {})
    assert verbs(event) == [("scheduled", organiser.pk)]


def test_publishing_and_what_follows_stand_or_fall_together(organiser, monkeypatch):
    event = EventFactory(live=False)
    event.state.delete()
    PoolFactory(event=event)
    revision = event.save_revision(user=organiser)
    monkeypatch.setattr("events.calendar.itip.new_uid", _out_of_order)

    with pytest.raises(RuntimeError):
        revision.publish(user=organiser)

    assert not Event.objects.get(pk=event.pk).live


def _out_of_order(domain):
    raise RuntimeError


def _kept(event):
    """Everything that no draft may touch."""
    state = fresh(event).state
    return (
        state.status,
        state.reason,
        state.previous_start,
        state.revision_number,
        state.join_url,
        state.told,
        list(Pool.objects.filter(event=event).order_by("pk").values_list("kind", "capacity")),
        list(event.registrations.order_by("pk").values_list("state", "number")),
        list(CalendarSequence.objects.values_list("pk", "sequence")),
    )
