"""Keep beside an opinion map how everybody answered as counted and as weighted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add a column that is empty for the maps there are."""

    dependencies = [("consultation", "0003_say_why_nobody_measured")]

    operations = [
        migrations.AddField(
            model_name="opinionrun",
            name="weighted",
            field=models.JSONField(blank=True, null=True),
        ),
    ]
