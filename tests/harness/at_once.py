"""Several people who do something at the same moment, each on a connection of their own.

What a test of the usual kind writes is seen by nobody else until it is taken back, and a line of
the record is never deleted. So these tests have a database of their own, which is dropped.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg
from django.db import connection, connections, transaction

PATIENCE = 20  # seconds
LOOK = 0.02
WAITING = """SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'"""


@contextmanager
def database_of_its_own():
    """Work on a copy of the tests' empty PostgreSQL database, and drop it at the end."""
    settings = connection.settings_dict
    template = settings["NAME"]
    name = f"{template}_at_once"
    connection.close()
    _run_beside(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    settings["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        settings["NAME"] = template
        _run_beside(f'DROP DATABASE "{name}" WITH (FORCE)')


def at_once(*wanted, hold):
    """Do several things at the same moment, and give what each answered or was refused with.

    Args:
        wanted: what each does, in a thread of its own.
        hold: takes what all of them need, so that they stand before it together; it is let go
            when all wait.
    """
    with ThreadPoolExecutor(len(wanted)) as people:
        with transaction.atomic():
            hold()
            doing = [people.submit(_alone, one) for one in wanted]
            _until_waiting(len(wanted))
            transaction.set_rollback(True)
        return [one.exception(PATIENCE) or one.result() for one in doing]


def _alone(wanted):
    try:
        return wanted()
    finally:
        connections.close_all()


def _until_waiting(count):
    """Wait until so many connections wait for a row that somebody holds.

    Raises:
        AssertionError: they do not come.
    """
    give_up = time.monotonic() + PATIENCE
    while True:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # or it is told once a transaction
            cursor.execute(WAITING)
            waiting = cursor.fetchone()[0]
        if waiting == count:
            return
        assert time.monotonic() < give_up, f"{waiting} of {count} wait"
        time.sleep(LOOK)


def _run_beside(statement):
    """Run a statement in the server's own database, as one cannot copy what one stands in."""
    place = connection.settings_dict
    with psycopg.connect(
        host=place["HOST"],
        port=place["PORT"],
        user=place["USER"],
        password=place["PASSWORD"],
        dbname="postgres",
        autocommit=True,
    ) as beside:
        beside.execute(statement)
