"""The deeds that rooms offer for many rows: what each changes, what it leaves, and whether it comes back."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from cms.desk.deeds import PublishMany, UnpublishMany
from cms.notices.models import Notice
from network.arrivals.deeds import InviteMany
from network.arrivals.models import InvitationRound
from network.broadcasts.choices import BroadcastState
from network.broadcasts.deeds import AddToAnnouncement
from network.broadcasts.models import Broadcast
from network.broadcasts.queries import people_in
from network.mail.actions import queue
from network.mail.choices import MailState
from network.mail.deeds import GiveUp, SendAgain
from network.mail.models import OutboxMessage
from network.mail.rules import Recipient
from network.people.choices import Role
from network.people.deeds import ChangeLanguage
from network.worklists.actions import WorklistError, do_deed, take_back
from network.worklists.choices import LineState
from tests.factories.cms import NoticeFactory
from tests.factories.events import EventFactory
from tests.factories.network import AccountFactory, BroadcastFactory, PersonFactory, account_with_role

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 2, 5, 0, tzinfo=UTC)


@pytest.fixture
def secretary():
    return account_with_role(Role.SECRETARIAT)


def done(deed, rows, by, **wanted):
    """The run, and what became of each row."""
    run = do_deed(
        deed, ids=[row.pk for row in rows], wanted=wanted, key=uuid4(), list_key="a_list", by=by, now=NOW
    )
    return run, outcomes(run)


def outcomes(run):
    return {line.subject_id: (line.state, line.reason) for line in run.lines.all()}


def mail(state: str) -> OutboxMessage:
    to = Recipient("hanako@person.example", "見本 花子", "ja")
    message = queue(key=f"test:{uuid4()}", to=to, template="network/people/invitation", context={})
    OutboxMessage.objects.filter(pk=message.pk).update(state=state)
    message.refresh_from_db()
    return message


def state_of(message: OutboxMessage) -> str:
    return OutboxMessage.objects.get(pk=message.pk).state


# --- people ---------------------------------------------------------------------------------------


def test_language_is_changed_for_many_and_comes_back(secretary):
    one, same = PersonFactory(language="ja"), PersonFactory(language="en")
    deed = ChangeLanguage()

    run, became = done(deed, [one, same], secretary, language="en")
    take_back(run, deed=deed, by=secretary, now=NOW)

    assert became == {one.pk: (LineState.CHANGED, ""), same.pk: (LineState.LEFT, "same")}
    one.refresh_from_db()
    assert one.language == "ja"


def test_people_are_invited_in_one_round_without_those_who_can_not_be(secretary):
    wanted = PersonFactory(email="hanako@person.example")
    unreachable, provisional = PersonFactory(email=""), PersonFactory(is_provisional=True)
    arrived = AccountFactory().person

    _run, became = done(InviteMany(), [wanted, unreachable, provisional, arrived], secretary)

    assert became == {
        wanted.pk: (LineState.CHANGED, ""),
        unreachable.pk: (LineState.LEFT, "no_address"),
        provisional.pk: (LineState.LEFT, "provisional"),
        arrived.pk: (LineState.LEFT, "arrived"),
    }
    assert InvitationRound.objects.get().person_ids == [wanted.pk]


def test_invitation_can_not_be_taken_back(secretary):
    run, _became = done(InviteMany(), [PersonFactory()], secretary)

    with pytest.raises(WorklistError) as refusal:
        take_back(run, deed=InviteMany(), by=secretary, now=NOW)

    assert refusal.value.code == "stays"


def test_chosen_people_are_added_to_a_draft_and_leave_it_again(secretary):
    event = EventFactory(starts_at=timezone.now() + timedelta(days=20))
    empty = {"circles": [], "bureaus": [], "kinds": [], "jobs": []}
    draft = BroadcastFactory(about_id=event.pk, state=BroadcastState.DRAFT, audience=empty)
    wanted, other, unreachable = PersonFactory(), PersonFactory(), PersonFactory(email="")
    deed = AddToAnnouncement()

    run, became = done(deed, [wanted, unreachable], secretary, draft=str(draft.pk))
    draft.refresh_from_db()
    added = set(people_in(draft, now=NOW))
    take_back(run, deed=deed, by=secretary, now=NOW)

    assert became[unreachable.pk] == (LineState.LEFT, "no_address")
    assert (added, other in added) == ({wanted}, False)
    assert set(people_in(Broadcast.objects.get(pk=draft.pk), now=NOW)) == set()


def test_chosen_people_are_not_added_to_what_has_gone_out(secretary):
    sent = BroadcastFactory(about_id=EventFactory().pk, state=BroadcastState.SENT)
    person = PersonFactory()

    _run, became = done(AddToAnnouncement(), [person], secretary, draft=str(sent.pk))

    assert became == {person.pk: (LineState.LEFT, "gone")}


# --- mails ----------------------------------------------------------------------------------------


def test_failed_mails_are_sent_again_and_others_left(secretary):
    failed, sent = mail(MailState.FAILED), mail(MailState.SENT)

    _run, became = done(SendAgain(), [failed, sent], secretary)

    assert became == {failed.pk: (LineState.CHANGED, ""), sent.pk: (LineState.LEFT, "on_its_way")}
    assert (state_of(failed), state_of(sent)) == (MailState.QUEUED, MailState.SENT)


@pytest.mark.parametrize(
    "state", [MailState.QUEUED, MailState.FAILED, MailState.BOUNCED, MailState.SUPPRESSED]
)
def test_mail_that_is_given_up_comes_back_to_where_it_stood(secretary, state):
    message, gone = mail(state), mail(MailState.CONFIRMED)
    deed = GiveUp()

    run, became = done(deed, [message, gone], secretary)
    given_up = state_of(message)
    take_back(run, deed=deed, by=secretary, now=NOW)

    assert became == {message.pk: (LineState.CHANGED, ""), gone.pk: (LineState.LEFT, "on_its_way")}
    assert (given_up, state_of(message), state_of(gone)) == (MailState.GIVEN_UP, state, MailState.CONFIRMED)


# --- what is published ----------------------------------------------------------------------------


def drafted(**fields) -> Notice:
    """A notice that is a draft only."""
    notice = NoticeFactory(live=False, **fields)
    notice.save_revision()
    return Notice.objects.get(pk=notice.pk)


def test_drafts_are_published_and_come_back(secretary):
    draft, live = drafted(title="見本のお知らせ"), NoticeFactory(has_unpublished_changes=False)
    deed = PublishMany(Notice)

    run, became = done(deed, [draft, live], secretary)
    was_live = Notice.objects.get(pk=draft.pk).live
    take_back(run, deed=deed, by=secretary, now=NOW)

    assert became == {draft.pk: (LineState.CHANGED, ""), live.pk: (LineState.LEFT, "published")}
    assert (was_live, Notice.objects.get(pk=draft.pk).live) == (True, False)


def test_draft_that_is_not_whole_is_not_published(secretary):
    draft = drafted()
    draft.title = ""
    draft.save_revision(clean=False)

    _run, became = done(PublishMany(Notice), [draft], secretary)

    assert became == {draft.pk: (LineState.LEFT, "unready")}
    assert not Notice.objects.get(pk=draft.pk).live


def test_notices_are_taken_from_the_site_and_come_back_as_they_were(secretary):
    live, draft = NoticeFactory(title="見本"), drafted()
    live.save_revision().publish()
    deed = UnpublishMany(Notice)

    run, became = done(deed, [live, draft], secretary)
    was_live = Notice.objects.get(pk=live.pk).live
    take_back(run, deed=deed, by=secretary, now=NOW)

    assert became == {live.pk: (LineState.CHANGED, ""), draft.pk: (LineState.LEFT, "draft")}
    after = Notice.objects.get(pk=live.pk)
    assert (was_live, after.live, after.title) == (False, True, "見本")


@pytest.mark.parametrize("count", [1, 3])
def test_preview_of_publishing_takes_as_many_queries_for_three_as_for_one(
    secretary, django_assert_num_queries, count
):
    ids = [drafted().pk for _number in range(count)]
    deed = PublishMany(Notice)

    with django_assert_num_queries(2):
        reasons = [deed.why_not(row, {}, now=NOW) for row in deed.rows(ids, user=secretary)]

    assert reasons == [""] * count
