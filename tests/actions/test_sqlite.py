"""Two connections that want to write to one SQLite file."""

import sqlite3
import time
from threading import Thread

import pytest
from django.db import OperationalError

from comity.config.environment import database
from comity.config.sqlite.base import DatabaseWrapper

# The connections here are to files of their own, not to the database of the tests.
pytestmark = pytest.mark.django_db
SOON = 5  # seconds: far more than a turn takes, far less than the patience below
PATIENCE = 20  # seconds


@pytest.fixture
def connect(tmp_path):
    opened = []

    def one(patience=PATIENCE):
        made = database(f"sqlite:///{tmp_path / 'turns.sqlite3'}")
        made["OPTIONS"]["timeout"] = patience
        rest = {"TIME_ZONE": None, "AUTOCOMMIT": True, "CONN_HEALTH_CHECKS": False}
        connection = DatabaseWrapper(rest | made, alias="turns")
        connection.inc_thread_sharing()
        opened.append(connection)
        connection.ensure_connection()
        return connection

    yield one
    for connection in opened:
        connection.close()


def begin(connection):
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def test_a_connection_becomes_the_writer(connect):
    first = connect()
    begin(first)
    first.connection.execute("CREATE TABLE written (word TEXT)")
    first.commit()
    assert connect().connection.execute("SELECT name FROM sqlite_schema").fetchall() == [
        ("written",)
    ]


def test_who_waits_gets_its_turn_when_the_writer_is_done(connect):
    first, second = connect(), connect()
    begin(first)
    waited = []

    def wait():
        began = time.monotonic()
        begin(second)
        waited.append(time.monotonic() - began)
        second.rollback()

    waiting = Thread(target=wait)
    waiting.start()
    first.commit()
    waiting.join(PATIENCE)
    assert waited
    assert waited[0] < SOON


def test_who_waits_too_long_is_refused(connect):
    first, second = connect(), connect(patience=0)
    begin(first)
    with pytest.raises(OperationalError, match="database is locked"):
        begin(second)
    first.commit()
    begin(second)
    second.rollback()


def test_a_writer_waits_for_other_statements_as_long_as_before(connect):
    first = connect()
    begin(first)
    first.rollback()
    [(patience,)] = first.connection.execute("PRAGMA busy_timeout").fetchall()
    assert patience == PATIENCE * 1000


def test_another_trouble_is_not_waited_out(connect):
    first = connect()
    begin(first)
    with pytest.raises(OperationalError, match="within a transaction"):
        first._start_transaction_under_autocommit()
    assert isinstance(first.connection, sqlite3.Connection)
    first.rollback()
