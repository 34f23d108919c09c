"""People get their names folded; the migrate that adds the column fills it (cms.receivers)."""

import network.people.models
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0012_watch'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='folded',
            field=network.people.models.FoldedName(default='', editable=False),
        ),
    ]
