"""A site of the first release, filled, brought to today, taken back, and brought to today again; says what it saw as JSON.

Run as a program on an empty database of its own: python -m tests.contracts.upgrading NUMBER_OF_PEOPLE
"""

import json
import os
import sys
import time
import uuid
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import django
from django.contrib.auth.hashers import make_password

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tasuki.settings.test")
django.setup()

from django.conf import settings  # noqa: E402 -- settings come first
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402

from events.registration.actions import Wish, register  # noqa: E402
from membership.ledger.checks import books_are_guarded  # noqa: E402
from membership.members.models import Membership  # noqa: E402
from membership.members.queries import standing_of  # noqa: E402
from membership.renewal.actions import bill_membership  # noqa: E402
from membership.tiers.models import TierFee  # noqa: E402
from network.audit import triggers  # noqa: E402
from network.audit.queries import verify  # noqa: E402
from network.audit.rules import GENESIS, Deed, entry_hash  # noqa: E402
from network.people.models import Account, Person  # noqa: E402
from network.people.queries import people_named  # noqa: E402

WINGS = ("cms", "events", "membership", "network")
FIRST = "0001_initial"
BEGAN = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
PASSWORD = "kiiroi-densha-7"
BATCH = 500


def migrate_to_first() -> None:
    """Today's packages, our wings as they were in the first release, and the guard every site had."""
    executor = MigrationExecutor(connection)
    packages = [node for node in executor.loader.graph.leaf_nodes() if node[0] not in WINGS]
    executor.migrate([*packages, *((wing, FIRST) for wing in WINGS)])
    triggers.lay(connection)


def old_models():
    """The tables as they were then."""
    executor = MigrationExecutor(connection)
    return executor.loader.project_state([(wing, FIRST) for wing in WINGS]).apps


@transaction.atomic
def fill(people: int) -> str:
    """Rows as the first release wrote them; returns the head of the audit log, as it was mailed."""
    models = old_models()

    def many(label, rows):
        return models.get_model(label).objects.bulk_create(rows, batch_size=BATCH)

    person, organisation = models.get_model("network.Person"), models.get_model("network.Organisation")
    known = many(
        "network.Person",
        [
            person(name=f"髙橋 花子{number}", kana="タカハシ ハナコ", email=f"hanako{number}@person.example")
            for number in range(people)
        ],
    )
    bodies = many("network.Organisation", [organisation(name=f"見本団体{n}", kind="npo") for n in range(3)])
    contact = models.get_model("network.ContactAddress")
    many("network.ContactAddress", [contact(organisation=body, email="ka@town.example") for body in bodies])
    affiliation, account = models.get_model("network.Affiliation"), models.get_model("network.Account")
    many(
        "network.Affiliation",
        [affiliation(person=one, organisation=bodies[0], job="other", since=BEGAN.date()) for one in known],
    )
    secret = make_password(PASSWORD)
    accounts = many(
        "network.Account",
        [account(username=one.email, email=one.email, password=secret, person=one) for one in known],
    )
    invitation = models.get_model("network.Invitation")
    many(
        "network.Invitation",
        [
            invitation(person=one, invited_by=accounts[0], sent_at=BEGAN, expires_at=BEGAN + timedelta(14))
            for one in known
        ],
    )
    _mails(models, many, known)
    _meetings(models, many, known)
    _members(models, many, known, bodies)
    return _audit(models, many, people)


def _mails(models, many, known) -> None:
    mail = models.get_model("network.OutboxMessage")
    many(
        "network.OutboxMessage",
        [
            mail(
                key=f"old:{one.pk}",
                recipient_key=one.email,
                to_address=one.email,
                to_name=one.name,
                person=one,
                language="ja",
                template="network/people/invitation",
                context={
                    "action_url": f"https://tasuki.example/l/{'x' * 43}/",
                    "action_code": "012 345 6789",
                },
                message_id=f"<{uuid.uuid4()}@tasuki.example>",
                state="sent",
                next_try_at=BEGAN,
                sent_at=BEGAN,
                calendar=b"BEGIN:VCALENDAR",
            )
            for one in known
        ],
    )
    models.get_model("network.Suppression").objects.create(address="gone@person.example", reason="bounce")
    models.get_model("network.Association").objects.create(pk=1, name="見本の会")


def _meetings(models, many, known) -> None:
    event = models.get_model("events.Event").objects.create(
        title="第7回 見本のつどい",
        slug="seven",
        kind="exchange_meeting",
        starts_at=BEGAN + timedelta(days=3650),
        ends_at=BEGAN + timedelta(days=3650, hours=2),
        format="venue",
        audience="public",
        live=True,
        contact="見本の会 事務局",
    )
    models.get_model("events.EventState").objects.create(
        event=event, status="planned", calendar_uid="7@tasuki.example"
    )
    pool = models.get_model("events.Pool").objects.create(event=event, kind="venue", capacity=len(known))
    registration = models.get_model("events.Registration")
    many(
        "events.Registration",
        [
            registration(
                event=event, pool=pool, person=one, state="confirmed", number=number, registered_at=BEGAN
            )
            for number, one in enumerate(known[:-1], start=1)
        ],
    )
    token = models.get_model("events.FeedToken")
    many("events.FeedToken", [token(person=one, token=f"t{one.pk}", created_at=BEGAN) for one in known])


