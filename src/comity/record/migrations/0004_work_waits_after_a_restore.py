"""Let deferred work wait after a restore, until an operator has looked."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0003_turns_and_the_mark_of_the_keys")]

    operations = [
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("only", models.BooleanField(default=True, primary_key=True, serialize=False)),
                ("since", models.DateField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("only", True)), name="work_is_held_once"
                    )
                ],
            },
        ),
    ]
