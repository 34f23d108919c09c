"""The moderators' queue at the desk: what waits, one thing at a time, and the log of decisions.

Plain pages: Wagtail's own would write names and texts into its logs. Nothing here answers on the board.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet

from network.board import deciding, deskshowing, queue
from network.board.actions import BoardRefusedError
from network.board.choices import Reason
from network.board.deskwords import DONE, REFUSED, meanwhile_words
from network.board.marking import generalised, seen
from network.board.port import NOBODY, Port
from network.board.queries import decisions, thread_lines
from network.board.queue import Item
from network.board.weighing import DecisionForm
from network.deskmenu import RightfulMenuItem
from network.helplines.queries import helplines

RIGHT = "network.change_heldact"
PAGE_SIZE = 50


def for_moderators(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for those who moderate."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        return view(request, **kwargs)

    return guarded


@require_safe
@for_moderators
def index(request: HttpRequest) -> HttpResponse:
    """One glance: what waits and how long, what goes out next, whose words are asked for, who has no answer."""
    today = timezone.localdate()
    waiting = queue.waiting_things(today=today)
    return _page(
        request,
        "index",
        _("Peer board: what waits"),
        {
            "waiting": deskshowing.waiting_lines(waiting),
            "overdue": sum(row.is_overdue for row in waiting),
            "first": waiting[0].id if waiting else None,
            "going_out": deskshowing.held_lines(queue.going_out()),
            "rephrase": deskshowing.held_lines(queue.asked_to_rephrase()),
            "unanswered": deskshowing.question_lines(queue.unanswered(today=today), today=today),
            "log": deskshowing.log_lines(queue.decision_log(), own_id=request.user.pk),
            "helplines": helplines(),
        },
    )


@require_safe
@for_moderators
def item(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One thing, with everything that can be done with it."""
    found = queue.item_of(pk)
    if found is None:
        messages.info(request, meanwhile_words(queue.last_decision([pk]), own_id=request.user.pk))
        return redirect("moderation:index")
    return _item_page(request, found, _form(found))


@require_POST
@for_moderators
def decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Carries out one decision about the words that were shown, then shows the next thing that waits."""
    found = queue.item_of(pk)
    if found is None or request.POST.get("do") not in found.deeds:
        return _too_late(request, pk)
    form = _form(found, request.POST)
    if request.POST.get("seen") != seen(found.text):
        messages.warning(
            request,
            _("The author has changed the words meanwhile. Nothing was decided; please read them again."),
        )
        return _item_page(request, found, form, status=409)
    if not form.is_valid():
        return _item_page(request, found, form, status=422)
    try:
        _carry_out(found, form.cleaned_data, request.board)
    except BoardRefusedError as refusal:
        if refusal.code == "already_decided":
            return _too_late(request, pk)
        messages.error(request, REFUSED.get(refusal.code, REFUSED["not_now"]))
        return redirect("moderation:item", pk=pk)
    messages.success(request, DONE[form.cleaned_data["do"]])
    return _to_next()


@require_POST
@for_moderators
def block(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Has everything wait that the author of these words posts, or ends that."""
    found = queue.item_of(pk)
    row = found and (found.post or found.held)
    if not row or not row.tag:
        raise Http404
    now, port, epoch = timezone.now(), request.board, _epoch(found)
    if found.is_blocked:
        deciding.unblock(row.tag, thread_id=row.thread_id, port=port, now=now)
    else:
        deciding.block(row.tag, thread_id=row.thread_id, epoch=epoch, port=port, now=now)
    messages.success(request, DONE["unblock" if found.is_blocked else "block"])
    return redirect("moderation:item", pk=pk)


@require_safe
@for_moderators
def conversations(request: HttpRequest) -> HttpResponse:
    """What is on the board, for whoever wants to look at something that nobody has pointed out."""
    today = timezone.localdate()
    page = Paginator(thread_lines(NOBODY, today=today), PAGE_SIZE).get_page(request.GET.get("p"))
    page.object_list = deskshowing.conversation_lines(page.object_list, today=today)
    return _page(request, "conversations", _("Conversations"), {"page": page})


@require_safe
@for_moderators
def log(request: HttpRequest) -> HttpResponse:
    """The board's own log: what was decided on which day, why, by which role. It never holds a text or an author."""
    page = Paginator(decisions(), PAGE_SIZE).get_page(request.GET.get("p"))
    page.object_list = deskshowing.log_lines(page.object_list, own_id=request.user.pk)
    return _page(request, "log", _("Decisions"), {"page": page})