def _members(models, many, known, bodies) -> None:
    tier = models.get_model("membership.Tier")
    own = tier.objects.create(code="mihon", name="見本会員", name_en="Sample", coverage="self")
    named = tier.objects.create(code="shimei", name="指名会員", name_en="Named", coverage="named")
    fee = models.get_model("membership.TierFee")
    fee.objects.create(tier=own, fiscal_year=2026, amount=2000)
    membership = models.get_model("membership.Membership")
    many(
        "membership.Membership",
        [membership(tier=own, person=one, since=date(2022, 10, 13)) for one in known],
    )
    office = membership.objects.create(tier=named, organisation=bodies[1], since=date(2023, 4, 1))
    models.get_model("membership.NamedCover").objects.create(
        membership=office, person=known[0], since=date(2023, 4, 1)
    )


def _audit(models, many, number: int) -> str:
    entry, previous, rows = models.get_model("network.AuditEntry"), GENESIS, []
    for turn in range(number):
        deed = Deed(BEGAN + timedelta(minutes=turn), 1, "published", "event", str(turn), {"number": turn})
        digest = entry_hash(deed, previous)
        rows.append(
            entry(
                at=deed.at,
                actor_id=1,
                verb=deed.verb,
                subject=deed.subject,
                subject_id=deed.subject_id,
                details=deed.details,
                previous_hash=previous,
                hash=digest,
            )
        )
        previous = digest
    many("network.AuditEntry", rows)
    return previous


def snapshot() -> dict[str, list[str]]:
    """Every row of the first release's tables, its first columns only, as the database holds them now."""
    found = {}
    for model in old_models().get_models(include_auto_created=True):
        if model._meta.app_label not in WINGS:
            continue
        table, pk = model._meta.db_table, model._meta.pk.column
        columns = ", ".join(f'"{column.column}"' for column in model._meta.local_concrete_fields)
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT {columns} FROM "{table}" ORDER BY "{pk}"')
            found[table] = [repr(row) for row in cursor.fetchall()]
    return found


def lost(before: dict[str, list[str]]) -> dict[str, int]:
    """Rows of before that are no longer there as they were, by table; new rows are welcome."""
    now = snapshot()
    return {table: missing for table, rows in before.items() if (missing := len(set(rows) - set(now[table])))}


def to_today() -> float:
    """What an operator types; how many seconds it took."""
    begun = time.monotonic()
    call_command("migrate", verbosity=0, stdout=StringIO())
    return time.monotonic() - begun


def back_to_first() -> None:
    """The steps of all wings undone, as an operator would, from the top down."""
    for wing in WINGS:
        call_command("migrate", wing, FIRST, verbosity=0, stdout=StringIO())


def works(head: str) -> dict[str, object]:
    """What people do with the site afterwards."""
    now = datetime.now(tz=UTC)
    late = Person.objects.filter(email__startswith="hanako").order_by("pk").last()
    event_id = Person.objects.order_by("pk").first().registrations.get().event_id
    seat = register(event_id, person=late, wish=Wish(), now=now)
    membership = Membership.objects.get(person=late)
    TierFee.objects.get_or_create(tier=membership.tier, fiscal_year=2027, defaults={"amount": 2000})
    slip = bill_membership(membership, fiscal_year=2026, on=now.date(), made_by=None, now=now)
    return {
        "audit": [broken.flaw for broken in verify(head)],
        "unguarded": [str(error) for error in books_are_guarded(["default"])],
        "found_by_other_spelling": people_named("高橋").count(),
        "signs_in": Account.objects.get(person=late).check_password(PASSWORD),
        "is_member": standing_of(late, on=now.date()).is_member,
        "seat": seat.state,
        "billed": slip.total,
    }


def main() -> None:
    """The whole way, with both engines' guards as on a real site."""
    settings.AUDIT_TRIGGERS = settings.LEDGER_TRIGGERS = True
    people = int(sys.argv[1])
    migrate_to_first()
    head = fill(people)
    before = snapshot()
    said: dict[str, object] = {"rows": sum(len(rows) for rows in before.values())}
    said["seconds"] = to_today()
    said["lost_on_the_way"] = lost(before)
    said["works"] = works(head)
    back_to_first()
    said["lost_on_the_way_back"] = lost(before)
    to_today()
    said["lost_at_the_second_time"] = lost(before)
    said["audit"] = [broken.flaw for broken in verify(head)]
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
