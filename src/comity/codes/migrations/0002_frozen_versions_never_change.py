"""Let the database itself refuse to change what was agreed: structure and source words."""

from django.db import migrations

MESSAGE = "a frozen version of a code is never changed"

# Translations may still be added and corrected, so only rows of the source language are guarded.
SQLITE = [
    f"""
    CREATE TRIGGER codes_version_no_change BEFORE UPDATE ON codes_codeversion
    WHEN OLD.state <> 'draft' AND (
        NEW.state = 'draft' OR NEW.content_hash <> OLD.content_hash
        OR NEW.code_id <> OLD.code_id OR NEW.number <> OLD.number OR NEW.level <> OLD.level
        OR NEW.source_language <> OLD.source_language OR NEW.vocabulary <> OLD.vocabulary
        OR NEW.licence <> OLD.licence
    )
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
    """,
    f"""
    CREATE TRIGGER codes_version_no_delete BEFORE DELETE ON codes_codeversion
    WHEN OLD.state <> 'draft'
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
    """,
    *(
        f"""
        CREATE TRIGGER codes_provision_no_{name} BEFORE {name.upper()} ON codes_provision
        WHEN EXISTS (
            SELECT 1 FROM codes_codeversion
            WHERE id = {row}.version_id AND state <> 'draft'
        )
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
        """
        for name, row in (("insert", "NEW"), ("update", "OLD"), ("delete", "OLD"))
    ),
    *(
        f"""
        CREATE TRIGGER codes_text_no_{name} BEFORE {name.upper()} ON codes_provisiontext
        WHEN EXISTS (
            SELECT 1 FROM codes_provision p JOIN codes_codeversion v ON v.id = p.version_id
            WHERE p.id = {row}.provision_id AND v.state <> 'draft'
            AND v.source_language = {row}.language
        )
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END
        """
        for name, row in (("insert", "NEW"), ("update", "OLD"), ("delete", "OLD"))
    ),
]
POSTGRESQL = [
    f"""
    CREATE FUNCTION codes_version_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.state = 'draft' THEN
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        END IF;
        IF TG_OP = 'DELETE' OR NEW.state = 'draft' OR NEW.content_hash <> OLD.content_hash
            OR NEW.code_id <> OLD.code_id OR NEW.number <> OLD.number OR NEW.level <> OLD.level
            OR NEW.source_language <> OLD.source_language OR NEW.vocabulary <> OLD.vocabulary
            OR NEW.licence <> OLD.licence
        THEN
            RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER codes_version_no_change BEFORE UPDATE OR DELETE ON codes_codeversion
    FOR EACH ROW EXECUTE FUNCTION codes_version_guard()
    """,
    f"""
    CREATE FUNCTION codes_provision_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE touched varchar;
    BEGIN
        IF TG_OP = 'INSERT' THEN touched := NEW.version_id; ELSE touched := OLD.version_id; END IF;
        IF EXISTS (
            SELECT 1 FROM codes_codeversion WHERE id = touched AND state <> 'draft'
        ) THEN
            RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER codes_provision_no_change BEFORE INSERT OR UPDATE OR DELETE ON codes_provision
    FOR EACH ROW EXECUTE FUNCTION codes_provision_guard()
    """,
    f"""
    CREATE FUNCTION codes_text_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE touched varchar; said varchar;
    BEGIN
        IF TG_OP = 'INSERT' THEN touched := NEW.provision_id; said := NEW.language;
        ELSE touched := OLD.provision_id; said := OLD.language; END IF;
        IF EXISTS (
            SELECT 1 FROM codes_provision p JOIN codes_codeversion v ON v.id = p.version_id
            WHERE p.id = touched AND v.state <> 'draft' AND v.source_language = said
        ) THEN
            RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER codes_text_no_change BEFORE INSERT OR UPDATE OR DELETE ON codes_provisiontext
    FOR EACH ROW EXECUTE FUNCTION codes_text_guard()
    """,
]
UNDO = {
    "sqlite": [
        "DROP TRIGGER codes_version_no_change",
        "DROP TRIGGER codes_version_no_delete",
        *(
            f"DROP TRIGGER codes_{table}_no_{name}"
            for table in ("provision", "text")
            for name in ("insert", "update", "delete")
        ),
    ],
    "postgresql": [
        "DROP TRIGGER codes_version_no_change ON codes_codeversion",
        "DROP TRIGGER codes_provision_no_change ON codes_provision",
        "DROP TRIGGER codes_text_no_change ON codes_provisiontext",
        "DROP FUNCTION codes_version_guard()",
        "DROP FUNCTION codes_provision_guard()",
        "DROP FUNCTION codes_text_guard()",
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
    dependencies = [("codes", "0001_initial_tables")]

    operations = [migrations.RunPython(guard, unguard)]
