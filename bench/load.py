"""Rows in bulk, for the bench alone: nothing here signs, seals or records anything.

``python -m bench.load signatures 1000000`` in the environment of an installation that is stopped.
"""

import os
import sys

import django

BATCH = 20_000


def signatures(count):
    """Make accounts 1 to ``count`` sign the code in force of the whole movement."""
    from django.db import connection, transaction  # noqa: PLC0415, needs the settings

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT version.id FROM codes_codeversion AS version"
            " JOIN codes_code AS code ON code.id = version.code_id"
            " JOIN communities_community AS place ON place.id = code.community_id"
            " WHERE version.state = 'in_force' AND place.parent_id IS NULL"
        )
        (version,) = cursor.fetchone()
    for first in range(1, count + 1, BATCH):
        numbers = range(first, min(first + BATCH, count + 1))
        rows = [
            (f"{number:013d}", version, "wiki", str(number), "explicit", "en", "2026-01-01")
            for number in numbers
        ]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO signup_signature"
                " (id, version_id, provider, subject, basis, language, signed_on)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s)",
                rows,
            )
    analyse()


def analyse():
    """Let the database count what it has, as it does by itself in the long run."""
    from django.db import connection  # noqa: PLC0415, needs the settings

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


LOADERS = {"signatures": signatures}


def main(arguments):
    """Load what is asked for."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.config.settings")
    django.setup()
    what, count = arguments
    LOADERS[what](int(count))


if __name__ == "__main__":
    main(sys.argv[1:])
