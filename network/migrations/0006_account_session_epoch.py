"""A value per account that every session must know: drawn anew, it ends all of them."""

import network.people.models
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("network", "0005_arrivals")]

    operations = [
        migrations.AddField(
            model_name="account",
            name="session_epoch",
            field=models.CharField(
                default=network.people.models.new_epoch,
                editable=False,
                help_text="A session counts as long as it began in this epoch.",
                max_length=12,
            ),
        ),
    ]
