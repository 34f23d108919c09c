"""B15: a note from a conversation: sources, versions, the check, the search, files; and what goes with a source."""

from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from network.association.dates import TOKYO
from network.board import actions as board
from network.board import deciding, release
from network.board.choices import Kind, Reason
from network.board.models import Post, Thread
from network.notes import actions
from network.notes.actions import NoteError
from network.notes.models import Note, NoteVersion
from network.notes.queries import closed_without_note, readable_notes
from network.notes.rules import as_markdown, first_words
from network.people.choices import Role
from tests.factories.membership import MembershipFactory, TierFactory
from tests.factories.network import AccountFactory, PersonFactory, account_with_role
from tests.network.board.conftest import check, keys_folder, moderator, somebody  # noqa: F401 -- the board's fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.capability("B15")]
NOW = datetime(2026, 11, 25, 10, 5, tzinfo=TOKYO)
NOON = datetime(2026, 11, 25, 12, tzinfo=TOKYO)
THREE = datetime(2026, 11, 25, 15, tzinfo=TOKYO)
QUESTION = "生活困窮者自立支援制度の家計の面談は、何回まで続けていますか。"
ANSWER = "三回までと決めて、その先は会議に出しています。"


@pytest.fixture
def thread():
    """A conversation of two posts that has closed."""
    board.ask(somebody(), text=QUESTION, topics=["household"], now=NOW)
    release.release(now=NOON)
    thread = Thread.objects.get()
    board.answer(thread, port=somebody("taro"), text=ANSWER, now=NOON)
    release.release(now=THREE)
    Thread.objects.update(is_closed=True)
    thread.refresh_from_db()
    return thread


@pytest.fixture
def note(thread):
    """A note that is out."""
    note = actions.draft_from(thread, made_by=7, now=THREE)
    actions.let_out(note, made_by=7)
    return note


@pytest.fixture
def staff(client):
    client.force_login(account_with_role(Role.MODERATOR))
    return client


@pytest.fixture
def reader():
    person = PersonFactory()
    MembershipFactory(tier=TierFactory(may_read_board=True), person=person, since=date(2026, 4, 1))
    client = Client()
    client.force_login(AccountFactory(person=person))
    return client


def refusal(deed, *args, **named):
    with pytest.raises(NoteError) as refused:
        deed(*args, **named)
    return refused.value.code


# --- rules ------------------------------------------------------------------------------------------


def test_first_words_stand_under_their_labels():
    assert first_words([("投稿者", "問い"), ("回答者1", "答え")]) == "【投稿者】\n問い\n\n【回答者1】\n答え"


def test_markdown_has_title_text_and_facts():
    text = as_markdown(title="家計の\n面談", text="三回まで。", facts=[("日付", "2026-11-25")])

    assert text == "# 家計の 面談\n\n三回まで。\n\n- 日付: 2026-11-25\n"


# --- making and writing -----------------------------------------------------------------------------


def test_closed_conversation_is_offered_until_it_has_a_note(thread):
    assert [post.text for post in closed_without_note()] == [QUESTION]

    actions.draft_from(thread, made_by=7, now=THREE)

    assert closed_without_note() == []


def test_draft_links_its_sources_and_is_the_same_twice(thread):
    note = actions.draft_from(thread, made_by=7, now=THREE)

    assert actions.draft_from(thread, made_by=8, now=THREE) == note
    assert set(note.sources.values_list("post_id", flat=True)) == set(
        Post.objects.values_list("pk", flat=True)
    )
    assert (QUESTION in note.text, ANSWER in note.text, note.topics) == (True, True, ["household"])
    assert list(readable_notes()) == []


def test_draft_of_nothing_that_is_shown(thread):
    Post.objects.update(state="removed", text="")

    assert refusal(actions.draft_from, thread, made_by=7, now=THREE) == "nothing_shown"


def test_versions_are_kept(note):
    actions.revise(note, title="面談の回数", text="三回まで。", version=1, made_by=8, now=THREE)

    assert list(NoteVersion.objects.values_list("number", "title", "made_by")) == [
        (2, "面談の回数", 8),
        (1, QUESTION, 7),
    ]


def test_version_is_checked_again(note):
    named = {
        "title": "面談",
        "text": "［PERSON：見本 太郎］さんの例。",
        "version": 1,
        "made_by": 7,
        "now": THREE,
    }

    assert refusal(actions.revise, note, **named) == "found"
    actions.revise(note, **named, said_clean=True)

    assert Note.objects.get().version == 2


