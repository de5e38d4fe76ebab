"""Everything that stands in the tables of a test, on whichever database it runs."""

from django.db import connection


def dump():
    """Write every row of every table, third-party ones too; bytes as hex."""
    with connection.cursor() as cursor:
        lines = []
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608, a name
            lines += sorted(f"{table}: {[shown(value) for value in row]}" for row in cursor)
    return "\n".join(lines)


def shown(value):
    """Write a value as a dump does."""
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value)
