"""The desk apart from the site: its own policy, its short sign-in, its second step; nothing typed there is lost."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from cms.access.board import port_of
from cms.access.rules import BARE_SCRIPT, with_nonces
from network.people.kept import keep, sign_in_and_keep
from network.safety.queries import gate_for
from network.safety.rules import Gate
from network.safety.sessions import has_ended, passed_second_step

DESK = "/desk/"
# Asked by an open editor every few seconds, whether or not anybody sits there.
BY_ITSELF = "/desk/editing-sessions/"
SIGN_OUT = "/desk/logout/"
# The board itself, its notes, and its moderators at the desk.
BOARD = {"board", "notes", "moderation"}
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
JSON = "application/json"


def desk_policy(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Loosens directives for /desk/ only, as DESK_SECURITY_POLICY says, and lets Wagtail's widgets start."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path_info.startswith(DESK):
            response._csp_config = {
                **settings.CONTENT_SECURITY_POLICY["DIRECTIVES"],
                **settings.DESK_SECURITY_POLICY,
            }
            _let_widgets_start(request, response)
        return response

    return middleware


def sign_in_runs_out(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Ends a sign-in after a pause: half an hour at the desk, hours elsewhere. Only this browser's."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            at_desk = request.path_info.startswith(DESK)
            by_hand = not request.path_info.startswith(BY_ITSELF)
            if has_ended(request, now=timezone.now(), at_desk=at_desk, by_hand=by_hand):
                request.session.flush()
                request.user = AnonymousUser()
                if at_desk and _is_page(request):
                    messages.info(
                        request, _("You were signed out because nothing was done here for 30 minutes.")
                    )
        return get_response(request)

    return middleware


def desk_asks_for_second_step(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """The desk opens to nobody whose role needs a second step before it was passed; what was typed waits."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if (
            settings.SECOND_STEP_REQUIRED
            and request.path_info.startswith(DESK)
            and request.path_info != SIGN_OUT
            and request.user.is_authenticated
        ):
            found = gate_for(request.user, passed=passed_second_step(request))
            if found is not Gate.OPEN:
                return _before_the_desk(request, found)
        return get_response(request)

    return middleware


def board_port(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Tells the peer board what it may know of who comes (`request.board`), and has no page of it kept anywhere.

    The site's referrer policy stays: browsers tell other sites nothing, and with "no-referrer" they would send our own
    forms with the origin "null", which the protection against forged requests refuses.
    """

    def is_board(request: HttpRequest) -> bool:
        return bool(request.resolver_match) and request.resolver_match.namespace in BOARD

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if is_board(request):
            add_never_cache_headers(response)
        return response

    def process_view(request: HttpRequest, *view: object) -> None:
        if is_board(request):
            request.board = port_of(request)

    middleware.process_view = process_view
    return middleware


def _before_the_desk(request: HttpRequest, found: Gate) -> HttpResponse:
    """To the sign-in with the second step the account has, or to setting one up."""
    if _is_asked_by_script(request):
        raise PermissionDenied
    if found is Gate.SIGN_IN:
        request.session.flush()
        request.user = AnonymousUser()
        return _sign_in(request)
    if _is_form(request):
        keep(request)
    return redirect("network:safety")


def desk_keeps_what_was_typed(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Whose sign-in ran out while filling in a form of the desk finds it again after signing in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if (
            request.path_info.startswith(DESK)
            and _is_form(request)
            and not _is_asked_by_script(request)
            and not request.user.is_authenticated
        ):
            return sign_in_and_keep(request)
        return get_response(request)

    return middleware


def _sign_in(request: HttpRequest) -> HttpResponse:
    return sign_in_and_keep(request) if _is_form(request) else redirect_to_login(request.get_full_path())


def _is_form(request: HttpRequest) -> bool:
    return request.method == "POST" and request.content_type in FORMS


def _is_page(request: HttpRequest) -> bool:
    return request.method == "GET" and not _is_asked_by_script(request)


def _is_asked_by_script(request: HttpRequest) -> bool:
    return bool(request.headers.get("X-Requested-With")) or request.headers.get("Accept") == JSON


def _let_widgets_start(request: HttpRequest, response: HttpResponse) -> None:
    if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
        return
    html = response.content.decode(response.charset)
    if BARE_SCRIPT.search(html):
        response.content = with_nonces(html, str(request.csp_nonce))
        if response.has_header("Content-Length"):
            response.headers["Content-Length"] = str(len(response.content))
