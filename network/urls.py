"""Door: URLs of the wing: what a proxy asks, and pages in the visitor's language."""

from django.urls import path
from wagtail.admin.auth import require_admin_access

from network.broadcasts import views as broadcasts
from network.jobs import views as jobs
from network.mail import views as mail
from network.people import views as people
from network.people.viewsets import DeskAccountView

health = (
    [
        path("healthz", jobs.healthz, name="healthz"),
        path("readyz", jobs.readyz, name="readyz"),
    ],
    "health",
)
# In place of Wagtail's own page, which asks for names that accounts don't have.
desk = [
    path("account/", require_admin_access(DeskAccountView.as_view())),
    path("login/", people.not_here),
]
# What the packages would serve and we don't: sign-in is at one door, addresses are the secretariat's.
shut = [
    path("_util/login/", people.not_here),
    path("account/email/", people.not_here),
    path("account/confirm-email/", people.not_here),
    path("account/confirm-email/<str:key>/", people.not_here),
    path("account/login/code/confirm/", people.not_here),
]
pages = (
    [
        path("code/", mail.code, name="code"),
        path("l/<str:token>/", mail.link, name="link"),
        path("invitation/<str:token>/", people.invitation, name="invitation"),
        path("letters/", broadcasts.mine, name="my_letters"),
        path("letters/<str:token>/", broadcasts.letters, name="letters"),
        path("kept/", people.kept, name="kept"),
        path("outbox/", mail.outbox, name="outbox"),
        path("outbox/<int:pk>/", mail.outbox_message, name="outbox_message"),
        path("outbox/<int:pk>/invite.ics", mail.outbox_calendar, name="outbox_calendar"),
    ],
    "network",
)
