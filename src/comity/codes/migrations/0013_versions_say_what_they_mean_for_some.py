"""Keep with a version what it means for those who are easily overlooked, once and for good."""

from django.db import migrations, models

MESSAGE = "what a frozen version of a code was said to mean is never changed"

SQLITE = f"""
    CREATE TRIGGER codes_version_effects_no_change BEFORE UPDATE ON codes_codeversion
    WHEN OLD.state <> 'draft' AND NEW.effects IS NOT OLD.effects
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
"""
POSTGRESQL = [
    f"""
    CREATE FUNCTION codes_version_effects_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER codes_version_effects_no_change BEFORE UPDATE ON codes_codeversion
    FOR EACH ROW WHEN (
        OLD.state <> 'draft' AND NEW.effects IS DISTINCT FROM OLD.effects
    )
    EXECUTE FUNCTION codes_version_effects_guard()
    """,
]
UNDO = {
    "sqlite": ["DROP TRIGGER codes_version_effects_no_change"],
    "postgresql": [
        "DROP TRIGGER codes_version_effects_no_change ON codes_codeversion",
        "DROP FUNCTION codes_version_effects_guard()",
    ],
}


def guard(apps, schema_editor):
    """Create the trigger of whichever database this is."""
    vendor = schema_editor.connection.vendor
    for statement in {"sqlite": [SQLITE], "postgresql": POSTGRESQL}[vendor]:
        schema_editor.execute(statement)


def unguard(apps, schema_editor):
    """Drop it again."""
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("codes", "0012_old_titles_name_their_source")]

    operations = [
        migrations.AddField(
            model_name="codeversion",
            name="effects",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.RunPython(guard, unguard),
    ]
