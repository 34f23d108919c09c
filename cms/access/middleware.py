"""The desk's own content security policy; everywhere else the strict one of the settings holds."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def desk_policy(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Loosens directives for /desk/ only, as DESK_SECURITY_POLICY says."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path_info.startswith("/desk/"):
            response._csp_config = {
                **settings.CONTENT_SECURITY_POLICY["DIRECTIVES"],
                **settings.DESK_SECURITY_POLICY,
            }
        return response

    return middleware
