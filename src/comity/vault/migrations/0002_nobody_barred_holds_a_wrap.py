"""Let the database itself refuse a wrap for somebody who stands aside from a room."""

from django.db import migrations

SQLITE = [
    f"""
    CREATE TRIGGER vault_wrap_not_barred_{event.lower()} BEFORE {event} ON vault_wrap
    WHEN EXISTS (
        SELECT 1 FROM vault_bar WHERE room_id = NEW.room_id AND holder = NEW.holder
    )
    BEGIN SELECT RAISE(ABORT, 'somebody who stands aside holds no wrap'); END
    """
    for event in ("INSERT", "UPDATE")
]
POSTGRESQL = [
    """
    CREATE FUNCTION vault_wrap_refuse_barred() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (
            SELECT 1 FROM vault_bar WHERE room_id = NEW.room_id AND holder = NEW.holder
        ) THEN
            RAISE EXCEPTION 'somebody who stands aside holds no wrap'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER vault_wrap_not_barred BEFORE INSERT OR UPDATE ON vault_wrap
    FOR EACH ROW EXECUTE FUNCTION vault_wrap_refuse_barred()
    """,
]
UNDO = {
    "sqlite": [
        "DROP TRIGGER vault_wrap_not_barred_insert",
        "DROP TRIGGER vault_wrap_not_barred_update",
    ],
    "postgresql": [
        "DROP TRIGGER vault_wrap_not_barred ON vault_wrap",
        "DROP FUNCTION vault_wrap_refuse_barred()",
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
    dependencies = [("vault", "0001_initial_tables")]

    operations = [migrations.RunPython(guard, unguard)]
