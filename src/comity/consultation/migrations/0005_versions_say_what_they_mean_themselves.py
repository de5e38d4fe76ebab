"""Move what a frozen version means for some to the version, so that it stands in one place."""

from django.db import migrations, models

OLD = "a_conclusion_says_what_it_means_for_the_overlooked"
NEW = "what_an_ending_means_for_the_overlooked_is_said_once"


def move(apps, schema_editor):
    """Give it to the version."""
    versions = apps.get_model("codes", "CodeVersion").objects
    for row in apps.get_model("consultation", "Conclusion").objects.exclude(version=None):
        effects = {"language": row.language, "newcomers": row.newcomers, "silent": row.silent}
        versions.filter(id=row.version_id).update(effects=effects)
        row.newcomers, row.silent = {}, {}
        row.save(update_fields=["newcomers", "silent"])


def move_back(apps, schema_editor):
    """Give it back to the conclusion; the version loses it with its column."""
    conclusions = apps.get_model("consultation", "Conclusion").objects
    for row in conclusions.exclude(version=None).select_related("version"):
        row.newcomers, row.silent = row.version.effects["newcomers"], row.version.effects["silent"]
        row.save(update_fields=["newcomers", "silent"])


class Migration(migrations.Migration):
    dependencies = [
        ("codes", "0013_versions_say_what_they_mean_for_some"),
        ("consultation", "0004_maps_can_be_early_or_held"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="conclusion", name=OLD),
        migrations.RunPython(move, move_back),
        migrations.AddConstraint(
            model_name="conclusion",
            constraint=models.CheckConstraint(
                condition=~models.Q(outcome={})
                & (
                    (models.Q(version=None) & ~models.Q(newcomers={}) & ~models.Q(silent={}))
                    | models.Q(version__isnull=False, newcomers={}, silent={})
                ),
                name=NEW,
            ),
        ),
    ]
