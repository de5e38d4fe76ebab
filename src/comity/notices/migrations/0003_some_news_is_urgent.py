from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_letters_are_put_off_or_refused")]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("work_waiting", "work_waiting"),
                    ("measure_stuck", "measure_stuck"),
                    ("urgent", "urgent"),
                ],
                max_length=20,
            ),
        ),
    ]
