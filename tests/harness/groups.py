"""Run the tests in groups, each with its time budget, and say at the end what was not run.

``python -m tests.harness.groups`` is what ``make test`` calls. Names of groups as arguments run
those alone: ``python -m tests.harness.groups postgres``.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.harness import processes, real_parts
from tests.harness.postgres import Cluster

MINUTE = 60
SYSTEM_PARTS = "browser or journey or postgres or real_wiki"


@dataclass(frozen=True, kw_only=True)
class Group:
    """Tests that need the same parts.

    Attributes:
        marks: which tests, as pytest's ``-m`` wants it.
        paths: where they stand.
        budget: seconds after which the group has failed.
        workers: how many tests at once.
        parts: what must be installed.
    """

    name: str
    marks: str
    budget: int
    paths: tuple[str, ...] = ("tests",)
    workers: int = 2
    parts: tuple[str, ...] = ()
    on_postgres: bool = False


GROUPS = (
    Group(name="plain", marks=f"not ({SYSTEM_PARTS})", budget=13 * MINUTE),
    Group(
        name="postgres",
        marks="not (browser or journey or real_wiki)",
        paths=("tests/actions", "tests/migrations", "tests/models", "tests/queries"),
        budget=10 * MINUTE,
        parts=("PostgreSQL",),
        on_postgres=True,
    ),
    Group(
        name="wiki",
        marks="real_wiki and not (browser or journey)",
        budget=5 * MINUTE,
        workers=0,
        parts=("MediaWiki",),
    ),
    Group(
        name="browser",
        marks="browser and not journey",
        budget=20 * MINUTE,
        workers=2,
        parts=("Chromium", "w3m"),
    ),
    Group(
        name="journeys",
        marks="journey",
        budget=30 * MINUTE,
        workers=2,
        parts=("Chromium", "MediaWiki", "PostgreSQL"),
    ),
)
ALWAYS = GROUPS[0]


@dataclass(kw_only=True)
class Count:
    """How the tests of a run ended."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, other):
        """Count another run in."""
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped

    def __str__(self):
        """Write the line that closes a run."""
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def environment(room, database=None):
    """Give a run an environment and a folder of its own: nothing leaks in, all is found again."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name != "PYTHONDONTWRITEBYTECODE"  # or every process compiles everything anew
        and (not name.startswith("COMITY_") or name == "COMITY_REQUIRE_REAL_PARTS")
    }
    kept |= {"COMITY_VAR": str(room / "var"), "TMPDIR": str(room), "PYTHONHASHSEED": "random"}
    if database:
        kept["COMITY_DATABASE_URL"] = database
    return kept


def counted(report):
    """Read the counts from the report that pytest wrote; a missing report is one failure."""
    if not report.exists():
        return Count(failed=1)
    total = Count()
    for suite in ET.parse(report).getroot().iter("testsuite"):  # noqa: S314, pytest wrote it
        failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped = int(suite.get("skipped", 0))
        passed = int(suite.get("tests", 0)) - failed - skipped
        total.add(Count(passed=passed, failed=failed, skipped=skipped))
    return total


def run_group(group, extra=()):
    """Run one group within its budget.

    Args:
        group: which tests.
        extra: more arguments for pytest.
    """
    print(f"\n== {group.name}: at most {group.budget // MINUTE} minutes", flush=True)
    with ExitStack() as stack:
        room = Path(
            stack.enter_context(
                tempfile.TemporaryDirectory(prefix="comity-test-", ignore_cleanup_errors=True)
            )
        )
        room.chmod(0o711)  # PostgreSQL runs as another user and keeps its data below
        stack.callback(lambda: processes.end(processes.started_in(room)))
        database = None
        if group.on_postgres:
            database = stack.enter_context(Cluster.started()).url("comity")
        command = [
            sys.executable,
            "-m",
            "pytest",
            *group.paths,
            "-m",
            group.marks,
            f"--junitxml={room / 'report.xml'}",
            *(["-n", str(group.workers), "--dist", "loadgroup"] if group.workers else []),
            *extra,
        ]
        started = time.monotonic()
        process = subprocess.Popen(command, env=environment(room, database), start_new_session=True)
        try:
            status = process.wait(timeout=group.budget)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            print(f"== {group.name} overran its budget of {group.budget // MINUTE} minutes")
            return Count(failed=1)
        except (KeyboardInterrupt, SystemExit):
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()
            raise
        count = counted(room / "report.xml")
        if status != 0 and not count.failed:
            count.failed = 1  # pytest itself failed: nothing collected, a broken plugin
        print(f"== {group.name}: {count}, in {time.monotonic() - started:.0f} s", flush=True)
        return count


def chosen(names):
    """Say which groups to run: those named, or all whose parts are demanded."""
    if names:
        return tuple(group for group in GROUPS if group.name in names)
    return GROUPS if real_parts.demanded() else (ALWAYS,)


def missing(group):
    """Name the parts that a group needs and this machine lacks."""
    return [part for part in group.parts if not real_parts.PARTS[part]()]


def say_what_was_left(groups):
    """Name the groups that were not run, what they need, and how to run them."""
    left = [group for group in GROUPS if group not in groups and group.parts]
    if not left:
        return
    print("\nNot run here:")
    for group in left:
        print(f"  {group.name:10} needs {', '.join(group.parts)}")
    print("To install what they need: make real-parts")
    print("Then, to run all groups:   COMITY_REQUIRE_REAL_PARTS=1 make test")


def main(arguments):
    """Run the groups and close with what was not run and with the counts."""
    groups = chosen([name for name in arguments if not name.startswith("-")])
    extra = [option for option in arguments if option.startswith("-")]
    total = Count()
    for group in groups:
        absent = missing(group)
        if absent:
            print(f"\n== {group.name} cannot run: {', '.join(absent)} missing (make real-parts)")
            total.add(Count(failed=1))
        else:
            total.add(run_group(group, extra))

    say_what_was_left(groups)
    print(f"\n{total}")
    return 1 if total.failed or not total.passed else 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that everything is put away
    sys.exit(main(sys.argv[1:]))
