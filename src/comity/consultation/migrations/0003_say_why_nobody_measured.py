"""Keep beside a round why nobody measured who took part in it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add a column that is empty wherever somebody measured."""

    dependencies = [("consultation", "0002_counting_by_an_index")]

    operations = [
        migrations.AddField(
            model_name="round",
            name="unmeasured",
            field=models.JSONField(blank=True, null=True),
        ),
    ]
