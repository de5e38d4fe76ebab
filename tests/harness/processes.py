"""Processes of ours and their children, as the kernel tells of them in /proc."""

import os
import signal
import time
from pathlib import Path

PROC = Path("/proc")


def children(pid):
    """Give the ids of the processes that a process has started and that still run."""
    try:
        found = (PROC / str(pid) / "task" / str(pid) / "children").read_text().split()
    except FileNotFoundError:
        return []
    return [int(child) for child in found]


def descendants(pid):
    """Give the ids of all that a process has started, and of all that those have started."""
    return [each for child in children(pid) for each in (child, *descendants(child))]


def command(pid):
    """Give the words that a process was started with; none where it is gone."""
    try:
        return (PROC / str(pid) / "cmdline").read_bytes().decode().split("\0")[:-1]
    except (FileNotFoundError, ProcessLookupError):
        return []


def alive(pid):
    """Tell whether a process still runs. One that only waits to be noticed does not."""
    try:
        status = (PROC / str(pid) / "stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def started_in(folder):
    """Give the ids of the processes whose environment names a folder of ours."""
    found = []
    for entry in PROC.iterdir():
        if not entry.name.isdecimal() or int(entry.name) == os.getpid():
            continue
        try:
            environment = (entry / "environ").read_bytes()
        except (FileNotFoundError, PermissionError, ProcessLookupError):
            continue
        if str(folder).encode() in environment:
            found.append(int(entry.name))
    return found


def end(pids, seconds=10):
    """End processes that we started: ask first, then insist."""
    for ask in (signal.SIGTERM, signal.SIGKILL):
        for pid in pids:
            if alive(pid):
                try:
                    os.kill(pid, ask)
                except ProcessLookupError:
                    continue
        give_up = time.monotonic() + seconds
        while any(alive(pid) for pid in pids) and time.monotonic() < give_up:
            time.sleep(0.05)


def memory(pid):
    """Give the memory of a process in MB, its share of what it shares counted in (PSS)."""
    for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise AssertionError(f"no PSS for process {pid}")
