"""Let whoever may adopt the charter of an installation also see whether it works."""

from django.db import migrations


def grant_watching(apps, schema_editor):
    """Give the new permission to the operators that there are."""
    grants = apps.get_model("access", "Grant").objects
    for person_id, on in grants.filter(permission="charter:adopt").values_list("person_id", "on"):
        grants.get_or_create(person_id=person_id, permission="installation:watch", on=on)


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial_tables")]

    operations = [migrations.RunPython(grant_watching, migrations.RunPython.noop)]
