from django.db import migrations, models
from django.db.models.functions import TruncDay


def keep_no_moments(apps, schema_editor):
    """Cut to the day when second factors were set up, and forget when they were last used."""
    factors = apps.get_model("mfa", "Authenticator").objects.using(schema_editor.connection.alias)
    factors.update(created_at=TruncDay("created_at"), last_used_at=None)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_code_names_stand_for_people"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [
        migrations.AddField(
            model_name="session",
            name="owner_tag",
            field=models.CharField(blank=True, db_index=True, default="", max_length=32),
        ),
        migrations.CreateModel(
            name="WrongTries",
            fields=[
                (
                    "tag",
                    models.CharField(max_length=32, primary_key=True, serialize=False),
                ),
                ("hour", models.DateTimeField(db_index=True)),
                ("count", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.RunPython(keep_no_moments, migrations.RunPython.noop),
    ]
