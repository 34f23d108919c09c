"""Say where a meeting is when no municipality stands for it: a bureau, and for legs a place in words."""

import django.db.models.deletion
from django.db import migrations, models


def bureau():
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="network.bureau",
        verbose_name="bureau",
        help_text="Only where no municipality is named.",
    )


class Migration(migrations.Migration):
    dependencies = [("events", "0002_calendar_stamp"), ("network", "0001_initial")]

    operations = [
        migrations.AddField("event", "bureau", bureau()),
        migrations.AddField("leg", "bureau", bureau()),
        migrations.AddField(
            "leg",
            "place",
            models.CharField(
                blank=True,
                default="",
                max_length=120,
                verbose_name="place in words",
                help_text="Where it is no municipality of ours: online, or a body's own rooms.",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "leg",
            "place_en",
            models.CharField(blank=True, default="", max_length=120, verbose_name="place in English"),
            preserve_default=False,
        ),
    ]
