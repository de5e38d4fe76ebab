"""Let the database itself refuse to change, delete or replace an adopted charter."""

from django.db import migrations

MESSAGE = "an adopted charter is never changed"

SQLITE = [
    *(
        f"""
        CREATE TRIGGER charter_version_no_{name} BEFORE {name.upper()} ON charter_charterversion
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
        """
        for name in ("update", "delete")
    ),
    # INSERT OR REPLACE deletes without firing delete triggers. A number that was given without
    # replacing anything is left to the constraint, which names itself.
    f"""
    CREATE TRIGGER charter_version_no_replace BEFORE INSERT ON charter_charterversion
    WHEN EXISTS (SELECT 1 FROM charter_charterversion WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
    """,
]
POSTGRESQL = [
    f"""
    CREATE FUNCTION charter_version_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$
    """,
    """
    CREATE TRIGGER charter_version_no_change BEFORE UPDATE OR DELETE ON charter_charterversion
    FOR EACH ROW EXECUTE FUNCTION charter_version_guard()
    """,
]
UNDO = {
    "sqlite": [
        f"DROP TRIGGER charter_version_no_{name}" for name in ("update", "delete", "replace")
    ],
    "postgresql": [
        "DROP TRIGGER charter_version_no_change ON charter_charterversion",
        "DROP FUNCTION charter_version_guard()",
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
    dependencies = [("charter", "0002_charters_of_communities")]

    operations = [migrations.RunPython(guard, unguard)]
