"""The desk apart from the site: its own content security policy, and nothing typed there is lost."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cms.access.rules import BARE_SCRIPT, with_nonces
from network.people.kept import sign_in_and_keep

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
JSON = "application/json"


def desk_policy(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Loosens directives for /desk/ only, as DESK_SECURITY_POLICY says, and lets Wagtail's widgets start."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path_info.startswith("/desk/"):
            response._csp_config = {
                **settings.CONTENT_SECURITY_POLICY["DIRECTIVES"],
                **settings.DESK_SECURITY_POLICY,
            }
            _let_widgets_start(request, response)
        return response

    return middleware


def desk_keeps_what_was_typed(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Whose sign-in ran out while filling in a form of the desk finds it again after signing in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        is_form = request.method == "POST" and request.content_type in FORMS
        asked_by_script = request.headers.get("X-Requested-With") or request.headers.get("Accept") == JSON
        if (
            request.path_info.startswith("/desk/")
            and is_form
            and not asked_by_script
            and not request.user.is_authenticated
        ):
            return sign_in_and_keep(request)
        return get_response(request)

    return middleware


def _let_widgets_start(request: HttpRequest, response: HttpResponse) -> None:
    if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
        return
    html = response.content.decode(response.charset)
    if BARE_SCRIPT.search(html):
        response.content = with_nonces(html, str(request.csp_nonce))
        if response.has_header("Content-Length"):
            response.headers["Content-Length"] = str(len(response.content))
