"""What goes wrong around Comity: each time a clear message, a safe state, and a way back."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing, contextmanager
from threading import Thread

import httpx
import pytest

from tests.harness import real_parts
from tests.harness.postgres import Cluster
from tests.journeys.steps import inside
from tests.journeys.steps.processes import (
    AS_AFTER_FIVE_MINUTES,
    ENQUEUE,
    LEFT,
    MOVEMENT,
    lines,
    place,
    until,
)

AWAY = "This place is not available for a moment"
SIGN_UP = {"username": "robin", "password1": "a lantern in every window"}
NEW_KEYS = """
from comity.kernel.keys import ServiceKeys
from django.conf import settings
settings.COMITY_KEY_FILE.write_text(ServiceKeys.new().to_text())
told = None
"""


def status(here, path):
    return httpx.get(f"{here.url}{path}", timeout=30).status_code


def check(here, *words):
    return here.comity("check", "--near", *words, check=False)


def test_a_database_that_goes_away_is_waited_for_and_nothing_is_lost(tmp_path):
    real_parts.need("PostgreSQL")
    with Cluster.started() as cluster, place(tmp_path, cluster=cluster) as here:
        inside.run(here, MOVEMENT)
        here.start()
        until(lambda: status(here, "/health/ready") == 200, "it is ready")
        parts = {name: here.part(name) for name in ("web", "worker", "clock")}
        subjects = inside.run(here, ENQUEUE, handler="note", count=200)
        until(lambda: lines(here, "done"), "the worker has begun")
        cluster.stop("fast")
        answer = httpx.get(f"{here.url}/en/", timeout=30)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "120")
        assert AWAY in answer.text
        assert "127.0.0.1" not in answer.text
        assert status(here, "/health/live") == 200
        assert status(here, "/health/ready") == 503
        assert httpx.get(f"{here.url}/api/v1/communities").json()["code"] == "not_available"
        assert "The database does not answer (OperationalError)." in check(here)
        until(lambda: "the database is away (OperationalError)" in here.logs(), "it is told")
        cluster.start()
        until(lambda: status(here, "/en/") == 200, "pages come again by themselves")
        until(lambda: inside.run(here, LEFT) <= 1, "what waited is done")
        inside.run(here, AS_AFTER_FIVE_MINUTES)  # what the worker held when the database went
        until(lambda: inside.run(here, LEFT) == 0, "that is done too")
        assert set(lines(here, "done")) == set(subjects)
        assert {name: here.part(name) for name in parts} == parts
        assert here.comity("record", "verify").startswith("Both chains are whole")


def test_a_locked_database_refuses_in_words_and_loses_nothing(tmp_path):
    with place(tmp_path) as here:
        inside.run(here, MOVEMENT)
        here.start()
        with here.reader() as somebody, closing(locked(here)) as lock:
            form = somebody.get("/en/account/sign-up/").form("Make my account").fill(SIGN_UP)
            lock.execute("BEGIN IMMEDIATE")
            answers = []
            sending = Thread(target=lambda: answers.append(form.submit()))
            sending.start()
            assert status(here, "/en/") == 200  # whoever reads is not kept waiting
            sending.join()
            assert (answers[0].status, AWAY in answers[0].text) == (503, True)
            assert "Nothing can be written to the database" in check(here)
            lock.execute("ROLLBACK")
            assert form.submit().status == 200
            assert "Nothing can be written" not in check(here)
        assert here.comity("record", "verify").startswith("Both chains are whole")


def locked(here):
    return sqlite3.connect(here.var / "comity.sqlite3", isolation_level=None)


def test_a_full_disk_refuses_in_words_and_keeps_what_was_there(tmp_path):
    with small_disk(tmp_path / "place" / "var"), place(tmp_path) as here:
        inside.run(here, MOVEMENT)
        here.start()
        filler = here.var / "filler"
        with here.reader() as somebody:
            form = somebody.get("/en/account/sign-up/").form("Make my account").fill(SIGN_UP)
            fill_up(filler)
            refused = form.submit()
            assert (refused.status, AWAY in refused.text) == (503, True)
            assert status(here, "/en/") == 200  # what was there can still be read
            said = check(here)
            assert "are free on the disk of" in said
            assert "Make room there" in said
            filler.unlink()
            assert form.submit().status == 200
        assert "are free on the disk of" not in check(here)
        assert here.comity("record", "verify").startswith("Both chains are whole")


@contextmanager
def small_disk(folder):
    """Mount a disk of 24 MB; only root can."""
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only root can mount a small disk")
    folder.mkdir(parents=True)
    options = ["-t", "tmpfs", "-o", "size=24m,mode=700", "tmpfs", str(folder)]
    if subprocess.run(["mount", *options], check=False, capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill_up(file):
    with file.open("wb", buffering=0) as filler:
        for size in (1024 * 1024, 4096, 1):
            try:
                while True:
                    filler.write(b"\0" * size)
            except OSError:
                continue


def test_with_the_wrong_key_file_nothing_starts_and_nothing_changes(tmp_path):
    with place(tmp_path) as here:
        inside.run(here, MOVEMENT)
        here.comity("tick")
        kept = here.var / "keys.json"
        right = kept.read_text()
        inside.run(here, NEW_KEYS)
        with closing(locked(here)) as database:
            before = list(database.iterdump())
            for command in ("serve", "up", "web", "worker", "clock", "tick"):
                with pytest.raises(AssertionError, match="does not belong to this database"):
                    here.comity(command)
            assert list(database.iterdump()) == before
        assert "does not belong to this database" in check(here)
        kept.write_text(right)
        here.start()
        assert status(here, "/en/") == 200
