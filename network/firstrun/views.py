"""The first run: a code, then four short pages, each stored as it is left."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from network.association.actions import save_association
from network.association.queries import sender_address, stored, written
from network.firstrun.actions import FirstRunError, open_site, send_test_mail
from network.firstrun.forms import (
    AdministratorForm,
    MoneyForm,
    SenderForm,
    SetupCodeForm,
    TestMailForm,
    WhoForm,
)
from network.firstrun.queries import hash_of, is_over, opens, test_mail
from network.people.limits import address_of, within

BACKEND = "network.people.backends.AccountBackend"
OPENED, TEST_MAIL = "first_run", "first_run_mail"
TRIES_LAST = 600  # seconds
TRIES_PER_ADDRESS = 20
TRIES_IN_ALL = 200
STEPS = ("who", "money", "mail", "administrator")


def while_empty(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only while nobody has an account; afterwards there is nothing here."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not settings.FIRST_RUN or is_over():
            raise Http404
        return view(request)

    return never_cache(guarded)


def with_the_code(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only for who has shown the set-up code in this browser."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not opens(request.session.get(OPENED, ""), now=timezone.now()):
            if request.method == "POST":
                messages.info(
                    request, _("Please enter the set-up code once more; the earlier pages are stored.")
                )
            return redirect("firstrun:start")
        return view(request)

    return while_empty(guarded)


@while_empty
def start(request: HttpRequest) -> HttpResponse:
    """Asks for the set-up code, so that the first visitor from the internet is not the administrator."""
    form = SetupCodeForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if not _may_try(request):
            form.add_error(None, _("That was one code too many. Please wait ten minutes and try again."))
            status = 429
        elif form.is_valid():
            if opens(secret := hash_of(form.cleaned_data["code"]), now=timezone.now()):
                request.session.cycle_key()
                request.session[OPENED] = secret
                return redirect("firstrun:who")
            form.add_error(
                "code",
                _("This is not the newest code, or it is older than a day. Have the server print a new one."),
            )
    return render(request, "network/firstrun/code.html", {"form": form}, status=status)


@with_the_code
def who(request: HttpRequest) -> HttpResponse:
    """Step 1: the association."""
    return _stored_step(request, WhoForm, "who")


@with_the_code
def money(request: HttpRequest) -> HttpResponse:
    """Step 2: the year and the bank account."""
    return _stored_step(request, MoneyForm, "money")


@with_the_code
def mail(request: HttpRequest) -> HttpResponse:
    """Step 3: the sender; a test mail shows what becomes of it."""
    association = stored()
    is_test = "test" in request.POST
    form = SenderForm(request.POST or None, instance=association)
    test = TestMailForm(
        request.POST if is_test else None,
        initial={"to_address": request.POST.get("to_address", association.email)},
    )
    if request.method == "POST" and form.is_valid() and (not is_test or test.is_valid()):
        save_association(form.save(commit=False))
        if not is_test:
            return redirect("firstrun:administrator")
        message = send_test_mail(test.cleaned_data["to_address"], language=get_language() or "ja")
        request.session[TEST_MAIL] = message.pk
        return redirect("firstrun:mail")
    context = {
        "form": form,
        "test": test,
        "server": f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}",
        "server_address": sender_address(),
        "result": test_mail(request.session.get(TEST_MAIL), now=timezone.now()),
    }
    return _step(request, "mail", context)


@sensitive_post_parameters("password", "password_again")
@with_the_code
def administrator(request: HttpRequest) -> HttpResponse:
    """Step 4: the first account, with which the first run is over."""
    form = AdministratorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wanted = {name: form.cleaned_data[name] for name in ("name", "email", "login_name", "password")}
        try:
            account = open_site(secret_hash=request.session[OPENED], now=timezone.now(), **wanted)
        except FirstRunError:
            messages.info(request, _("Somebody else has just set this site up. Please sign in."))
            return redirect("account_login")
        request.session.flush()
        login(request, account, backend=BACKEND)
        request.session.set_expiry(0)
        messages.success(request, _("Your site is open. The list below says what comes next."))
        return redirect("wagtailadmin_home")
    return _step(request, "administrator", {"form": form})


def _stored_step(request: HttpRequest, form_class: type[forms.ModelForm], name: str) -> HttpResponse:
    form = form_class(request.POST or None, instance=written())
    if request.method == "POST" and form.is_valid():
        save_association(form.save(commit=False))
        return redirect(f"firstrun:{STEPS[STEPS.index(name) + 1]}")
    return _step(request, name, {"form": form})


def _step(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    number = STEPS.index(name)
    back = reverse(f"firstrun:{STEPS[number - 1]}") if number else ""
    steps = [
        {"label": label, "is_here": step == name}
        for step, label in zip(
            STEPS, [_("Association"), _("Year and account"), _("Mail"), _("You")], strict=True
        )
    ]
    furniture = {"number": number + 1, "of": len(STEPS), "back_url": back, "steps": steps}
    return render(request, f"network/firstrun/{name}.html", furniture | context)


def _may_try(request: HttpRequest) -> bool:
    """Few tries per address, and few enough in all that sixteen digits can't be found by trying."""
    return within("setup-code", address_of(request), amount=TRIES_PER_ADDRESS, seconds=TRIES_LAST) and within(
        "setup-code", "anybody", amount=TRIES_IN_ALL, seconds=TRIES_LAST
    )