def test_version_is_refused_when_the_check_is_off(note, check):  # noqa: F811 -- the fixture
    check.check = None

    assert (
        refusal(actions.revise, note, title="面談", text="三回。", version=1, made_by=7, now=THREE) == "found"
    )


def test_version_is_refused_when_somebody_was_faster(note):
    named = {"title": "面談", "text": "三回。", "version": 1, "made_by": 7, "now": THREE}
    actions.revise(note, **named)

    assert refusal(actions.revise, note, **named) == "changed"


# --- sources ----------------------------------------------------------------------------------------


def test_note_is_out_of_sight_at_one_flag(note):
    board.flag(Post.objects.get(kind=Kind.ANSWER), port=somebody("jiro"), reason="personal", now=THREE)

    assert list(readable_notes()) == []


def test_words_of_a_note_go_with_the_original(note):
    actions.revise(note, title="面談", text="三回まで。", version=1, made_by=7, now=THREE)
    post = Post.objects.get(kind=Kind.ANSWER)

    deciding.redact_post(
        post, port=moderator(), reason=Reason.PERSON, text="回数を決め、その先は会議に出します。", now=THREE
    )

    note.refresh_from_db()
    assert (note.title, note.text, note.is_out) == ("", "", False)
    assert list(NoteVersion.objects.values_list("title", "text")) == [("", ""), ("", "")]
    assert refusal(actions.let_out, note, made_by=7) == "empty"


# --- pages ------------------------------------------------------------------------------------------


def test_reader_finds_reads_and_takes_it(reader, note, prove_figure):
    found = reader.get("/search/", {"q": "困窮者支援"}).text
    page = reader.get(reverse("notes:show", args=[note.key])).text
    markdown = reader.get(reverse("notes:markdown", args=[note.key])).content.decode()
    table = reader.get(reverse("notes:table")).content.decode()

    assert reverse("notes:show", args=[note.key]) in found
    assert (QUESTION in page, reverse("board:thread", args=[note.thread_id]) in page) == (True, True)
    assert markdown.startswith(f"# {note.title}\n")
    assert (ANSWER in markdown, ANSWER in table, table[0]) == (True, True, "\ufeff")
    prove_figure("a note of 2 sources is found by half of a compound, read, and taken as Markdown and CSV")


@pytest.mark.parametrize("name", ["list", "table", "show", "markdown"])
def test_notes_are_for_readers_of_the_board(note, name):
    url = reverse(f"notes:{name}", args=[note.key] if name in ("show", "markdown") else [])
    stranger = Client()
    stranger.force_login(AccountFactory())

    assert (Client().get(url).status_code, stranger.get(url).status_code) == (302, 403)
    assert reverse("notes:show", args=[note.key]) not in stranger.get("/search/", {"q": "困窮者支援"}).text


@pytest.mark.parametrize("amount", [1, 3])
def test_list_takes_as_many_queries_for_three(reader, note, amount, django_assert_num_queries):
    for number in range(amount - 1):
        Note.objects.create(
            thread_id=note.key.__class__(int=number + 1),
            title=f"見本{number}",
            text="見本",
            is_out=True,
            changed_on=NOW.date(),
        )
    reader.get(reverse("notes:list"))

    with django_assert_num_queries(7):
        page = reader.get(reverse("notes:list")).text

    assert page.count('class="found__row"') == amount


def test_desk_makes_writes_and_lets_out(staff, thread):
    made = staff.post(reverse("note_desk:make", args=[thread.pk]), follow=True)
    note = Note.objects.get()
    named = {"title": "面談", "text": "［PERSON：見本 太郎］さんの例。", "version": 1}
    found = staff.post(reverse("note_desk:edit", args=[note.pk]), named)
    staff.post(reverse("note_desk:edit", args=[note.pk]), named | {"said_clean": "on"})
    staff.post(reverse("note_desk:out", args=[note.pk]), {"do": "let_out"})

    assert made.status_code == 200
    assert "まだ保存していません" in found.text
    assert (Note.objects.get().title, list(readable_notes())) == ("面談", [note])

    staff.post(reverse("note_desk:out", args=[note.pk]), {"do": "take_back"})
    assert list(readable_notes()) == []


def test_desk_lists_what_is_offered_and_what_there_is(staff, note):
    board.flag(Post.objects.get(kind=Kind.ANSWER), port=somebody("jiro"), reason="personal", now=THREE)

    assert "表示を止めています" in staff.get(reverse("note_desk:index")).text
