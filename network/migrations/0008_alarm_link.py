"""A link in a mail may say: it was not me."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("network", "0007_role_holding")]

    operations = [
        migrations.AlterField(
            model_name="mailedlink",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("invitation", "invitation"),
                    ("registration_confirm", "confirm a registration"),
                    ("registration_manage", "manage a registration"),
                    ("alarm", "say that it was somebody else"),
                ],
                max_length=30,
            ),
        ),
    ]
