"""The desk's own content security policy; everywhere else the strict one of the settings holds."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cms.access.rules import BARE_SCRIPT, with_nonces


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


def _let_widgets_start(request: HttpRequest, response: HttpResponse) -> None:
    if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
        return
    html = response.content.decode(response.charset)
    if BARE_SCRIPT.search(html):
        response.content = with_nonces(html, str(request.csp_nonce))
        if response.has_header("Content-Length"):
            response.headers["Content-Length"] = str(len(response.content))
