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
MODERATES = frozenset({"moderator"})
KEEPS_MONEY = frozenset({"treasurer", "administrator"})
TAKES_CASH = RUNS_EVENTS | KEEPS_MONEY
TEACHES = MODERATES | {"administrator"}
ADMINISTRATOR = frozenset({"administrator"})
OWNER = frozenset({"member"})
READS_BOARD = OWNER | {"moderator"}
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


def pk_of_announcement(world) -> list:
    return [world.announcement.pk]


def guess(world) -> list:
    return ["guessed"]


MATRIX: dict[str, Row] = {
    # --- the public site ---------------------------------------------------------------------
    "health:healthz": Row(EVERYBODY),
    "health:readyz": Row(EVERYBODY),
    "operators:metrics": Row(NOBODY),  # without a token there is nothing here
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
    "network:autosave_keys": Row(EVERYBODY, post=True),
    "network:code": Row(EVERYBODY),
    "search:page": Row(EVERYBODY),
    "network:my_letters": Row(SIGNED_IN),
    "membership:join": Row(EVERYBODY),
    "membership:apply": Row(EVERYBODY, lambda world: [world.this_years_fee.tier.code]),
    "membership:applied": Row(EVERYBODY, lambda world: [world.application.token]),
    # --- the peer board: fewer than thirty may post here, so it is closed ---------------------
    "board:front": Row(READS_BOARD),
    "board:search": Row(READS_BOARD),
    "board:ask": Row(NOBODY),
    "board:receipt": Row(EVERYBODY),
    "board:report": Row(EVERYBODY),
    "board:thread": Row(READS_BOARD, lambda world: [world.post.thread_id]),
    "board:answer": Row(READS_BOARD, lambda world: [world.post.thread_id], post=True),  # says what is missing
    "board:me_too": Row(OWNER, lambda world: [world.post.thread_id], post=True),
    "notes:list": Row(READS_BOARD),
    "notes:table": Row(READS_BOARD),
    "notes:show": Row(READS_BOARD, lambda world: [world.note.key]),
    "notes:markdown": Row(READS_BOARD, lambda world: [world.note.key]),
    "board:own": Row(NOBODY, lambda world: [world.post.pk]),  # its author is none of these
    "board:comment": Row(NOBODY, lambda world: [world.post.pk]),
    "board:accept": Row(NOBODY, lambda world: [world.post.pk], post=True),
    "board:flag": Row(READS_BOARD, lambda world: [world.post.pk]),
    # --- links: whoever has one; a guess leads nowhere ---------------------------------------
    "network:link": Row(NOBODY, guess),
    "network:invitation": Row(NOBODY, guess),
    "network:alarm": Row(NOBODY, guess),
    "network:letters": Row(NOBODY, guess),
    "membership:paper_by_link": Row(NOBODY, guess),
    "membership:paper_file_by_link": Row(NOBODY, guess),
    "events:my_feed": Row(NOBODY, guess),
    "events:confirm_by_link": Row(NOBODY, guess),
    "events:manage": Row(NOBODY, guess),
    "events:join_by_link": Row(NOBODY, guess),
    "events:parts_by_link": Row(NOBODY, guess),
    "events:slip_by_link": Row(NOBODY, guess),
    "events:receipt_by_link": Row(NOBODY, lambda world: ["guessed", 1]),
    "events:confirm": Row(NOBODY, lambda world: [world.event.slug, world.guessed_uuid]),
    # --- the demo's outbox: not here ----------------------------------------------------------
    "network:outbox": Row(NOBODY),
    "network:outbox_message": Row(NOBODY, lambda world: [1]),
    "network:outbox_calendar": Row(NOBODY, lambda world: [1]),
    # --- the first run: over once there is an account -----------------------------------------
    "firstrun:start": Row(NOBODY),
    "firstrun:who": Row(NOBODY),
    "firstrun:money": Row(NOBODY),
    "firstrun:mail": Row(NOBODY),
    "firstrun:administrator": Row(NOBODY),
    # --- members --------------------------------------------------------------------------------
    "events:done": Row(OWNER, slug_of_event),
    "events:cancel_mine": Row(OWNER, slug_of_event),
    "events:parts_mine": Row(NOBODY, slug_of_event),  # an event without optional parts
    "events:cancelled_mine": Row(SIGNED_IN - OWNER, slug_of_event),
    "mypage:home": Row(SIGNED_IN),
    "mypage:rotate_feed": Row(SIGNED_IN, post=True),
    "mypage:claim": Row(SIGNED_IN, post=True),
    "membership:mine": Row(SIGNED_IN),
    "membership:say_name": Row(SIGNED_IN, post=True),
    "membership:forget_name": Row(NOBODY, lambda world: [1], post=True),  # no such name
    "membership:slip_file": Row(NOBODY, guess),
    "membership:paper_file": Row(OWNER, lambda world: [world.paper.pk]),
    "membership:organisation": Row(OWNER, lambda world: [world.looked_after.pk]),
    "membership:organisation_name": Row(OWNER, lambda world: [world.looked_after.pk], post=True),
    "membership:give_seat": Row(OWNER, lambda world: [world.looked_after.pk], post=True),
    "membership:staff": Row(OWNER, lambda world: [world.looked_after.pk]),
    "membership:staff_back": Row(
        NOBODY, lambda world: [world.looked_after.pk, "0000000"], post=True
    ),  # no slip
    "membership:invite_seat": Row(
        NOBODY, lambda world: [world.looked_after.pk, 1], post=True
    ),  # no such place
    "membership:end_seat": Row(NOBODY, lambda world: [world.looked_after.pk, 1], post=True),  # no such place
    "network:own_data": Row(SIGNED_IN),
    "network:own_file": Row(NOBODY, post=True),  # no kind of file named
    "network:ask_erasure": Row(SIGNED_IN),
    "network:take_back_erasure": Row(SIGNED_IN, post=True),
    "network:kept": Row(NOBODY),  # nothing was kept for anybody
    "network:safety": Row(SIGNED_IN),
    "network:onward": Row(SIGNED_IN - DESK),  # who may use the desk is sent there
    "network:everywhere": Row(SIGNED_IN),
    # --- the desk: events ------------------------------------------------------------------------
    "event_editor:list": Row(WRITES_EVENTS),
    "event_editor:list_results": Row(WRITES_EVENTS),
    "event_editor:add": Row(WRITES_EVENTS),
    "event_editor:edit": Row(WRITES_EVENTS, pk_of_event),
    "event_editor:delete": Row(ADMINISTRATOR, pk_of_event),
    "event_editor:unpublish": Row(RUNS_EVENTS, pk_of_event),
    "event_editor:*": Row(WRITES_EVENTS, pk_of_event, named="event_editor:history"),
    "event_desk:attendees": Row(RUNS_EVENTS, pk_of_event),
    "event_desk:attendees_file": Row(RUNS_EVENTS, pk_of_event),
    "event_desk:cancel_registration": Row(RUNS_EVENTS, lambda world: [world.event.pk, world.registration.pk]),
    "event_desk:capacity": Row(RUNS_EVENTS, pk_of_event),
    "event_desk:state": Row(RUNS_EVENTS, pk_of_event),
    "event_desk:tell": Row(RUNS_EVENTS, pk_of_event, post=True),
    "event_desk:join_link": Row(RUNS_EVENTS, pk_of_event, post=True),
    "event_desk:mark": Row(RUNS_EVENTS, pk_of_event, post=True),
    "event_desk:cancel_event": Row(RUNS_EVENTS, pk_of_event),
    "event_cash:index": Row(KEEPS_MONEY),
    "event_cash:sheet": Row(TAKES_CASH, pk_of_event),
    "event_cash:take": Row(TAKES_CASH, lambda world: [world.event.pk, world.registration.pk]),
    "event_cash:give_back": Row(NOBODY, lambda world: [world.event.pk, 0], post=True),  # no such cash
    "event_cash:count": Row(TAKES_CASH, pk_of_event, post=True),
    "event_cash:sign": Row(KEEPS_MONEY, pk_of_event, post=True),
    "event_cash:ask": Row(KEEPS_MONEY, pk_of_event, post=True),
    "event_cash:free": Row(KEEPS_MONEY, lambda world: [world.event.pk, world.registration.pk]),
    "event_cash:receipts": Row(KEEPS_MONEY, pk_of_event, post=True),
    "event_announcements:event": Row(RUNS_EVENTS, pk_of_event),
    # --- the desk: announcements; an organiser writes about own events only ------------------------
    "announcements:index": Row(RUNS_EVENTS),
    "announcements:new": Row(KEEPS_REGISTER, lambda world: ["event", world.event.pk]),
    "announcements:show": Row(KEEPS_REGISTER, pk_of_announcement),
    "announcements:edit": Row(KEEPS_REGISTER, pk_of_announcement),
    "announcements:second": Row(KEEPS_REGISTER, lambda world: [world.sent_announcement.pk]),
    "announcements:test": Row(KEEPS_REGISTER, pk_of_announcement, post=True),
    "announcements:send": Row(KEEPS_REGISTER, pk_of_announcement, post=True),
    "announcements:take_back": Row(KEEPS_REGISTER, pk_of_announcement, post=True),
    "announcements:stop": Row(KEEPS_REGISTER, pk_of_announcement, post=True),
    "announcements:discard": Row(KEEPS_REGISTER, lambda world: [world.sent_announcement.pk], post=True),
    "announcements:progress": Row(KEEPS_REGISTER, lambda world: [world.sent_announcement.pk]),
    "announcements:log_file": Row(KEEPS_REGISTER, lambda world: [world.sent_announcement.pk]),
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
    "erasures:index": Row(KEEPS_REGISTER),
    "erasures:person": Row(KEEPS_REGISTER, lambda world: [world.member.person_id]),
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
        "memberships",
        lambda world: [world.membership.pk],
        read=READS_REGISTER,
        write=READS_REGISTER,
        decisions=Row(READS_REGISTER, lambda world: [world.membership.pk]),
    ),
    **table_rows(
        "named_people",
        lambda world: [world.named.pk],
        read=READS_REGISTER,
        write=READS_REGISTER,
        delete=READS_REGISTER,
    ),
    "applications:index": Row(KEEPS_REGISTER),
    "applications:approve": Row(KEEPS_REGISTER, lambda world: [world.application.pk], post=True),
    "applications:decline": Row(KEEPS_REGISTER, lambda world: [world.application.pk], post=True),
    "papers:index": Row(KEEPS_MONEY),
    "papers:issue": Row(NOBODY, lambda world: [0], post=True),  # no such payment
    "papers:handwritten": Row(NOBODY, lambda world: [0]),  # no such payment
    "papers:slips": Row(KEEPS_MONEY),
    "papers:new_invoice": Row(NOBODY, guess),
    "papers:draft": Row(KEEPS_MONEY, lambda world: [world.invoice.pk]),
    "papers:draft_file": Row(KEEPS_MONEY, lambda world: [world.invoice.pk]),
    "papers:issue_draft": Row(KEEPS_MONEY, lambda world: [world.invoice.pk], post=True),
    "papers:show": Row(KEEPS_MONEY, lambda world: [world.paper.pk]),
    "papers:file": Row(KEEPS_MONEY, lambda world: [world.paper.pk]),
    "papers:send": Row(KEEPS_MONEY, lambda world: [world.paper.pk], post=True),
    "papers:reissue": Row(KEEPS_MONEY, lambda world: [world.paper.pk], post=True),
    "papers:drop_draft": Row(KEEPS_MONEY, lambda world: [world.invoice.pk]),
    "papers:void": Row(KEEPS_MONEY, lambda world: [world.paper.pk]),
    **table_rows(
        "taught_words", lambda world: [world.taught.pk], read=TEACHES, write=TEACHES, delete=TEACHES
    ),
    **table_rows("tiers", lambda world: [world.membership.tier_id], read=READS_REGISTER, write=KEEPS_MONEY),
    **table_rows(
        "fees", lambda world: [world.fee.pk], read=KEEPS_MONEY, write=KEEPS_MONEY, delete=KEEPS_MONEY
    ),
    **table_rows("dues_rules", lambda world: [world.policy.pk], read=KEEPS_MONEY, write=KEEPS_MONEY),
    **table_rows(
        "ledger_accounts",
        lambda world: [world.account.pk],
        read=KEEPS_MONEY,
        write=KEEPS_MONEY,
        opening=Row(KEEPS_MONEY, lambda world: [world.account.pk]),
    ),
    **table_rows(
        "transfer_fees",
        lambda world: [world.transfer_fee.pk],
        read=KEEPS_MONEY,
        write=KEEPS_MONEY,
        delete=KEEPS_MONEY,
    ),
    **table_rows(
        "csv_profiles",
        lambda world: [world.csv_profile.pk],
        read=KEEPS_MONEY,
        write=KEEPS_MONEY,
        delete=KEEPS_MONEY,
        **{"try": Row(KEEPS_MONEY, lambda world: [world.csv_profile.pk])},
    ),
    "renewal:index": Row(KEEPS_MONEY),
    "renewal:start": Row(KEEPS_MONEY, post=True),
    "reminders:index": Row(KEEPS_MONEY),
    "reminders:send": Row(KEEPS_MONEY, post=True),
    "reminders:stops": Row(KEEPS_MONEY),
    "reminders:stop": Row(KEEPS_MONEY, lambda world: [world.reminder.slip.reference]),
    "reminders:lift": Row(KEEPS_MONEY, lambda world: [world.stop.pk], post=True),
    "reminders:letters": Row(KEEPS_MONEY),
    "reminders:letter_file": Row(KEEPS_MONEY, lambda world: [world.reminder.pk]),
    "year_end:index": Row(KEEPS_MONEY),
    "year_end:plain": Row(KEEPS_MONEY, post=True),
    "year_end:yayoi": Row(KEEPS_MONEY, post=True),
    "year_end:close": Row(KEEPS_MONEY),
    **table_rows(
        "wagtailusers_users", lambda world: [world.member.pk], read=ADMINISTRATOR, write=ADMINISTRATOR
    )
    | {"wagtailusers_users:add": Row(NOBODY)},
    "second_steps:reset": Row(ADMINISTRATOR, lambda world: [world.member.pk]),
    "roles:review": Row(ADMINISTRATOR),
    "roles:review_file": Row(ADMINISTRATOR),
    "roles:confirm": Row(ADMINISTRATOR, lambda world: [world.member.pk, "drafter"], post=True),
    "roles:end": Row(ADMINISTRATOR, lambda world: [world.member.pk, "drafter"], post=True),
    "association:index": Row(DESK),  # only sends on to the form
    "association:edit": Row(KEEPS_REGISTER, lambda world: [1]),
    "mail_test:test": Row(KEEPS_REGISTER),
    # --- the desk: the first day ---------------------------------------------------------------------
    "arrivals:list": Row(KEEPS_REGISTER),
    "arrivals:print": Row(KEEPS_REGISTER),
    "arrivals:file": Row(KEEPS_REGISTER),
    "arrivals:call": Row(KEEPS_REGISTER, lambda world: [world.member.person_id]),
    "arrivals:preview": Row(KEEPS_REGISTER, post=True),
    "arrivals:send": Row(KEEPS_REGISTER, post=True),
    "arrivals:round": Row(KEEPS_REGISTER, lambda world: [world.round.pk]),
    "payments:desk": Row(KEEPS_MONEY),
    "payments:figure": Row(KEEPS_MONEY, lambda world: ["open"]),
    "payments:files": Row(KEEPS_MONEY),
    "payments:lines": Row(KEEPS_MONEY),
    "payments:line": Row(KEEPS_MONEY, lambda world: [world.statement_line.pk]),
    "payments:decide": Row(KEEPS_MONEY, lambda world: [world.statement_line.pk], post=True),
    "roster:list": Row(KEEPS_REGISTER),
    "roster:new": Row(KEEPS_REGISTER),
    "roster:example": Row(KEEPS_REGISTER),
    "roster:columns": Row(KEEPS_REGISTER, lambda world: [world.roster.pk]),
    "roster:check": Row(KEEPS_REGISTER, lambda world: [world.checked_roster.pk]),
    "roster:start": Row(KEEPS_REGISTER, lambda world: [world.roster.pk], post=True),
    "roster:result": Row(KEEPS_REGISTER, lambda world: [world.entered_roster.pk]),
    "roster:go_on": Row(KEEPS_REGISTER, lambda world: [world.entered_roster.pk], post=True),
    "roster:file": Row(KEEPS_REGISTER, lambda world: [world.entered_roster.pk], post=True),
    "roster:take_back": Row(KEEPS_REGISTER, lambda world: [world.entered_roster.pk]),
    "choose_person:*": Row(READS_REGISTER, named="choose_person:choose"),
    "choose_organisation:*": Row(DESK - {"moderator"}, named="choose_organisation:choose"),
    # --- the desk: the peer board ------------------------------------------------------------------
    "moderation:index": Row(MODERATES),
    "moderation:conversations": Row(MODERATES),
    "moderation:log": Row(MODERATES),
    "moderation:item": Row(MODERATES, lambda world: [world.post.pk]),
    "moderation:decide": Row(MODERATES, lambda world: [world.post.pk], post=True),
    "moderation:block": Row(
        NOBODY, lambda world: [world.post.pk], post=True
    ),  # no tag, so no author to treat
    **table_rows(
        "helplines",
        lambda world: [world.helpline.pk],
        read=KEEPS_REGISTER | MODERATES,
        write=KEEPS_REGISTER | MODERATES,
        delete=KEEPS_REGISTER | MODERATES,
    ),
    "note_desk:index": Row(MODERATES),
    "note_desk:make": Row(MODERATES, lambda world: [world.post.thread_id], post=True),
    "note_desk:edit": Row(MODERATES, lambda world: [world.note.pk]),
    "note_desk:out": Row(MODERATES, lambda world: [world.note.pk], post=True),
    # --- the desk: what failed ---------------------------------------------------------------------
    "registration_desk:*": Row(RUNS_EVENTS, named="registration_desk:list"),
    "outbox_desk:*": Row(KEEPS_REGISTER, named="outbox_desk:list"),
    "worklists:files": Row(KEEPS_REGISTER),
    "worklists:files_results": Row(KEEPS_REGISTER),
    "worklists:run": Row(NOBODY, lambda world: [world.guessed_uuid]),  # no such run
    "worklists:take_back": Row(NOBODY, lambda world: [world.guessed_uuid], post=True),
    "desk:failures": Row(KEEPS_REGISTER),
    "desk:retry_mail": Row(NOBODY, lambda world: [1], post=True),  # no such mail
    "desk:retry_job": Row(NOBODY, lambda world: [world.guessed_uuid], post=True),  # no such job
    # --- the desk: how the site is doing -------------------------------------------------------------
    "system:overview": Row(ADMINISTRATOR),
    "system:jobs": Row(ADMINISTRATOR),
    "system:number": Row(ADMINISTRATOR),
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
    "mfa_index": Row(EVERYBODY),  # sends on to the page about safety, which asks for a sign-in
    "mfa_list_webauthn": Row(EVERYBODY),
    "mfa_authenticate": Row(SIGNED_IN),  # who is signed in is sent on
    "mfa_reauthenticate": Row(SIGNED_IN),
    "mfa_reauthenticate_webauthn": Row(SIGNED_IN),
    "mfa_activate_totp": Row(SIGNED_IN),  # asked for the password first
    "mfa_add_webauthn": Row(SIGNED_IN),
    "mfa_generate_recovery_codes": Row(SIGNED_IN),
    "mfa_deactivate_totp": Row(NOBODY),  # nobody has one
    "mfa_view_recovery_codes": Row(NOBODY),
    "mfa_download_recovery_codes": Row(NOBODY),
    "mfa_edit_webauthn": Row(
        SIGNED_IN, lambda world: [1]
    ),  # asked for the password, then told that there is none
    "mfa_remove_webauthn": Row(SIGNED_IN, lambda world: [1]),
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
