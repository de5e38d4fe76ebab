"""`comity up` and its parts: the web, the worker and the clock."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from threading import Event

import typer
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from comity.cli.movement import refuse_wrong_use
from comity.record import actions

PATIENCE = 15
"""Seconds that a part has to stop by itself."""

WORKER_REST = 1.0
CLOCK_REST = 60.0
RESTART_REST = 1.0

stopping = Event()


def add_to(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    for command in (up, web, worker, clock, tick, migrate):
        app.command()(command)


def up(port: int = 8000, host: str = "127.0.0.1") -> None:
    """Serve everything in the foreground: web, worker and clock. Ctrl-C stops all three."""
    refuse_old_tables()
    refuse_wrong_use(host)
    connection.close()
    supervise(
        [
            [*_comity(), "web", "--port", str(port), "--host", host],
            [*_comity(), "worker"],
            [*_comity(), "clock"],
        ]
    )


def web(port: int = 8000, host: str = "127.0.0.1", threads: int = 4) -> None:
    """Serve pages and the API."""
    refuse_wrong_use(host)
    connection.close()
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        host,
        "--port",
        str(port),
        "--blocking-threads",
        str(threads),
        "--no-access-log",
        "--log-level",
        "warning",
        "--respawn-failed-workers",
        *_tls(),
        "comity.config.wsgi:application",
    ]
    os.execv(sys.executable, command)  # noqa: S606, our own interpreter with our own arguments


def worker() -> None:
    """Do what follows from what was recorded, as it comes."""
    _until_stopped(WORKER_REST, lambda: actions.run_due(now=timezone.now(), at_most=100))


def clock() -> None:
    """Do each minute what deadlines ask for."""
    _until_stopped(CLOCK_REST, _tick)


def _tick() -> None:
    actions.tick(now=timezone.now())


def tick() -> None:
    """Do once what deadlines ask for, and what is due; for a timer instead of worker and clock."""
    failed = actions.tick(now=timezone.now())
    actions.run_due(now=timezone.now())
    for name in failed:
        typer.echo(f"{name} failed; the log says where.")
    raise typer.Exit(1 if failed else 0)


def migrate() -> None:
    """Bring the tables up to date."""
    call_command("migrate", verbosity=0)
    typer.echo("The tables are up to date.")


def refuse_old_tables() -> None:
    """Stop unless every migration has been applied."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        typer.echo("The tables are not up to date. Run: comity migrate", err=True)
        raise typer.Exit(1)
    connection.close()


def supervise(commands: Sequence[Sequence[str]]) -> None:
    """Keep several processes running until told to stop, and then stop all of them."""
    _listen_for_the_end()
    running = {index: _start(command) for index, command in enumerate(commands)}
    while not stopping.wait(RESTART_REST):
        for index, process in running.items():
            if process.poll() is not None:
                typer.echo(f"{commands[index][-1]} ended and is started again.", err=True)
                running[index] = _start(commands[index])
    for process in running.values():
        process.terminate()
    ends = time.monotonic() + PATIENCE
    for process in running.values():
        try:
            process.wait(max(0.1, ends - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    # A group of its own: Ctrl-C reaches the supervisor, which then stops its parts in order.
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603, our own commands


def _until_stopped(rest: float, work: Callable[[], object]) -> None:
    _listen_for_the_end()
    while not stopping.is_set():
        did_something = work()
        connection.close()
        if not did_something:
            stopping.wait(rest)


def _listen_for_the_end() -> None:
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopping.set())


def _comity() -> list[str]:
    return [sys.executable, "-m", "comity"]


def _tls() -> list[str]:
    """Serve TLS ourselves where a certificate is named; else a proxy in front does."""
    certificate, key = os.environ.get("COMITY_TLS_CERTIFICATE"), os.environ.get("COMITY_TLS_KEY")
    if not (certificate and key):
        return []
    return ["--ssl-certificate", certificate, "--ssl-keyfile", key]
