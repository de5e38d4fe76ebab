"""`comity serve` and its parts: the web, the worker and the clock."""

import logging
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event
from typing import Annotated

import typer
from django.conf import settings
from django.core.management import call_command
from django.db import InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from comity.cli.movement import refuse_wrong_use
from comity.record import actions

PATIENCE = 15
"""Seconds that a part has to stop by itself."""

WORKER_REST = 1.0
LESS_URGENT = 10
"""By how much workers step back behind the web, where both want the processor."""

CLOCK_REST = 60.0
RESTART_REST = 1.0
DATABASE_REST = 5.0

stopping = Event()
log = logging.getLogger("comity.serve")


def add_to(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    for command in (serve, up, web, worker, clock, tick, migrate):
        app.command()(command)


def up(port: int = 8000, host: str = "127.0.0.1") -> None:
    """Serve everything in the foreground: web, worker and clock. Ctrl-C stops all three."""
    serve(port=port, host=host)


def serve(
    port: int = 8000,
    host: str = "127.0.0.1",
    web: Annotated[int, typer.Option(help="Processes that answer requests.", min=1)] = 1,
    workers: Annotated[int, typer.Option(help="Processes that do what follows.", min=1)] = 1,
) -> None:
    """Serve everything in the foreground, with as many processes as wanted, and one clock."""
    refuse_old_tables()
    refuse_wrong_use(host)
    connection.close()
    address = ["--port", str(port), "--host", host]
    supervise(
        [
            [*_comity(), "web", *address, "--processes", str(web)],
            *([*_comity(), "worker"] for _ in range(workers)),
            [*_comity(), "clock"],
        ]
    )


def web(
    port: int = 8000,
    host: str = "127.0.0.1",
    threads: int = 4,
    processes: Annotated[int, typer.Option(help="Processes that answer.", min=1)] = 1,
) -> None:
    """Serve pages and the API."""
    refuse_wrong_use(host)
    connection.close()
    os.environ["COMITY_COUNTERS"] = str(_empty(Path(settings.COMITY_VAR) / "counters" / str(port)))
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
        "--workers",
        str(processes),
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
    """Do what follows from what was recorded, as it comes. Any number of workers may run."""
    os.nice(LESS_URGENT)
    _until_stopped(
        WORKER_REST,
        lambda: actions.run_due(now=timezone.now(), at_most=100, enough=stopping.is_set),
    )


def clock() -> None:
    """Do each minute what deadlines ask for. Any number of clocks may run."""
    anew = True  # whoever starts it again wants to see it work, not to wait for the next minute

    def work() -> None:
        nonlocal anew
        actions.tick(now=timezone.now(), anew=anew)
        anew = False

    _until_stopped(CLOCK_REST, work)


def tick(
    *,
    anew: Annotated[
        bool, typer.Option("--anew", help="Also when this minute's work has been done.")
    ] = False,
) -> None:
    """Do once what deadlines ask for, and what is due; for a timer instead of worker and clock."""
    failed = actions.tick(now=timezone.now(), anew=anew)
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
    """Work until told to stop; while the database is away, look for it every few seconds."""
    _listen_for_the_end()
    away = False
    while not stopping.is_set():
        did_something: object = False
        pause = rest
        try:
            did_something = work()
        except (OperationalError, InterfaceError) as problem:
            if not away:
                log.warning("the database is away (%s); waiting for it", type(problem).__name__)
            away, pause = True, DATABASE_REST
        else:
            if away:
                log.warning("the database is back")
            away = False
        connection.close()
        if not did_something:
            stopping.wait(pause)


def _empty(folder: Path) -> Path:
    """Make a folder anew, for this server alone: what an earlier one counted is over."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    return folder


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
