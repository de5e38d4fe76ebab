"""Give every position a drawn name, by which it is found and listed."""

from django.db import migrations, models

from comity.kernel import ids


def draw_names(apps, schema_editor):
    """Name those that there are."""
    positions = apps.get_model("consultation", "Position").objects
    for position in positions.only("id").iterator(chunk_size=500):
        positions.filter(id=position.id).update(name=ids.new_id())


class Migration(migrations.Migration):
    dependencies = [("consultation", "0004_opinion_as_weighted")]

    operations = [
        migrations.AddField(
            model_name="position",
            name="name",
            field=models.CharField(max_length=13, default="", editable=False),
            preserve_default=False,
        ),
        migrations.RunPython(draw_names, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="position",
            name="name",
            field=models.CharField(max_length=13, default=ids.new_id, editable=False, unique=True),
        ),
    ]
