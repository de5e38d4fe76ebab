"""All figures of the main job, over HTTP against one served sandbox on SQLite."""

import subprocess
import sys
import tomllib

from bench.figure import Figure
from bench.main import gate, inbox, pages, reports
from tests.harness import processes
from tests.harness.served import SOURCE, served

MEMORY = 160  # MB


def figures():
    """Measure, one figure after the other."""
    with served() as running:
        yield from pages.figures(running.url)
        yield from reports.figures(running.url)
        yield memory(running)
        load(running, "signatures", gate.SIGNATURES)
        yield from gate.figures(running.url)
        load(running, "cases", inbox.CASES)
        yield from inbox.figures(running.url, name="alder", password=movement()["password"])


def movement():
    """Read what the sandbox says of its people."""
    return tomllib.loads((SOURCE / "comity" / "cli" / "sandbox" / "movement.toml").read_text())


def load(running, what, count):
    """Stop an installation, load rows in bulk, and start it again."""
    running.stop()
    subprocess.run(
        [sys.executable, "-m", "bench.load", what, str(count)],
        env=running.environment,
        cwd=SOURCE.parent,
        check=True,
    )
    running.start()


def memory(running):
    """Say how much memory the largest web worker holds after all this."""
    most = max(processes.memory(pid) for pid in running.web_workers())
    how = "PSS of the largest web worker after pages and reports"
    return Figure(name="main.worker_memory", value=most, unit="MB", target=MEMORY, how=how)
