from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0003_some_news_is_urgent")]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("work_waiting", "work_waiting"),
                    ("measure_stuck", "measure_stuck"),
                    ("urgent", "urgent"),
                    ("answer_waiting", "answer_waiting"),
                ],
                max_length=20,
            ),
        ),
    ]
