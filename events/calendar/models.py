"""Tables of calendar sequences (per event and recipient) and of secret feed addresses."""

from django.db import models


class CalendarSequence(models.Model):
    """The last SEQUENCE sent to one recipient about one event."""

    event = models.ForeignKey(  # found by (event, recipient)
        "events.Event", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    recipient_key = models.CharField(max_length=100)
    sequence = models.PositiveIntegerField(default=0)
    stamped_at = models.DateTimeField(
        null=True, blank=True, help_text="DTSTAMP of that message; empty while nothing was sent."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "recipient_key"], name="one_sequence_per_recipient")
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.recipient_key} {self.sequence}"


class FeedToken(models.Model):
    """The secret in the address of a person's own calendar feed; a new one kills the old at once."""

    person = models.OneToOneField("network.Person", on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.person_id)
