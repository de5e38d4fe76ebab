"""An installation without people: its parts are started one by one, with tasks of the test."""

import os
import secrets
import subprocess
import time
from contextlib import ExitStack, contextmanager

from tests.harness.mail import MailSink
from tests.harness.served import COMITY, Served
from tests.journeys.steps import inside

PATIENCE = 60

HANDLERS = """
import os, pathlib, time
FOLDER = pathlib.Path(__file__).parent

def note(subject, now):
    time.sleep(0.002)
    _write("done", subject)

def hold(subject, now):
    try:
        (FOLDER / "held").touch(exist_ok=False)
    except FileExistsError:
        _write("done", subject)
        return
    _write("holds", str(os.getpid()))
    time.sleep(600)

def every_minute(now):
    time.sleep(0.05)
    _write("ticked", now.isoformat())

def _write(name, line):
    file = os.open(FOLDER / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(file, (line + "\\n").encode())
    os.close(file)
"""
ENQUEUE = """
from comity.kernel.ids import new_id
from comity.record.models import Reaction
made = [Reaction(handler=f"handlers_of_a_test.{given['handler']}", subject=new_id())
        for _ in range(given["count"])]
Reaction.objects.bulk_create(made)
told = [one.subject for one in made]
"""
LEFT = "from comity.record.models import Reaction; told = Reaction.objects.count()"
AS_AFTER_FIVE_MINUTES = """
from comity.record.models import Reaction
told = Reaction.objects.update(leased_until=None)
"""
KEYS = """
from django.conf import settings
settings.COMITY_KEY_FILE.touch(mode=0o600)
settings.COMITY_KEY_FILE.write_text(settings.COMITY_KEYS.to_text())
told = None
"""
MOVEMENT = """
from importlib import resources
from comity.cli.movement import begin
from comity.charter.queries import shipped
begin(shipped("small"), operator="kim", language="en", password="a lantern in every window")
told = None
"""


@contextmanager
def place(folder, *, cluster=None, ready=True):
    """Give an installation without people, that runs nothing yet; its keys and tables if ready."""
    url = cluster.create(f"comity_{secrets.token_hex(6)}") if cluster else None
    with ExitStack() as stack:
        mail = stack.enter_context(MailSink())
        made = Served(folder / "place", mail=mail, database_url=url, sandbox=False)
        made.handlers = folder / "handlers"
        made.handlers.mkdir()
        (made.handlers / "handlers_of_a_test.py").write_text(HANDLERS)
        made.environment["PYTHONPATH"] += f"{os.pathsep}{made.handlers}"
        made.started = []
        stack.callback(end_all, made.started)
        stack.callback(made.stop)
        if ready:
            inside.run(made, KEYS)
            made.comity("migrate")
        yield made


def start(place, *words):
    """Start one command of an installation, with a log of its own."""
    log = (place.folder / "logs" / f"{words[0]}{len(place.started)}.log").open("wb")
    process = subprocess.Popen(
        [*COMITY, *words], env=place.environment, cwd=place.folder, stdout=log, stderr=log
    )
    log.close()
    place.started.append(process)
    return process


def end_all(started):
    """Ask everything that was started to stop, and wait for it."""
    for process in started:
        if process.poll() is None:
            process.terminate()
    for process in started:
        process.wait(PATIENCE)


def lines(place, name):
    """Read what the tasks of the test wrote down."""
    file = place.handlers / name
    return file.read_text().splitlines() if file.exists() else []


def until(said, what):
    """Wait until something is so.

    Raises:
        AssertionError: it was not so in time.
    """
    give_up = time.monotonic() + PATIENCE
    while not said():
        assert time.monotonic() < give_up, what
        time.sleep(0.05)
