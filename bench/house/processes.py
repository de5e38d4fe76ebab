"""Two web processes on PostgreSQL beside one: how many more pages they serve in the same time.

Target: 1.7 times as many. What bounds it is the number of cores: PostgreSQL and the driver need
some too, so on two cores the second web process finds less than one left. The driver is a plain
loop in processes of its own; the cores that web and clients used are printed with the figure.
"""

import subprocess
import sys
import time
from contextlib import contextmanager, suppress

from bench.figure import Figure
from tests.harness import processes
from tests.harness.mail import MailSink
from tests.harness.postgres import Cluster
from tests.harness.served import COMITY, served

PATH = "/en/code/"
CLIENTS = 4
SECONDS = 8
WARM_UP = 2
TARGET = 1.7
CLIENT = """
import http.client, sys, time
port, path, warm, seconds = int(sys.argv[1]), sys.argv[2], float(sys.argv[3]), float(sys.argv[4])
connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
def ask():
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 200, answer.status
until = time.monotonic() + warm
while time.monotonic() < until:
    ask()
count, started, until = 0, time.monotonic(), time.monotonic() + seconds
while time.monotonic() < until:
    ask()
    count += 1
print(count / (time.monotonic() - started), time.process_time())
"""
TICKS = 100
"""Clock ticks a second, in which /proc counts what a process used."""


def figures():
    """Measure one process, then two, then both again, and compare the better of each."""
    with Cluster.started() as cluster, MailSink() as mail, served(cluster=cluster, mail=mail) as on:
        on.stop()
        rates, used = {1: [], 2: []}, {}
        for count in (1, 2, 1, 2):
            with web(on, count) as pid:
                rate, driver, server = load(on.port, pid)
                rates[count].append(rate)
                used[count] = (driver, server)
    one, two = max(rates[1]), max(rates[2])
    driver, server = used[2]
    how = (
        f"{PATH}, {CLIENTS} clients, {SECONDS} s: {one:.0f} a second with one process, {two:.0f} "
        f"with two; while two ran, the web used {server:.2f} cores and the clients {driver:.2f}. "
        "Shown as what one process serves of what two serve"
    )
    share = one / two
    yield Figure(name="house.processes", value=share * 100, unit="%", target=100 / TARGET, how=how)


@contextmanager
def web(on, count):
    """Serve with so many processes until the end of the ``with``."""
    words = ("web", "--port", str(on.port), "--processes", str(count))
    environment = on.environment | {"COMITY_SANDBOX": "1"}
    with on.log.open("ab") as log:
        process = subprocess.Popen(
            [*COMITY, *words], env=environment, cwd=on.folder, stdout=log, stderr=log
        )
    try:
        wait_for(on)
        yield process.pid
    finally:
        process.terminate()
        process.wait(30)


def wait_for(on):
    """Wait until pages come.

    Raises:
        AssertionError: they do not.
    """
    give_up = time.monotonic() + 60
    while time.monotonic() < give_up:
        with suppress(OSError):
            if on._answers():
                return
        time.sleep(0.1)
    raise AssertionError("the web does not start")


def load(port, pid):
    """Ask for a page as fast as pages come.

    Returns:
        pages a second; cores that the clients used; cores that the web used.
    """
    words = [sys.executable, "-c", CLIENT, str(port), PATH, str(WARM_UP), str(SECONDS)]
    before, started = seconds_used(pid), time.monotonic()
    clients = [subprocess.Popen(words, stdout=subprocess.PIPE, text=True) for _ in range(CLIENTS)]
    said = [client.communicate()[0].split() for client in clients]
    took = time.monotonic() - started
    server = (seconds_used(pid) - before) / took
    return sum(float(rate) for rate, _ in said), sum(float(cpu) for _, cpu in said) / took, server


def seconds_used(pid):
    """Count the seconds of processor that a process and all that it started have used."""
    total = 0
    for each in (pid, *processes.descendants(pid)):
        fields = (processes.PROC / str(each) / "stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS
