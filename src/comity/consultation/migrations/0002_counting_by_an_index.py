"""Let a page count what was said in a round without reading any of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("consultation", "0001_initial_tables")]

    operations = [
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(
                fields=["round", "language", "channel", "withdrawn_on"],
                name="contributions_counted",
            ),
        ),
    ]
