"""Door: URLs of the wing: what a proxy asks, and pages in the visitor's language."""

from anymail.urls import urlpatterns as webhooks_of_all_providers
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, URLResolver, include, path
from wagtail.admin.auth import require_admin_access

from network.autosave import views as autosave
from network.board import report_views as board_report
from network.board import views as board
from network.broadcasts import views as broadcasts
from network.firstrun import views as firstrun
from network.mail import views as mail
from network.notes import views as notes
from network.owndata import views as owndata
from network.people import views as people
from network.people.viewsets import DeskAccountView
from network.safety import views as safety
from network.watch import views as watch

TRACKING = "_tracking_webhook"

health = (
    [
        path("healthz", watch.healthz, name="healthz"),
        path("readyz", watch.readyz, name="readyz"),
    ],
    "health",
)
# In place of Wagtail's own page, which asks for names that accounts don't have.
desk = [
    path("account/", require_admin_access(DeskAccountView.as_view())),
    path("login/", people.not_here),
    # Accounts are closed and given roles one by one, where the last administrator stays one.
    path("bulk/network/account/<str:action>/", people.not_here),
]
# What the packages would serve and we don't: sign-in is at one door, addresses are the secretariat's.
shut = [
    path("_util/login/", people.not_here),
    path("account/email/", people.not_here),
    path("account/confirm-email/", people.not_here),
    path("account/confirm-email/<str:key>/", people.not_here),
    path("account/login/code/confirm/", people.not_here),
    path("account/2fa/", safety.to_safety),
    path("account/2fa/webauthn/", safety.to_safety),
    path("account/2fa/webauthn/add/", safety.PasskeyView.as_view()),
    path("account/2fa/totp/activate/", safety.AppView.as_view()),
]
pages = (
    [
        path("autosave/keys/", autosave.device_keys, name="autosave_keys"),
        path("code/", mail.code, name="code"),
        path("l/<str:token>/", mail.link, name="link"),
        path("invitation/<str:token>/", people.invitation, name="invitation"),
        path("letters/", broadcasts.mine, name="my_letters"),
        path("letters/<str:token>/", broadcasts.letters, name="letters"),
        path("kept/", people.kept, name="kept"),
        path("my-data/", owndata.own_data, name="own_data"),
        path("my-data/file/", owndata.own_file, name="own_file"),
        path("my-data/erase/", owndata.ask, name="ask_erasure"),
        path("my-data/keep/", owndata.take_back, name="take_back_erasure"),
        path("account/safety/", safety.safety, name="safety"),
        path("account/safety/onward/", safety.onward, name="onward"),
        path("account/safety/everywhere/", safety.everywhere, name="everywhere"),
        path("not-me/<str:token>/", safety.alarm, name="alarm"),
        path("outbox/", mail.outbox, name="outbox"),
        path("outbox/<int:pk>/", mail.outbox_message, name="outbox_message"),
        path("outbox/<int:pk>/invite.ics", mail.outbox_calendar, name="outbox_calendar"),
    ],
    "network",
)
board_pages = (
    [
        path("", board.front, name="front"),
        path("search/", board.search, name="search"),
        path("ask/", board.ask, name="ask"),
        path("receipt/", board.receipt, name="receipt"),
        path("report/", board_report.transparency, name="report"),
        path("<uuid:thread_id>/", board.thread, name="thread"),
        path("<uuid:thread_id>/answer/", board.answer, name="answer"),
        path("<uuid:thread_id>/me-too/", board.me_too, name="me_too"),
        path("own/<uuid:place>/", board.own, name="own"),
        path("post/<uuid:post_id>/comment/", board.comment, name="comment"),
        path("post/<uuid:post_id>/helped/", board.accept, name="accept"),
        path("post/<uuid:post_id>/flag/", board.flag, name="flag"),
    ],
    "board",
)
note_pages = (
    [
        path("", notes.index, name="list"),
        path("table.csv", notes.table, name="table"),
        path("<uuid:key>/", notes.show, name="show"),
        path("<uuid:key>/note.md", notes.markdown, name="markdown"),
    ],
    "notes",
)
first_run = (
    [
        path("", firstrun.start, name="start"),
        path("association/", firstrun.who, name="who"),
        path("account/", firstrun.money, name="money"),
        path("mail/", firstrun.mail, name="mail"),
        path("administrator/", firstrun.administrator, name="administrator"),
    ],
    "firstrun",
)


def reports() -> list[URLPattern | URLResolver]:
    """Where our mail provider reports bounces and complaints; nothing for other providers, and no mail is taken in.

    Nothing at all without a provider's name. A name that is not known, or no secret, stops the start:
    anybody could have addresses silenced.
    """
    provider = settings.MAIL_PROVIDER
    if not provider:
        return []
    own = [hook for hook in webhooks_of_all_providers if hook.name == f"{provider}{TRACKING}"]
    if not own:
        known = sorted(
            {
                hook.name.removesuffix(TRACKING)
                for hook in webhooks_of_all_providers
                if hook.name.endswith(TRACKING)
            }
        )
        raise ImproperlyConfigured(f"MAIL_PROVIDER is {provider!r}; known are {', '.join(known)}")
    if not settings.ANYMAIL.get("WEBHOOK_SECRET"):
        raise ImproperlyConfigured("MAIL_PROVIDER is set, ANYMAIL_WEBHOOK_SECRET is empty")
    return [path("anymail/", include((own, "anymail")))]
