"""Let the database itself refuse to change or remove what people were asked about."""

from django.db import migrations

MESSAGE = "a published draft is never changed"
SQLITE = [
    *(
        f"""
        CREATE TRIGGER codes_edition_no_{name} BEFORE {name.upper()} ON codes_draftedition
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
        """
        for name in ("update", "delete")
    ),
    # INSERT OR REPLACE deletes without asking the trigger above.
    f"""
    CREATE TRIGGER codes_edition_no_replace BEFORE INSERT ON codes_draftedition
    WHEN EXISTS (SELECT 1 FROM codes_draftedition WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
    """,
]
POSTGRESQL = [
    f"""
    CREATE FUNCTION codes_edition_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER codes_edition_no_change BEFORE UPDATE OR DELETE ON codes_draftedition
    FOR EACH ROW EXECUTE FUNCTION codes_edition_guard()
    """,
]
UNDO = {
    "sqlite": [f"DROP TRIGGER codes_edition_no_{name}" for name in ("update", "delete", "replace")],
    "postgresql": [
        "DROP TRIGGER codes_edition_no_change ON codes_draftedition",
        "DROP FUNCTION codes_edition_guard()",
    ],
}


def guard(apps, schema_editor):
    """Create the triggers of whichever database this is."""
    vendor = schema_editor.connection.vendor
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[vendor]:
        schema_editor.execute(statement)


def unguard(apps, schema_editor):
    """Drop them again."""
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("codes", "0003_drafts_are_published")]

    operations = [migrations.RunPython(guard, unguard)]
