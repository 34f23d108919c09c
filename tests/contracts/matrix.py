"""Who may enter which page: one row per address of ours, one per namespace of others.

A row names the roles that may enter; everybody else is sent to sign in, refused, or told there is nothing here.
A new address without a row fails the test.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

ROLES = (
    "public",
    "member",
    "other",  # a member of another organisation
    "organiser",
    "drafter",
    "treasurer",
    "moderator",
    "secretariat",
    "administrator",
)
EVERYBODY = frozenset(ROLES)
NOBODY: frozenset[str] = frozenset()
SIGNED_IN = EVERYBODY - {"public"}
DESK = SIGNED_IN - {"member", "other"}
WRITES_EVENTS = DESK - {"treasurer", "moderator"}
RUNS_EVENTS = WRITES_EVENTS - {"drafter"}
KEEPS_REGISTER = frozenset({"secretariat", "administrator"})
READS_REGISTER = KEEPS_REGISTER | {"treasurer"}
KEEPS_MONEY = frozenset({"treasurer", "administrator"})
ADMINISTRATOR = frozenset({"administrator"})
OWNER = frozenset({"member"})
READS_FOR_MEMBERS = KEEPS_REGISTER | OWNER  # who is a member, and who writes what members read

Arguments = Callable[..., list]


@dataclass(frozen=True)
class Row:
    """Who may enter, and how the test knocks: with which arguments, by GET or POST; `named` where a pattern
    stands for many addresses."""

    may: frozenset[str]
    arguments: Arguments = field(default=lambda world: [])
    post: bool = False
    named: str = ""


def table_rows(
    namespace: str,
    pk: Arguments,
    *,
    read: frozenset[str],
    write: frozenset[str],
    delete: frozenset[str] = NOBODY,
    **more: Row,
) -> dict[str, Row]:
    """The pages that Wagtail gives every table of the desk."""
    pages = {
        "index": Row(read),
        "index_results": Row(read),
        "add": Row(write),
        "edit": Row(write, pk),
        "delete": Row(delete, pk),
        "history": Row(write, pk),
        "history_results": Row(write, pk),
        "usage": Row(write, pk),
    }
    return {f"{namespace}:{name}": row for name, row in {**pages, **more}.items()}


def slug_of_event(world) -> list:
    return [world.event.slug]


def pk_of_event(world) -> list:
    return [world.event.pk]


def guess(world) -> list:
    return ["guessed"]


MATRIX: dict[str, Row] = {
    # --- the public site ---------------------------------------------------------------------
    "health:healthz": Row(EVERYBODY),
    "health:readyz": Row(EVERYBODY),
    "wagtail_serve": Row(EVERYBODY, lambda world: [""]),
    "robots:robots": Row(EVERYBODY),
    "robots:sitemap": Row(EVERYBODY),
    "library:list": Row(EVERYBODY),
    "library:detail": Row(READS_FOR_MEMBERS, lambda world: [world.resource.key]),
    "library:file": Row(READS_FOR_MEMBERS, lambda world: [world.resource.key]),
    "notices:list": Row(EVERYBODY),
    "notices:feed": Row(EVERYBODY),
    "notices:changes": Row(EVERYBODY),
    "notices:detail": Row(EVERYBODY, lambda world: [world.notice.pk]),
    "events:list": Row(EVERYBODY),
    "events:feed": Row(EVERYBODY),
    "events:month": Row(EVERYBODY, lambda world: [2026, 12]),
    "events:detail": Row(EVERYBODY, slug_of_event),
    "events:ics": Row(EVERYBODY, slug_of_event),
    "events:register": Row(EVERYBODY, lambda world: [world.open_event.slug]),
    "events:join": Row(OWNER, lambda world: [world.online_event.slug]),  # others read why not
    "network:code": Row(EVERYBODY),
    # --- links: whoever has one; a guess leads nowhere ---------------------------------------
    "network:link": Row(NOBODY, guess),
    "network:invitation": Row(NOBODY, guess),
    "events:my_feed": Row(NOBODY, guess),
    "events:confirm_by_link": Row(NOBODY, guess),
    "events:manage": Row(NOBODY, guess),
    "events:join_by_link": Row(NOBODY, guess),
    "events:confirm": Row(NOBODY, lambda world: [world.event.slug, world.guessed_uuid]),
    # --- the demo's outbox: not here ----------------------------------------------------------
    "network:outbox": Row(NOBODY),
    "network:outbox_message": Row(NOBODY, lambda world: [1]),
    "network:outbox_calendar": Row(NOBODY, lambda world: [1]),
    # --- members --------------------------------------------------------------------------------
    "events:done": Row(OWNER, slug_of_event),
    "events:cancel_mine": Row(OWNER, slug_of_event),
    "events:cancelled_mine": Row(SIGNED_IN - OWNER, slug_of_event),
    "mypage:home": Row(SIGNED_IN),
    "mypage:rotate_feed": Row(SIGNED_IN, post=True),
    "mypage:claim": Row(SIGNED_IN, post=True),
    "network:kept": Row(NOBODY),  # nothing was kept for anybody
    # --- the desk: events ------------------------------------------------------------------------
    "event_editor:list": Row(WRITES_EVENTS),
    "event_editor:list_results": Row(WRITES_EVENTS),
    "event_editor:add": Row(WRITES_EVENTS),
    "event_editor:edit": Row(WRITES_EVENTS, pk_of_event),
    "event_editor:delete": Row(ADMINISTRATOR, pk_of_event),
    "event_editor:unpublish": Row(RUNS_EVENTS, pk_of_event),
    "event_editor:*": Row(WRITES_EVENTS, pk_of_event, named="event_editor:history"),
    "event_desk:attendees": Row(RUNS_EVENTS, pk_of_event),
    "event_desk:attendees_file": Row(RUNS_EVENTS, pk_of_event, post=True),
    "event_desk:cancel_registration": Row(RUNS_EVENTS, lambda world: [world.event.pk, world.registration.pk]),
    "event_desk:capacity": Row(RUNS_EVENTS, pk_of_event),
    "event_desk:state": Row(RUNS_EVENTS, pk_of_event),
    "event_desk:tell": Row(RUNS_EVENTS, pk_of_event, post=True),
    "event_desk:join_link": Row(RUNS_EVENTS, pk_of_event, post=True),
    "event_desk:mark": Row(RUNS_EVENTS, pk_of_event, post=True),
    "event_desk:cancel_event": Row(RUNS_EVENTS, pk_of_event),
    "wagtailsnippetchoosers_events_event:*": Row(DESK, named="wagtailsnippetchoosers_events_event:choose"),
    # --- the desk: the site ------------------------------------------------------------------------
    "notice_editor:list": Row(RUNS_EVENTS),
    "notice_editor:list_results": Row(RUNS_EVENTS),
    "notice_editor:add": Row(RUNS_EVENTS),
    # The world's notice is no event: who may not publish finds nothing here.
    "notice_editor:edit": Row(KEEPS_REGISTER, lambda world: [world.notice.pk]),
    "notice_editor:delete": Row(ADMINISTRATOR, lambda world: [world.notice.pk]),
    "notice_editor:unpublish": Row(KEEPS_REGISTER, lambda world: [world.notice.pk]),
    "notice_editor:*": Row(KEEPS_REGISTER, lambda world: [world.notice.pk], named="notice_editor:history"),
    "resource_editor:list": Row(KEEPS_REGISTER),
    "resource_editor:list_results": Row(KEEPS_REGISTER),
    "resource_editor:add": Row(KEEPS_REGISTER),
    "resource_editor:edit": Row(KEEPS_REGISTER, lambda world: [world.resource.pk]),
    "resource_editor:delete": Row(ADMINISTRATOR, lambda world: [world.resource.pk]),
    "resource_editor:unpublish": Row(KEEPS_REGISTER, lambda world: [world.resource.pk]),
    "resource_editor:*": Row(
        KEEPS_REGISTER, lambda world: [world.resource.pk], named="resource_editor:history"
    ),
    "wagtailsnippetchoosers_cms_resource:*": Row(
        KEEPS_REGISTER, named="wagtailsnippetchoosers_cms_resource:choose"
    ),
    "wagtailsnippetchoosers_cms_notice:*": Row(RUNS_EVENTS, named="wagtailsnippetchoosers_cms_notice:choose"),
    # --- the desk: people, organisations, members, money -------------------------------------------
    **table_rows(
        "network_people",
        lambda world: [world.member.person_id],
        read=READS_REGISTER,
        write=KEEPS_REGISTER,
        inspect=Row(READS_REGISTER, lambda world: [world.member.person_id]),
        invite=Row(KEEPS_REGISTER, lambda world: [world.member.person_id]),
    ),
    **table_rows(
        "network_affiliations",
        lambda world: [world.affiliation.pk],
        read=KEEPS_REGISTER,
        write=KEEPS_REGISTER,
        delete=KEEPS_REGISTER,
    ),
    **table_rows(
        "network_organisations",
        lambda world: [world.affiliation.organisation_id],
        read=DESK - {"moderator"},
        write=KEEPS_REGISTER,
    ),
    **table_rows(
        "network_contacts",
        lambda world: [world.contact.pk],
        read=KEEPS_REGISTER,
        write=KEEPS_REGISTER,
        delete=KEEPS_REGISTER,
    ),
    **table_rows(
        "memberships", lambda world: [world.membership.pk], read=READS_REGISTER, write=READS_REGISTER
    ),
    **table_rows(
        "named_people",
        lambda world: [world.named.pk],
        read=READS_REGISTER,
        write=READS_REGISTER,
        delete=READS_REGISTER,
    ),
    **table_rows("tiers", lambda world: [world.membership.tier_id], read=READS_REGISTER, write=KEEPS_MONEY),
    **table_rows(
        "fees", lambda world: [world.fee.pk], read=KEEPS_MONEY, write=KEEPS_MONEY, delete=KEEPS_MONEY
    ),
    **table_rows(
        "wagtailusers_users", lambda world: [world.member.pk], read=ADMINISTRATOR, write=ADMINISTRATOR
    )
    | {"wagtailusers_users:add": Row(NOBODY)},
    "association:index": Row(DESK),  # only sends on to the form
    "association:edit": Row(KEEPS_REGISTER, lambda world: [1]),
    "association:*": Row(KEEPS_REGISTER, lambda world: [1], named="association:history"),
    "choose_person:*": Row(READS_REGISTER, named="choose_person:choose"),
    "choose_organisation:*": Row(DESK - {"moderator"}, named="choose_organisation:choose"),
    # --- the desk: what failed ---------------------------------------------------------------------
    "desk:failures": Row(KEEPS_REGISTER),
    "desk:retry_mail": Row(NOBODY, lambda world: [1], post=True),  # no such mail
    "desk:retry_job": Row(NOBODY, lambda world: [world.guessed_uuid], post=True),  # no such job
    # --- others, by namespace ---------------------------------------------------------------------
    "account_login": Row(EVERYBODY),  # who is signed in is sent on
    "account_logout": Row(SIGNED_IN),
    "account_inactive": Row(EVERYBODY),
    "account_signup": Row(EVERYBODY),  # says that accounts come by invitation
    "account_reauthenticate": Row(SIGNED_IN),
    "account_change_password": Row(SIGNED_IN),
    "account_set_password": Row(SIGNED_IN),
    "account_reset_password": Row(EVERYBODY),
    "account_email": Row(NOBODY),
    "account_email_verification_sent": Row(NOBODY),
    "account_confirm_email": Row(NOBODY, guess),
    "account_confirm_login_code": Row(NOBODY),
    "account_confirm_password_reset_code": Row(NOBODY),  # nobody asked for a code
    "account_complete_password_reset": Row(EVERYBODY),  # sent to the first step
    "account_password_reset_completed": Row(EVERYBODY),
    "anymail:*": Row(NOBODY, named="anymail:postmark_tracking_webhook", post=True),  # without the secret
    "wagtailadmin_home": Row(DESK),
    "wagtailadmin_login": Row(NOBODY),
    "wagtailcore_login": Row(NOBODY),
    "wagtailadmin_password_reset*": Row(NOBODY, named="wagtailadmin_password_reset"),
    "wagtailadmin_javascript_catalog": Row(EVERYBODY),
    "wagtailadmin_sprite": Row(EVERYBODY),
    "wagtailadmin_logout": Row(NOBODY, post=True),  # signs out and leads to the sign-in page
    "wagtailadmin_account": Row(DESK),
    "wagtailadmin_explore*": Row(KEEPS_REGISTER, named="wagtailadmin_explore_root"),
    "wagtailadmin_*": Row(DESK, named="wagtailadmin_choose_page"),
    "wagtail_bulk_action": Row(NOBODY, lambda world: ["network", "account", "set_active_state"]),
    "wagtailadmin_pages:*": Row(
        KEEPS_REGISTER, lambda world: [world.home.pk], named="wagtailadmin_pages:edit"
    ),
    "wagtailadmin_api:*": Row(DESK, named="wagtailadmin_api:pages:listing"),
    "wagtailadmin_collections:*": Row(NOBODY, named="wagtailadmin_collections:index"),
    "wagtailadmin_workflows:*": Row(ADMINISTRATOR, named="wagtailadmin_workflows:index"),
    "wagtailadmin_reports:*": Row(DESK, named="wagtailadmin_reports:site_history"),
    "wagtailadmin_editing_sessions:*": Row(
        NOBODY,
        lambda world: ["network", "account", 10**9, 1],
        named="wagtailadmin_editing_sessions:ping",
        post=True,
    ),
    "wagtailsettings:*": Row(NOBODY, lambda world: ["network", "account", 1], named="wagtailsettings:edit"),
    "wagtailembeds:*": Row(DESK, named="wagtailembeds:chooser"),
    "wagtailsnippets:*": Row(NOBODY, named="wagtailsnippets:index"),
    "wagtaildocs:*": Row(WRITES_EVENTS, named="wagtaildocs:index"),
    "wagtaildocs_chooser:*": Row(DESK, named="wagtaildocs_chooser:choose"),
    "wagtaildocs_serve": Row(NOBODY, lambda world: [1, "guessed.pdf"]),
    "wagtaildocs_authenticate_with_password": Row(NOBODY, lambda world: [1]),
    "wagtailcore_authenticate_with_password": Row(NOBODY, lambda world: [1, 1]),
    "wagtailimages:*": Row(WRITES_EVENTS, named="wagtailimages:index"),
    "wagtailimages_chooser:*": Row(DESK, named="wagtailimages_chooser:choose"),
    "wagtailsites:*": Row(NOBODY, named="wagtailsites:index"),
    "wagtailusers_groups:*": Row(NOBODY, named="wagtailusers_groups:index"),
}
