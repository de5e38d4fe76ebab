from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_sessions_tries_and_factors"),
    ]

    operations = [
        migrations.CreateModel(
            name="Provider",
            fields=[
                (
                    "id",
                    models.CharField(max_length=40, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=100)),
                ("rest_url", models.CharField(max_length=300)),
                ("client_id", models.CharField(max_length=200)),
                ("secret", models.BinaryField()),
            ],
        ),
        migrations.AddField(
            model_name="person",
            name="languages",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="person",
            name="erase_on",
            field=models.DateField(blank=True, db_index=True, null=True),
        ),
        migrations.AddField(
            model_name="person",
            name="erased_on",
            field=models.DateField(blank=True, null=True),
        ),
    ]
