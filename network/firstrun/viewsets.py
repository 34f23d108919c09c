"""The desk's page for a test mail: do mails leave, and what happened to the last one."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.viewsets.base import ViewSet

from network.association.queries import sending_address
from network.audit.actions import record
from network.deskmenu import RightfulMenuItem
from network.firstrun.actions import send_test_mail
from network.firstrun.forms import TestMailForm
from network.firstrun.queries import test_mail

LAST = "test_mail"


def test_mail_view(request: HttpRequest) -> HttpResponse:
    """Sends a mail to an address of one's choice through the outbox, and shows what became of it."""
    if not request.user.has_perm("network.change_association"):
        raise PermissionDenied
    own = request.user.person.email if request.user.person else ""
    form = TestMailForm(request.POST or None, initial={"to_address": own})
    if request.method == "POST" and form.is_valid():
        message = send_test_mail(form.cleaned_data["to_address"], language=get_language() or "ja")
        record(actor_id=request.user.pk, verb="test_mail", subject="mail", subject_id=message.pk)
        request.session[LAST] = message.pk
        return redirect("mail_test:test")
    context = {
        "form": form,
        "sender": sending_address(),
        "server": f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}",
        "result": test_mail(request.session.get(LAST), now=timezone.now()),
        "header_title": _("Test mail"),
        "header_icon": "mail",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": _("Test mail")},
        ],
    }
    return render(request, "network/firstrun/desk/test_mail.html", context)


class MailTestViewSet(ViewSet):
    """One page beside the association's settings."""

    name = "mail_test"
    url_prefix = "mail-test"
    icon = "mail"
    menu_label = gettext_lazy("Test mail")
    add_to_settings_menu = True
    menu_order = 110

    def get_urlpatterns(self) -> list:
        return [path("", test_mail_view, name="test")]

    def get_menu_item(self, order: int | None = None) -> RightfulMenuItem:
        return RightfulMenuItem.of(self, right="network.change_association", order=order)
