"""Several processes at one database: each task and each minute's work is done once."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter

import httpx
import pytest

from tests.harness import processes
from tests.journeys.conftest import DATABASES
from tests.journeys.steps import inside
from tests.journeys.steps.processes import (
    AS_AFTER_FIVE_MINUTES,
    ENQUEUE,
    LEFT,
    MOVEMENT,
    PATIENCE,
    lines,
    start,
    until,
)
from tests.journeys.steps.processes import place as make_place

WORKERS = 3
TASKS = 300
MINUTES = """
from comity.record.models import Reaction
told = Reaction.objects.update(leased_until=None)
"""
MINUTES = """
import time
from datetime import datetime, timedelta
from django.conf import settings
from comity.record.actions import tick
settings.COMITY_EVERY_TICK = ("handlers_of_a_test.every_minute",)
begin = datetime.fromisoformat(given["begin"])
time.sleep(max(0, given["at"] - time.time()))
told = [tick(now=begin + timedelta(minutes=minute, seconds=given["seconds"]))
        for minute in range(5)]
"""


@pytest.fixture
def place(request, tmp_path):
    """Give an installation on one database or the other."""

    def making(database):
        on_postgres = database == "postgresql"
        cluster = request.getfixturevalue("postgres_cluster") if on_postgres else None
        return make_place(tmp_path, cluster=cluster)

    return making


@pytest.mark.parametrize("database", DATABASES)
def test_three_workers_do_each_of_300_tasks_once(place, database):
    with place(database) as here:
        subjects = inside.run(here, ENQUEUE, handler="note", count=TASKS)
        workers = [start(here, "worker") for _ in range(WORKERS)]
        until(lambda: len(lines(here, "done")) >= TASKS, "300 tasks are done")
        for worker in workers:
            worker.terminate()
        assert [worker.wait(PATIENCE) for worker in workers] == [0] * WORKERS
        assert Counter(lines(here, "done")) == Counter(subjects)
        assert inside.run(here, LEFT) == 0


@pytest.mark.parametrize("database", DATABASES)
def test_what_a_killed_worker_held_is_done_by_another(place, database):
    with place(database) as here:
        (held,) = inside.run(here, ENQUEUE, handler="hold", count=1)
        workers = {worker.pid: worker for worker in (start(here, "worker") for _ in range(2))}
        until(lambda: lines(here, "holds"), "one worker holds the task")
        others = inside.run(here, ENQUEUE, handler="note", count=30)
        until(lambda: len(lines(here, "done")) == len(others), "the other goes on meanwhile")
        victim = workers[int(lines(here, "holds")[0])]
        os.kill(victim.pid, signal.SIGKILL)
        assert victim.wait(PATIENCE) == -signal.SIGKILL
        assert inside.run(here, LEFT) == 1
        inside.run(here, AS_AFTER_FIVE_MINUTES)
        until(lambda: inside.run(here, LEFT) == 0, "the task of the killed worker is done")
        assert Counter(lines(here, "done")) == Counter([*others, held])


@pytest.mark.parametrize("database", DATABASES)
def test_a_worker_that_is_asked_to_stop_finishes_what_it_holds(place, database):
    with place(database) as here:
        inside.run(here, ENQUEUE, handler="note", count=TASKS)
        worker = start(here, "worker")
        until(lambda: lines(here, "done"), "it has begun")
        worker.terminate()
        assert worker.wait(PATIENCE) == 0
        assert len(lines(here, "done")) + inside.run(here, LEFT) == TASKS


@pytest.mark.parametrize("database", DATABASES)
def test_two_clocks_that_tick_at_once_do_each_minute_once(place, database):
    with place(database) as here:
        code = f"{inside.PREAMBLE}\n{MINUTES}\nassert not any(told), told"
        at = time.time() + 4
        clocks = [ticking(here, code, at=at, seconds=seconds) for seconds in range(2)]
        assert [clock.wait(PATIENCE) for clock in clocks] == [0, 0]
        minutes = [line[:16] for line in lines(here, "ticked")]
        assert sorted(minutes) == [f"2026-03-02T12:0{minute}" for minute in range(5)]


def ticking(place, code, **given):
    """Let a process tick for five minutes from the same moment on as another."""
    file = place.folder / f"given{given['seconds']}.json"
    file.write_text(json.dumps(given | {"begin": "2026-03-02T12:00:00+00:00"}))
    with file.open() as stdin:
        process = subprocess.Popen(
            [sys.executable, "-c", code],
            env=place.environment | {"DJANGO_SETTINGS_MODULE": "comity.config.settings"},
            cwd=place.folder,
            stdin=stdin,
        )
    place.started.append(process)
    return process


@pytest.mark.parametrize("database", DATABASES)
def test_of_two_operators_at_once_one_is_refused_in_words(place, database):
    with place(database) as here:
        inside.run(here, MOVEMENT)
        top = here.comity("community", "list").split()[0]
        words = ("community", "add", "harbour", "--parent", top, "--name", "The Harbour")
        both = [start(here, *words) for _ in range(2)]
        assert sorted(process.wait(PATIENCE) for process in both) == [0, 1]
        said = "".join(path.read_text() for path in (here.folder / "logs").glob("community*"))
        assert "Traceback" not in said
        assert "is already called “harbour”" in said
        assert here.comity("community", "list").count("harbour") == 1


def test_one_command_keeps_as_many_processes_as_wanted_and_ends_them_all(place):
    with place("sqlite") as here:
        inside.run(here, MOVEMENT)
        token = here.folder / "token"
        token.write_text("a word for whoever watches")
        here.environment["COMITY_METRICS_TOKEN_FILE"] = str(token)
        words = ("--port", str(here.port), "--web", "2", "--workers", "2")
        serving = start(here, "serve", *words)
        until(lambda: answers(here, "/health/live"), "pages come")
        until(lambda: answers(here, "/health/ready"), "the clock ticks")
        running = processes.children(serving.pid)
        commands = [" ".join(processes.command(pid)) for pid in running]
        ends = Counter(command.split()[-1] for command in commands)
        assert ends == {"worker": 2, "clock": 1, "comity.config.wsgi:application": 1}
        web = running[[("granian" in command) for command in commands].index(True)]
        assert len(processes.children(web)) == 2
        everything = processes.descendants(serving.pid)
        asked = [glossaries(here) for _ in range(6) if answers(here, "/en/words/")]
        assert asked == sorted(asked)
        assert asked[-1] - asked[0] == 5
        serving.terminate()
        assert serving.wait(PATIENCE) == 0
        assert [pid for pid in everything if processes.alive(pid)] == []


def answers(here, path):
    try:
        return httpx.get(f"{here.url}{path}", timeout=30).status_code == 200
    except httpx.TransportError:
        return False


def glossaries(here):
    """Read how often all web processes together have shown the words."""
    word = {"Authorization": "Bearer a word for whoever watches"}
    text = httpx.get(f"{here.url}/metrics", headers=word, timeout=30).text
    counted = re.search(r'_count\{route="glossary",status="2xx"\} (\d+)', text)
    return int(counted[1])
