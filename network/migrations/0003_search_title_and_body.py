from django.db import migrations

# Wagtail's source promises this index; its migrations do not make it. Every search without it reads the whole table.
MAKE = "CREATE INDEX IF NOT EXISTS search_title_and_body ON wagtailsearch_indexentry USING gin ((title || body))"
DROP = "DROP INDEX IF EXISTS search_title_and_body"


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(MAKE)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(DROP)


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0002_index_making"),
        ("wagtailsearch", "0010_add_text_fields"),
    ]

    operations = [migrations.RunPython(make, drop)]
