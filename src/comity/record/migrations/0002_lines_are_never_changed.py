"""Let the database itself refuse to change, delete or replace lines of the record."""

from django.db import migrations

SQLITE = [
    """
    CREATE TRIGGER record_line_no_update BEFORE UPDATE ON record_line
    BEGIN SELECT RAISE(ABORT, 'a line of the record is never changed'); END
    """,
    """
    CREATE TRIGGER record_line_no_delete BEFORE DELETE ON record_line
    BEGIN SELECT RAISE(ABORT, 'a line of the record is never deleted'); END
    """,
    # INSERT OR REPLACE deletes without firing delete triggers, so an insert over a line is refused.
    """
    CREATE TRIGGER record_line_no_replace BEFORE INSERT ON record_line
    WHEN EXISTS (
        SELECT 1 FROM record_line WHERE id = NEW.id
        OR (chain = NEW.chain AND number = NEW.number)
        OR (chain = NEW.chain AND previous_hash = NEW.previous_hash)
    )
    BEGIN SELECT RAISE(ABORT, 'a line of the record is never replaced'); END
    """,
]
POSTGRESQL = [
    """
    CREATE FUNCTION record_line_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'a line of the record is never changed, deleted or truncated'
        USING ERRCODE = 'integrity_constraint_violation'; END $$
    """,
    """
    CREATE TRIGGER record_line_no_change BEFORE UPDATE OR DELETE ON record_line
    FOR EACH ROW EXECUTE FUNCTION record_line_refuse()
    """,
    """
    CREATE TRIGGER record_line_no_truncate BEFORE TRUNCATE ON record_line
    FOR EACH STATEMENT EXECUTE FUNCTION record_line_refuse()
    """,
]
UNDO = {
    "sqlite": [
        "DROP TRIGGER record_line_no_update",
        "DROP TRIGGER record_line_no_delete",
        "DROP TRIGGER record_line_no_replace",
    ],
    "postgresql": [
        "DROP TRIGGER record_line_no_change ON record_line",
        "DROP TRIGGER record_line_no_truncate ON record_line",
        "DROP FUNCTION record_line_refuse()",
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


def begin_chains(apps, schema_editor):
    """Make the two ends at which writers queue."""
    chain = apps.get_model("record", "Chain")
    chain.objects.get_or_create(name="open")
    chain.objects.get_or_create(name="sealed")


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial_tables")]

    operations = [
        migrations.RunPython(guard, unguard),
        migrations.RunPython(begin_chains, migrations.RunPython.noop),
    ]
