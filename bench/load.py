"""Rows in bulk, for the bench alone: nothing here signs, seals or records anything.

``python -m bench.load signatures 1000000`` in the environment of an installation that is stopped.
"""

import os
import sys
from datetime import date, timedelta

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


def cases(count):
    """Put cases into the inboxes of the Lighthouse panel: each waits for every member."""
    from django.db import transaction  # noqa: PLC0415, needs the settings

    from comity.bodies.models import Body, Seat  # noqa: PLC0415, as above
    from comity.cases.models import Case, CaseSeat  # noqa: PLC0415, as above
    from comity.charter.queries import charter_in_force  # noqa: PLC0415, as above
    from comity.kernel.ids import new_id  # noqa: PLC0415, as above
    from comity.vault.queries import person_tag  # noqa: PLC0415, as above

    body = Body.objects.get(slug="lighthouse-panel")
    charter = charter_in_force().version_id
    tags = [person_tag(seat.person_id) for seat in Seat.objects.filter(body=body)]
    opened = date(2026, 1, 1)
    for _ in range(0, count, BATCH):
        made = [
            Case(
                state="triage",
                community_id=body.community_id,
                body=body,
                charter_version_id=charter,
                code_hash="0" * 64,
                intake_room=new_id(),
                opened_on=opened,
                due_on=opened + timedelta(days=number % 700),
            )
            for number in range(BATCH)
        ]
        seats = [
            CaseSeat(
                case=case,
                member_tag=tag,
                seat="alternate",
                instance="first",
                rank=rank,
                waiting=True,
                due_on=case.due_on,
            )
            for case in made
            for rank, tag in enumerate(tags)
        ]
        with transaction.atomic():
            Case.objects.bulk_create(made)
            CaseSeat.objects.bulk_create(seats)
    analyse()


def analyse():
    """Let the database count what it has, as it does by itself in the long run."""
    from django.db import connection  # noqa: PLC0415, needs the settings

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


LOADERS = {"cases": cases, "signatures": signatures}


def main(arguments):
    """Load what is asked for."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.config.settings")
    django.setup()
    what, count = arguments
    LOADERS[what](int(count))


if __name__ == "__main__":
    main(sys.argv[1:])
