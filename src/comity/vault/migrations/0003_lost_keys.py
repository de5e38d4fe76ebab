from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("vault", "0002_nobody_barred_holds_a_wrap"),
    ]

    operations = [
        migrations.AddField(
            model_name="wrap",
            # Nullable and without default, so that SQLite adds it in place: a table made anew
            # would lose the triggers of the migration before.
            name="lost_on",
            field=models.DateField(blank=True, null=True),
        ),
    ]
