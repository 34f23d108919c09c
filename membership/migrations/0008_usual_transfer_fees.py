"""The fees banks usually deduct from a transfer; afterwards the table is the treasurer's."""

from django.db import migrations

USUAL = (110, 145, 165, 220, 275, 330, 440, 550, 605, 660, 770, 880)


def lay(apps, schema_editor):
    fees = apps.get_model("membership", "TransferFee")
    fees.objects.bulk_create(fees(amount=amount) for amount in USUAL)


class Migration(migrations.Migration):
    dependencies = [("membership", "0007_statements")]
    operations = [migrations.RunPython(lay, migrations.RunPython.noop)]
