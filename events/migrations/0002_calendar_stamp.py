"""Remember the DTSTAMP of the last message, so that the next one is later."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="calendarsequence",
            name="stamped_at",
            field=models.DateTimeField(
                null=True, blank=True, help_text="DTSTAMP of that message; empty while nothing was sent."
            ),
        ),
    ]
