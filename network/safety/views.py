"""Sign-in and safety: what an account has, signing out everywhere, and "it was not me"."""

from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from network.mail.choices import LinkPurpose
from network.mail.links import resolve
from network.people.kept import kept_in, signed_in
from network.people.limits import address_of, refused, within
from network.safety.actions import end_other_sessions, raise_alarm
from network.safety.queries import needs_second_step, second_step_of
from network.safety.sessions import note_second_step, passed_second_step

SAFETY_PAGE = "network:safety"


@never_cache
@signed_in
@require_safe
def safety(request: HttpRequest) -> HttpResponse:
    """What protects the account, and what the desk still asks for."""
    needs = needs_second_step(request.user)
    step = second_step_of(request.user)
    context = {
        "step": step,
        "is_needed": needs,
        "is_offered": request.user.has_perm("wagtailadmin.access_admin"),
        "is_skipped": not settings.SECOND_STEP_REQUIRED,
        "is_missing": needs and settings.SECOND_STEP_REQUIRED and not step.exists,
        "goes_on_to": _where_to_go_on(request),
        "is_shared": not request.user.email,
    }
    return render(request, "network/safety/safety.html", context)


def _where_to_go_on(request: HttpRequest) -> str:
    """What somebody was about to do when the desk asked for a second step."""
    if not passed_second_step(request):
        return ""
    return reverse("network:kept") if kept_in(request) else ""


@never_cache
@signed_in
@require_safe
def onward(request: HttpRequest) -> HttpResponse:
    """From the recovery codes to what somebody was about to do: what they typed, the desk, or their own page."""
    if kept_in(request):
        return redirect("network:kept")
    may_use_desk = request.user.has_perm("wagtailadmin.access_admin")
    return redirect("wagtailadmin_home" if may_use_desk else SAFETY_PAGE)


class ProvesSecondStep:
    """Who sets up a second step has it in hand; sessions elsewhere never proved it, so they end in the same moment."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        with transaction.atomic():
            response = super().form_valid(form)
            note_second_step(self.request, self.request.user)
            end_other_sessions(self.request.user, self.request)
        return response


class AppView(ProvesSecondStep, ActivateTOTPView):
    """Setting up the app, in place of the package's own page."""


class PasskeyView(ProvesSecondStep, AddWebAuthnView):
    """Adding a passkey, in place of the package's own page."""


def to_safety(request: HttpRequest, **kwargs: object) -> HttpResponse:
    """The package's own overviews lead to ours."""
    return redirect(SAFETY_PAGE)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def everywhere(request: HttpRequest) -> HttpResponse:
    """Ends every session of the account, this one too; a GET only says what would happen."""
    if request.method != "POST":
        return render(request, "network/safety/everywhere.html")
    logout(request)
    messages.success(request, _("You are signed out everywhere."))
    return redirect("account_login")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def alarm(request: HttpRequest, token: str) -> HttpResponse:
    """From a mail about a change that its reader did not make: ends all sessions, and says what to do next."""
    now = timezone.now()
    if not within("alarm", address_of(request), amount=300, seconds=300):
        return refused(request)
    if request.method == "POST":
        done = raise_alarm(token, now=now) is not None
    else:
        done = False
        if resolve(token, LinkPurpose.ALARM, now) is not None:
            return render(request, "network/safety/alarm.html", {"asks": True})
    return render(request, "network/safety/alarm.html", {"done": done}, status=200 if done else 404)
