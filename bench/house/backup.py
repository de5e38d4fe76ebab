"""Backing up, restoring and verifying, with as many cases as a large movement has in decades.

``python -m bench.house.backup 100000`` fills the database of an installation that is stopped.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bench.figure import Figure, timed
from comity.kernel.chain import START, next_hash
from comity.kernel.ids import new_id
from tests.harness.mail import MailSink
from tests.harness.served import COMITY, SOURCE, Served, sandbox_folder

CASES = int(os.environ.get("COMITY_BENCH_CASES", "100000"))
BACKUP, RESTORE = 60, 120  # s
A_LINE = 20  # µs: 50,000 lines a second
MINUTES = 10
SECOND = 1000  # ms

WRAPS, ITEMS, LINES = 5, 2, 6
WRAP, ITEM, BOX, SIGNATURE, HIDDEN = 1220, 5270, 1216, 68, 300  # bytes, as they are in truth
BATCH = 2000
HOW = (
    f"{CASES} cases on SQLite, each with a room of {WRAPS} wraps and {ITEMS} items, and {LINES} "
    f"lines of the record"
)


def figures():
    """Fill an installation, back it up, restore it elsewhere, and read its record."""
    with filled() as served, tempfile.TemporaryDirectory() as kept:
        backup = Path(kept) / "all.backup"
        took, _ = timed(lambda: run(served, "backup", str(backup)))
        size = backup.stat().st_size / 1e9
        yield Figure(
            name="house.backup",
            value=took / SECOND,
            unit="s",
            target=BACKUP,
            how=f"{HOW}: {size:.1f} GB",
        )
        with elsewhere(served) as second:
            took, _ = timed(lambda: run(second, "restore", str(backup)))
            yield Figure(
                name="house.restore_and_verify",
                value=took / SECOND,
                unit="s",
                target=RESTORE,
                how=f"{HOW}: hashes, tables, links and both chains",
            )
        took, _ = timed(lambda: run(served, "record", "verify"))
        lines = CASES * LINES
        yield Figure(
            name="house.record_verification",
            value=took * 1000 / lines,
            unit="µs a line",
            target=A_LINE,
            how=f"comity record verify over {lines} lines of the sealed chain, its start included",
        )


@contextmanager
def filled():
    """Give an installation that is stopped and holds as many cases."""
    with installation() as served:
        shutil.copytree(sandbox_folder() / "var", served.var, dirs_exist_ok=True)
        for command in (["bench.load", "cases"], ["bench.house.backup"]):
            subprocess.run(
                [sys.executable, "-m", *command, str(CASES)],
                env=served.environment,
                cwd=SOURCE.parent,
                check=True,
            )
        yield served


@contextmanager
def elsewhere(first):
    """Give a machine with the keys of another, and nothing else."""
    with installation() as served:
        shutil.copy(first.var / "keys.json", served.var)
        yield served


@contextmanager
def installation():
    """Give an installation in a folder of its own, which never runs."""
    with tempfile.TemporaryDirectory() as folder, MailSink() as mail:
        yield Served(Path(folder), mail=mail, sandbox=False)


def run(served, *words):
    """Run a command that takes minutes."""
    done = subprocess.run(
        [*COMITY, *words],
        env=served.environment,
        cwd=served.folder,
        check=False,
        capture_output=True,
        text=True,
        timeout=MINUTES * 60,
    )
    if done.returncode:
        raise AssertionError(f"{words}: {done.stdout}{done.stderr}")


def fill(count):
    """Write rooms and lines straight into their tables: what is sealed in them opens for nobody."""
    import django  # noqa: PLC0415, only where a database is filled

    django.setup()
    from django.db import connection, transaction  # noqa: PLC0415, needs the settings

    with closing(connection.cursor()) as cursor:
        cursor.execute("SELECT number, last_hash FROM record_chain WHERE name = 'sealed'")
        end = cursor.fetchone()
        for first in range(0, count, BATCH):
            with transaction.atomic():
                _rooms(cursor, min(BATCH, count - first))
                end = _lines(cursor, min(BATCH, count - first) * LINES, *end)
        cursor.execute(
            "UPDATE record_chain SET number = %s, last_hash = %s WHERE name = 'sealed'", end
        )


def _rooms(cursor, count):
    rooms = [new_id() for _ in range(count)]
    for table, columns, rows in (
        ("room", ("id", "audience", "made_on"), ((room, "panel", "2026-03-02") for room in rooms)),
        (
            "epoch",
            ("room_id", "number", "box", "signature"),
            ((room, 1, os.urandom(BOX), os.urandom(SIGNATURE)) for room in rooms),
        ),
        (
            "wrap",
            ("room_id", "epoch", "holder", "sealed"),
            (
                (room, 1, f"{holder:032x}", os.urandom(WRAP))
                for room in rooms
                for holder in range(WRAPS)
            ),
        ),
        (
            "sealeditem",
            ("id", "room_id", "epoch", "sealed"),
            ((new_id(), room, 1, os.urandom(ITEM)) for room in rooms for _ in range(ITEMS)),
        ),
    ):
        marks = ", ".join("%s" for _ in columns)
        statement = f"INSERT INTO vault_{table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608, our own tables
        cursor.executemany(statement, list(rows))


def _lines(cursor, count, number, last_hash):
    rows = []
    day = datetime(2026, 3, 2, tzinfo=UTC).date().isoformat()
    for place in range(number + 1, number + count + 1):
        body = {
            "chain": "sealed",
            "number": place,
            "kind": "case:moved",
            "subject": f"{place % 997:032x}",
            "actor": f"{place % 31:032x}",
            "at": day,
            "shown": {},
            "hidden": os.urandom(HIDDEN),
        }
        own = next_hash(last_hash or START, {**body, "hidden": body["hidden"].hex()})
        rows.append((*(body | {"shown": "{}"}).values(), last_hash or START, own))
        last_hash = own
    cursor.executemany(
        "INSERT INTO record_line (chain, number, kind, subject, actor, at, shown, hidden,"
        " previous_hash, own_hash) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        rows,
    )
    return number + count, last_hash


if __name__ == "__main__":
    fill(int(sys.argv[1]))
