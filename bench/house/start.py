"""How long somebody waits who has just fetched Comity, and who comes back to it."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from bench.figure import Figure

ROOT = Path(__file__).parents[2]
PAGE = "http://localhost:8000/en/"
FIRST = 60  # seconds
SECOND = 5  # seconds
PATIENCE = 300  # seconds
OK = 200


def figures():
    """Measure ``make run`` in a fresh copy, twice; another copy has warmed the package cache."""
    with tempfile.TemporaryDirectory() as folder:
        warm = copied(Path(folder) / "warm")
        subprocess.run(["make", ".venv/ready"], cwd=warm, check=True, stdout=subprocess.DEVNULL)
        shutil.rmtree(warm)
        fresh = copied(Path(folder) / "fresh")
        yield Figure(
            name="house.first_start",
            value=seconds_to_answer(fresh),
            unit="s",
            target=FIRST,
            how="make run in a fresh copy, packages fetched before: install, data, first page",
        )
        yield Figure(
            name="house.second_start",
            value=seconds_to_answer(fresh),
            unit="s",
            target=SECOND,
            how="make run in the same copy again, to the first page",
        )


def copied(folder):
    """Copy what is committed."""
    archive = subprocess.run(
        ["git", "archive", "--format=tar", "HEAD"], cwd=ROOT, check=True, capture_output=True
    ).stdout
    folder.mkdir()
    subprocess.run(["tar", "--extract"], cwd=folder, input=archive, check=True)
    return folder


def seconds_to_answer(folder):
    """Start, wait for the first page, stop.

    Raises:
        AssertionError: something else answers already, or nothing does in time.
    """
    if answers():
        raise AssertionError("port 8000 is taken; stop what listens there first")
    began = time.monotonic()
    running = subprocess.Popen(
        ["make", "run"],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if not name.startswith("COMITY_")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while not answers():
            if running.poll() is not None or time.monotonic() - began > PATIENCE:
                raise AssertionError("make run does not lead to a page")
            time.sleep(0.05)
        return time.monotonic() - began
    finally:
        os.killpg(running.pid, signal.SIGINT)
        running.wait(PATIENCE)


def answers():
    """Tell whether the first page comes."""
    try:
        with urlopen(PAGE, timeout=5) as answer:
            return answer.status == OK
    except URLError:
        return False
