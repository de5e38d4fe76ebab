"""Ending processes as a power cut would, at many moments, and going on afterwards."""

import os
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from tests.harness.served import COMITY
from tests.journeys.steps import inside

PATIENCE = 15
LOOK = 0.001
COUNT = "SELECT count(*), coalesce(sum(attempts), 0) FROM record_reaction"
LET_GO = "UPDATE record_reaction SET leased_until = NULL"
"""As after the five minutes for which a worker that was killed still holds what it began."""

FINISH = """
from datetime import timedelta
from django.utils import timezone
from comity.record.actions import run_due
from comity.record.models import Reaction
later = timezone.now()
for _ in range(200):
    later += timedelta(minutes=6)  # after this long, what a killed worker held is taken up again
    run_due(now=later)
    if not Reaction.objects.exists():
        break
told = Reaction.objects.count()
"""


def hold_worker(served):
    """Kill the worker, and keep whoever would start it again from doing so.

    It is killed and not stopped in its tracks: there it might keep the database locked for ever.
    """
    worker = served.part("worker")
    status = Path(f"/proc/{worker}/stat").read_text()
    supervisor = int(status.rpartition(")")[2].split()[1])
    os.kill(supervisor, signal.SIGSTOP)
    os.kill(worker, signal.SIGKILL)


def workers(served, moments, wiki_state=None):
    """Start a worker and kill it, once for each moment, while there is work.

    Args:
        served: an installation that is stopped.
        moments: seconds between the first sign of work and the end; none for the moment when the
            wiki has done something of which the worker does not know yet.
        wiki_state: tells what the wiki has done so far.

    Returns:
        How many were killed while they had work.
    """
    killed = 0
    for moment in moments:
        _run(served, LET_GO)
        before = _run(served, COUNT)
        if not before[0]:
            break
        process = subprocess.Popen(
            [*COMITY, "worker"],
            env=served.environment | {"COMITY_SANDBOX": "1"},
            cwd=served.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            done = wiki_state() if wiki_state else None
            began = _until(partial(_moved, served, before))
            if began and moment is None:
                _until(partial(_differs, wiki_state, done))
            elif began:
                time.sleep(moment)
        finally:
            process.kill()
            process.wait()
        killed += began
        if not began:
            break
    return killed


def finish(served):
    """Do everything that is left, as a worker does that comes later, and see that it ends."""
    assert inside.run(served, FINISH) == 0


def _moved(served, before):
    return _run(served, COUNT) != before


def _differs(state, before):
    return state() != before


def _until(happened):
    """Wait until something happens; tell whether it did."""
    give_up = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > give_up:
            return False
        time.sleep(LOOK)
    return True


def _run(served, sql):
    """Run one statement on the database of an installation, and give the row that it tells."""
    parts = urlsplit(served.database_url)
    if parts.scheme == "sqlite":
        with closing(sqlite3.connect(parts.path.removeprefix("/"), timeout=10)) as database:
            row = database.execute(sql).fetchone()
            database.commit()
            return row
    import psycopg  # noqa: PLC0415, an extra: SQLite is looked at without it

    with psycopg.connect(served.database_url) as database:
        cursor = database.execute(sql)
        return cursor.fetchone() if cursor.description else None
