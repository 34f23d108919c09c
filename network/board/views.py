"""The board over HTTP. What comes in is one form, what goes out one page; no session, no message, no redirect that
would have to remember anything of what was written."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.views import redirect_to_login
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.board import actions, limits, rules, showing
from network.board.actions import BoardRefusedError, Received
from network.board.checking import findings_in, is_on
from network.board.choices import Kind, PostState, Reason, Topic
from network.board.forms import (
    AnswerForm,
    AskForm,
    FlagForm,
    PutRightForm,
    ReceiptForm,
    SearchForm,
    WordsForm,
    WritingForm,
)
from network.board.marking import pieces, stored_marks
from network.board.models import Post, Thread
from network.board.port import Port
from network.board.queries import (
    Mine,
    found_threads,
    is_open,
    mine_by_receipt,
    mine_by_tag,
    own_tags,
    policy,
    post_at,
    posts_of,
    similar_threads,
    thread_lines,
    thread_shown,
    visible_posts,
    waiting_change,
    waiting_of,
)
from network.helplines.queries import helplines
from network.privacy.rules import mark

TRIES_AN_HOUR = 5
ON_A_PAGE = 200
REFUSED = {
    "too_many": 429,
    "closed": 409,
    "not_now": 409,
    "gone": 409,
    "other_thread": 409,
    "not_entitled": 403,
    "not_open": 403,
}


def for_readers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only for who may read. What was typed stands on the page of a sign-in that ran out: it is kept nowhere else."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        port: Port = request.board
        if port.may_read:
            return view(request, *args, **kwargs)
        if not port.is_signed_in and request.method != "POST":
            return redirect_to_login(request.get_full_path())
        context = {"signed_out": not port.is_signed_in, "typed": request.POST.get("text", "")}
        return _page(request, "network/board/not_for_you.html", context, status=403)

    return guarded


@require_safe
@for_readers
def front(request: HttpRequest) -> HttpResponse:
    """Unanswered questions first, one's own, and a search."""
    port, today = request.board, timezone.localdate()
    topic = request.GET.get("topic", "")
    topic = topic if topic in Topic.values else ""
    lines = thread_lines(port, today=today, topic=topic)
    shown = showing.lines_shown(lines[:ON_A_PAGE], today=today)
    return _page(
        request,
        "network/board/front.html",
        {
            "unanswered": [line for line in shown if not line.answers],
            "answered": [line for line in shown if line.answers],
            "mine": [line for line in shown if line.is_mine],
            "waiting": showing.waiting_shown(waiting_of(port, today=today)),
            "topics": Topic.choices,
            "topic": topic,
            "search_form": SearchForm(),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def search(request: HttpRequest) -> HttpResponse:
    """Threads that hold the words. By POST: the words stand in no address and no log."""
    form = SearchForm(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        lines = found_threads(form.cleaned_data["words"])
        found = showing.lines_shown(lines[:ON_A_PAGE], today=timezone.localdate())
    return _page(request, "network/board/search.html", {"search_form": form, "found": found})


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def ask(request: HttpRequest) -> HttpResponse:
    """The form of a question: rules first, then one field, then what becomes of it."""
    port: Port = request.board
    if not port.may_post or not is_open(port, policy()):
        return _page(request, "network/board/closed.html", {}, status=403)
    if request.method != "POST":
        return _ask_page(request, AskForm(initial=_once()))
    form = AskForm(request.POST)
    if not form.is_valid():
        return _ask_page(request, form)
    text = form.cleaned_data["text"]
    if "look" in request.POST:
        near = showing.lines_shown(similar_threads(text), today=timezone.localdate())
        return _ask_page(request, form, near=near, looked=True)
    if again := _put_right(request, form):
        return _ask_page(request, **again)
    try:
        received = actions.ask(
            port,
            text=text,
            topics=form.cleaned_data["topics"],
            because=form.cleaned_data["because"],
            post_id=form.cleaned_data["once"],
            now=timezone.now(),
        )
    except BoardRefusedError as refusal:
        return _refused(request, refusal, text)
    return _received(request, received)


@require_safe
@for_readers
def thread(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """A conversation."""
    found = _thread(thread_id)
    return _thread_page(request, found, AnswerForm(initial=_once()))


@require_POST
@for_readers
def answer(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """An answer to a question, or a comment on one of its posts."""
    found = _thread(thread_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _thread_page(request, found, form)
    if again := _put_right(request, form):
        return _thread_page(request, found, **again)
    target = form.cleaned_data["reply_to"]
    reply_to = _post(target) if target else None
    try:
        received = actions.answer(
            found,
            port=request.board,
            text=form.cleaned_data["text"],
            reply_to=reply_to,
            because=form.cleaned_data["because"],
            post_id=form.cleaned_data["once"],
            now=timezone.now(),
        )
    except BoardRefusedError as refusal:
        return _refused(request, refusal, form.cleaned_data["text"])
    return _received(request, received)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def comment(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """The form of a comment; it is sent to the thread."""
    if not request.board.may_post or not is_open(request.board, policy()):
        return _page(request, "network/board/closed.html", {}, status=403)
    post = _post(post_id)
    form = AnswerForm(initial={"reply_to": post.pk, **_once()})
    return _page(
        request,
        "network/board/comment.html",
        {"form": form, "post": post, "label": showing.label_words(post.label), **_promise()},
    )


@require_POST
@for_readers
def me_too(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """The same worry."""
    try:
        actions.me_too(_thread(thread_id), port=request.board, now=timezone.now())
    except BoardRefusedError as refusal:
        return _refused(request, refusal)
    return _done(request, thread_id, _("Thank you. The number goes up at the next fixed hour."))


@require_POST
@for_readers
def accept(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """Who asked says which answer helped."""
    helped = _post(post_id)
    question = Post.objects.filter(thread=helped.thread_id, kind=Kind.QUESTION).first()
    mine = question and mine_by_tag(question.pk, request.board, today=timezone.localdate())
    if not mine:
        raise Http404
    try:
        actions.accept(mine, helped=helped, now=timezone.now())
    except BoardRefusedError as refusal:
        return _refused(request, refusal)
    return _done(request, helped.thread_id, _("Thank you. It shows from the next fixed hour on."))


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def flag(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """Point a post out to the moderators."""
    post = _post(post_id)
    form = FlagForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.flag(post, port=request.board, reason=form.cleaned_data["reason"], now=timezone.now())
        except BoardRefusedError as refusal:
            return _refused(request, refusal)
        return _done(request, post.thread_id, _("Thank you. A moderator looks at it."))
    label = showing.label_words(post.label)
    return _page(request, "network/board/flag.html", {"form": form, "post": post, "label": label})


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def own(request: HttpRequest, place: UUID) -> HttpResponse:
    """One's own post, known by its tag while the key lives, under an address that nobody can read afterwards."""
    today = timezone.localdate()
    post_id = post_at(place, today=today)
    mine = post_id and mine_by_tag(post_id, request.board, today=today)
    if not mine:
        raise Http404
    if request.method == "POST":
        return _deed(request, mine, {})
    return _own_page(request, mine, {})


@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """One's own post, known by its receipt: for ever, for whoever has it, signed in or not."""
    form = ReceiptForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, "network/board/receipt.html", {"form": form})
    number, code = form.cleaned_data["number"], form.cleaned_data["code"]
    if not _may_try(request, number):
        return _page(request, "network/board/receipt.html", {"form": form, "too_often": True}, status=429)
    mine = mine_by_receipt(number, code)
    if mine is None:
        return _page(request, "network/board/receipt.html", {"form": form, "unknown": True}, status=404)
    proof = {"number": number, "code": code}
    return _deed(request, mine, proof) if request.POST.get("do") else _own_page(request, mine, proof)


def _may_try(request: HttpRequest, number: str) -> bool:
    """Five wrong or right tries an hour, by address and by number.

    Whose address has had its tries uses up no number's: they could keep its author out.
    """
    now = timezone.now()
    return limits.within(
        "receipt", request.board.address_key, amount=TRIES_AN_HOUR, now=now
    ) and limits.within("receipt", number, amount=TRIES_AN_HOUR, now=now)


def _deed(request: HttpRequest, mine: Mine, proof: dict[str, str]) -> HttpResponse:
    """What an author does with an own post, by tag and by receipt alike."""
    do, now = request.POST.get("do", ""), timezone.now()
    try:
        if do == "withdraw":
            actions.withdraw(mine, now=now)
            return _page(request, "network/board/withdrawn.html", {})
        form = WordsForm(request.POST)
        if not form.is_valid():
            return _own_page(request, mine, proof, form=form)
        if not _carry_out(do, mine, form.cleaned_data["text"], request.board):
            return _own_page(request, mine, proof)
    except BoardRefusedError as refusal:
        return _refused(request, refusal, request.POST.get("text", ""))
    return _page(request, "network/board/kept.html", {"words": showing.state_words(mine)})


def _carry_out(do: str, mine: Mine, text: str, port: Port) -> bool:
    now = timezone.now()
    if do == "edit":
        actions.edit(mine, text=text, port=port, now=now)
    elif do == "rephrase":
        actions.rephrase(mine, text=text)
    elif do == "appeal":
        actions.appeal(mine, words=text, now=now)
    else:
        return False
    return True


def _own_page(
    request: HttpRequest, mine: Mine, proof: dict[str, str], form: Form | None = None
) -> HttpResponse:
    change = waiting_change(mine.post) if mine.post else None
    text = (change or mine.held or mine.post).text
    verbs = rules.possible(mine.state)
    is_shown = mine.post is not None and mine.state in (PostState.RELEASED, PostState.REDACTED)
    return _page(
        request,
        "network/board/own.html",
        {
            "proof": proof,
            "state": showing.state_words(mine),
            "reason": showing.reason_words(mine),
            "note": mine.held.note if mine.held and not mine.held.is_appeal else "",
            "text": text,
            "form": form or WordsForm(initial={"text": text}),
            "appeal_form": WordsForm(auto_id="appeal_%s"),
            "change": change,
            "marked": pieces(text, stored_marks(mine.held.marks)) if mine.held else [],
            "helplines": helplines() if mine.held and mine.held.reason == Reason.URGENT else [],
            "may_edit": is_shown or mine.state in ("held", "approved"),
            "may_rephrase": "rephrase" in verbs,
            "may_withdraw": "withdraw" in verbs,
            "may_appeal": "appeal" in verbs or mine.state in ("hidden", "redacted", "removed"),
            "thread_id": mine.post.thread_id if mine.post else None,
        },
    )


def _ask_page(request: HttpRequest, form: AskForm, **more: Any) -> HttpResponse:
    return _page(request, "network/board/ask.html", {"form": form, **_promise(), **more})


def _thread_page(request: HttpRequest, conversation: Thread, form: Form, **more: Any) -> HttpResponse:
    port, today = request.board, timezone.localdate()
    may_write = port.may_post and not conversation.is_closed and is_open(port, policy())
    posts = posts_of(conversation)
    own_tag = own_tags([conversation], port, today=today).get(conversation.pk, "")
    shown = showing.conversation(conversation, posts, own_tag=own_tag, today=today, may_write=may_write)
    return _page(
        request,
        "network/board/thread.html",
        {
            "thread": conversation,
            "headline": rules.headline(posts[0].text) if posts and posts[0].text else _("A question"),
            "topics": showing.topics_words(conversation),
            "posts": shown,
            "may_write": may_write,
            "form": form,
            "asked_by_me": any(post.is_mine and post.kind == Kind.QUESTION for post in shown),
            **_promise(),
            **more,
        },
    )


def _promise() -> dict[str, Any]:
    """What a form says before sending: when it goes out, and whether somebody reads it first."""
    check_is_on = is_on()
    reads_first = policy().reads_everything_first or not check_is_on
    due = rules.next_release(timezone.now())
    return {"reads_first": reads_first, "goes_out": showing.hour_words(due), "check_is_off": not check_is_on}


def _once() -> dict[str, UUID]:
    """The number of the post that this form becomes: sent twice, it is one post."""
    return {"once": uuid4()}


def _put_right(request: HttpRequest, form: WritingForm) -> dict[str, Any]:
    """The form once more where the check found something that its author has not decided about; empty otherwise."""
    text = form.cleaned_data["text"]
    found = None if form.cleaned_data["because"] else findings_in(text)
    if found is None or not (found.spans or found.pieces):
        return {}
    answers = request.POST if "put_right" in request.POST else None
    questions = PutRightForm(answers, words=text, found=found)
    if not questions.is_valid():
        return {"form": form, "put_right": questions, "segments": mark(text, [*found.spans, *found.pieces])}
    righted = {**form.cleaned_data, "text": questions.righted, "because": questions.because}
    return {"form": type(form)(initial=righted), "is_righted": True}


def _received(request: HttpRequest, received: Received) -> HttpResponse:
    """The receipt, once: it stands on this page and nowhere else."""
    return _page(
        request,
        "network/board/received.html",
        {
            "number": received.slip.number,
            "code": rules.in_groups(received.slip.code),
            "words": showing.received_words(received),
        },
    )


def _done(request: HttpRequest, thread_id: UUID, words: str) -> HttpResponse:
    back = reverse("board:thread", args=[thread_id])
    return _page(request, "network/board/done.html", {"words": words, "back": back})


def _refused(request: HttpRequest, refusal: BoardRefusedError, typed: str = "") -> HttpResponse:
    if refusal.code == "again":
        return _page(request, "network/board/received.html", {"again": True})
    context = {"code": refusal.code, "typed": typed}
    return _page(request, "network/board/refused.html", context, status=REFUSED.get(refusal.code, 409))


def _thread(thread_id: UUID) -> Thread:
    found = thread_shown(thread_id)
    if found is None:
        raise Http404
    return found


def _post(post_id: UUID) -> Post:
    post = visible_posts().select_related("thread").filter(pk=post_id).first()
    if post is None:
        raise Http404
    return post


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page with what stands on every page of the board: whom to call, and how many may post."""
    own_rules = policy()
    shared = {
        "policy": own_rules,
        "port": request.board,
        "is_open": is_open(request.board, own_rules),
        "tries": TRIES_AN_HOUR,
    }
    return render(request, template, {**shared, **context}, status=status)
