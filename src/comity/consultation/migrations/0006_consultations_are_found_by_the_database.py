"""Keep the titles of consultations as they are looked for, and find rounds in the order of lists."""

import unicodedata

from django.db import migrations, models


def write_down(apps, schema_editor):
    """Write the titles of those that are there in small letters."""
    rows = apps.get_model("consultation", "Consultation").objects
    for row in rows.only("title").iterator():
        row.called = "\n".join(
            unicodedata.normalize("NFC", one).casefold() for one in row.title.values()
        )
        row.save(update_fields=["called"])


class Migration(migrations.Migration):
    dependencies = [
        ("consultation", "0005_versions_say_what_they_mean_themselves"),
    ]

    operations = [
        migrations.AddField(
            model_name="consultation",
            name="called",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddIndex(
            model_name="round",
            index=models.Index(
                fields=["consultation", "state", "closes"], name="rounds_by_closing"
            ),
        ),
        migrations.AddIndex(
            model_name="round",
            index=models.Index(fields=["consultation", "state", "opens"], name="rounds_by_opening"),
        ),
        migrations.AddIndex(
            model_name="round",
            index=models.Index(fields=["-opens", "-id"], name="rounds_latest_first"),
        ),
        migrations.RunPython(write_down, migrations.RunPython.noop),
    ]