def _epoch(found: Item) -> int:
    return found.post.thread.epoch if found.post else found.held.epoch


def _carry_out(found: Item, cleaned: dict[str, Any], port: Port) -> None:
    """One deed. Whatever is not in `found.deeds` does not come here."""
    now, do, reason = timezone.now(), cleaned["do"], cleaned["reason"] and Reason(cleaned["reason"])
    row = found.post or found.held
    kinds = deskshowing.kinds_taken_out(cleaned["marks"])
    if do in ("approve", "hold", "restore", "uphold"):
        getattr(deciding, do)(row, port=port, now=now)
    elif do == "redact" and found.post:
        text = cleaned["text"]
        deciding.redact_post(row, port=port, reason=reason, text=text, kinds=kinds, now=now)
    elif do == "redact":
        deciding.redact(row, port=port, reason=reason, text=cleaned["text"], kinds=kinds, now=now)
    elif do == "ask_to_rephrase":
        deciding.ask_to_rephrase(
            row, port=port, reason=reason, note=cleaned["note"], marks=cleaned["marks"], now=now
        )
    elif do == "reject":
        deciding.reject(row, port=port, reason=reason, note=_note_with_way(cleaned), now=now)
    else:
        getattr(deciding, do)(row, port=port, reason=reason, now=now)


def _note_with_way(cleaned: dict[str, Any]) -> str:
    """Words to the author, with the way to the earlier conversation where it has been asked already."""
    thread = cleaned.get("duplicate")
    way = f"{settings.SITE_URL}{reverse('board:thread', args=[thread.pk])}" if thread else ""
    return "\n".join(part for part in (cleaned["note"], way) if part)


def _form(found: Item, sent: Any = None) -> DecisionForm:
    initial = {"seen": seen(found.text), "text": generalised(found.text, found.marks)}
    return DecisionForm(sent, initial=initial, whole=found.text, found=found.marks)


def _too_late(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Says what was decided meanwhile, and by which role."""
    messages.warning(request, meanwhile_words(queue.last_decision([pk]), own_id=request.user.pk))
    return _to_next()


def _to_next() -> HttpResponse:
    """To what waits longest now, or to the glance when nothing does."""
    waiting = queue.waiting_things(today=timezone.localdate())
    return redirect("moderation:item", pk=waiting[0].id) if waiting else redirect("moderation:index")


def _item_page(request: HttpRequest, found: Item, form: DecisionForm, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    waiting = queue.waiting_things(today=today)
    here = next((place for place, row in enumerate(waiting) if row.id == found.id), -1)
    following = waiting[here + 1].id if 0 <= here < len(waiting) - 1 else None
    return _page(
        request,
        "item",
        _("One thing to decide") if found.deeds else _("Nothing to decide"),
        {
            "item": found,
            "form": form,
            "shown": deskshowing.item_shown(found, form, today=today),
            "wait": deskshowing.waiting_lines(waiting[here : here + 1])[0] if here >= 0 else None,
            "left": len(waiting),
            "following": following,
            "waiting": deskshowing.waiting_lines(waiting),
            "log": deskshowing.log_lines(found.log or queue.decision_log(), own_id=request.user.pk),
            "log_is_own": bool(found.log),
            "helplines": helplines(),
        },
        status=status,
    )


def _page(
    request: HttpRequest, template: str, title: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    if template != "index":
        crumbs.append({"url": reverse("moderation:index"), "label": _("Peer board: what waits")})
    crumbs.append({"url": "", "label": title})
    furniture = {
        "breadcrumbs_items": crumbs,
        "header_title": title,
        "header_icon": "comment",
        "page_name": title,
    }
    return render(request, f"network/board/desk/{template}.html", furniture | context, status=status)


class ModerationViewSet(ViewSet):
    """The peer board, for moderators."""

    name = "moderation"
    url_prefix = "peer-board"
    icon = "comment"
    menu_label = pgettext_lazy("desk", "Peer board")
    menu_order = 320
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list:
        return [
            path("", index, name="index"),
            path("conversations/", conversations, name="conversations"),
            path("decisions/", log, name="log"),
            path("<uuid:pk>/", item, name="item"),
            path("<uuid:pk>/decide/", decide, name="decide"),
            path("<uuid:pk>/author/", block, name="block"),
        ]

    def get_menu_item(self, order: int | None = None) -> RightfulMenuItem:
        return RightfulMenuItem.of(self, right=RIGHT, order=order)
