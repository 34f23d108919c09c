"""Marks of letters in batches do not wait for the disk, and nothing else inherits that."""

import pytest
from django.db import connection, transaction
from django.db.models import TextField, Value
from django.db.models.functions import Cast
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.mail.commits import without_waiting_for_the_disk
from network.mail.models import OutboxMessage

pytestmark = pytest.mark.django_db
ON_POSTGRESQL = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite does not wait anyway")


def waiting_mail() -> OutboxMessage:
    return OutboxMessage.objects.create(
        key="a",
        recipient_key="a@person.example",
        to_address="a@person.example",
        language="ja",
        template="t",
        message_id="<a@tasuki.example>",
        next_try_at=timezone.now(),
    )


def mode() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        return cursor.fetchone()[0]


def test_row_is_written_in_one_statement():
    message = waiting_mail()

    with CaptureQueriesContext(connection) as queries:
        changed = without_waiting_for_the_disk(OutboxMessage.objects.filter(pk=message.pk)).update(error="x")

    message.refresh_from_db()
    assert (changed, message.error, len(queries)) == (1, "x", 1)


def test_only_the_rows_that_were_meant_are_written():
    message = waiting_mail()

    changed = without_waiting_for_the_disk(OutboxMessage.objects.filter(pk=message.pk, state="sent")).update(
        error="x"
    )

    assert changed == 0


@ON_POSTGRESQL
@pytest.mark.django_db(transaction=True)
def test_the_setting_holds_for_the_transaction_and_ends_with_it():
    message = waiting_mail()
    before = mode()

    with transaction.atomic():
        without_waiting_for_the_disk(OutboxMessage.objects.filter(pk=message.pk)).update(
            error=Cast(Value("x"), TextField())
        )
        within = mode()

    assert (before, within, mode()) == ("on", "off", "on")
