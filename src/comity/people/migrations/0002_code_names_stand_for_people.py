from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="code_name",
            field=models.CharField(blank=True, default="", max_length=60),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(
                condition=models.Q(("code_name", ""), _negated=True),
                fields=("code_name",),
                name="a_code_name_is_one_persons",
            ),
        ),
    ]
