"""Two web processes on PostgreSQL beside one: how many more pages they serve in the same time.

Target: 1.7 times as many. What bounds it is the number of cores: PostgreSQL and the clients need
some too, so on two cores the second web process finds less than one left. A client is a plain loop
over a socket, in a process of its own, so that it takes as little as it can. What a page costs the
web, the database and the client is measured and printed, and with it how often what one process
serves would fit into all cores: more than that no program can serve here.

Beside other work a page cost the web 11.6 ms with one process and 13.2 ms with two, PostgreSQL
2.4 ms and the clients 0.8 ms. One process fills a core with 86 pages a second; two cores hold 122
to 135 of them with everything, 1.4 to 1.6 times as many. So 1.7 needs a third core, and a faster
page would not help: it leaves PostgreSQL and the clients a larger part.
"""

import os
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from bench.figure import MILLISECONDS, Figure
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
import re, socket, sys, time
port, path, warm, seconds = int(sys.argv[1]), sys.argv[2], float(sys.argv[3]), float(sys.argv[4])
connection = socket.create_connection(("127.0.0.1", port), timeout=60)
request = f"GET {path} HTTP/1.1\\r\\nHost: 127.0.0.1:{port}\\r\\nAccept-Encoding: gzip\\r\\n\\r\\n"
request = request.encode()
length = re.compile(rb"\\r\\ncontent-length: *([0-9]+)", re.IGNORECASE)
def ask():
    connection.sendall(request)
    came = b""
    while b"\\r\\n\\r\\n" not in came:
        came += connection.recv(65536)
    head, _, body = came.partition(b"\\r\\n\\r\\n")
    assert head.startswith(b"HTTP/1.1 200"), head
    missing = int(length.search(head)[1]) - len(body)
    while missing:
        missing -= len(connection.recv(65536))
def ask_for(seconds):
    count, started = 0, time.monotonic()
    while time.monotonic() < started + seconds:
        ask()
        count += 1
    return count, time.monotonic() - started
begun = time.process_time()
warmed, _ = ask_for(warm)
count, took = ask_for(seconds)
print(count / took, warmed + count, time.process_time() - begun)
"""
TICKS = os.sysconf("SC_CLK_TCK")
"""Clock ticks a second, in which /proc counts what a process used."""


@dataclass(frozen=True, kw_only=True)
class Load:
    """What came of asking as fast as answers come.

    Attributes:
        rate: pages a second.
        web: milliseconds of processor that a page cost the web.
        database: the same for the database.
        clients: the same for the clients.
    """

    rate: float
    web: float
    database: float
    clients: float

    @property
    def most(self):
        """Pages a second that would use all cores up."""
        return os.cpu_count() * MILLISECONDS / (self.web + self.database + self.clients)


def figures():
    """Measure one process, then two, then both again, and compare the better of each."""
    with Cluster.started() as cluster, MailSink() as mail, served(cluster=cluster, mail=mail) as on:
        on.stop()
        database = int((cluster.folder / "data" / "postmaster.pid").read_text().split()[0])
        loads = {1: [], 2: []}
        for count in (1, 2, 1, 2):
            with web(on, count) as pid:
                loads[count].append(load(on.port, pid, database))
    one, two = (max(loads[count], key=lambda each: each.rate) for count in (1, 2))
    how = (
        f"{PATH}, {CLIENTS} clients, {SECONDS} s: {one.rate:.0f} a second with one process, "
        f"{two.rate:.0f} with two. With two, a page costs {two.web:.2f} ms of the web, "
        f"{two.database:.2f} ms of PostgreSQL and {two.clients:.2f} ms of the clients, so that "
        f"{os.cpu_count()} cores serve at most {two.most:.0f}, {two.most / one.rate:.2f} times "
        "what one does. Shown as what one process serves of what two serve"
    )
    share = one.rate / two.rate
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


def load(port, pid, database):
    """Ask for a page as fast as pages come.

    Args:
        port: where the web listens.
        pid: of the web.
        database: id of the first process of PostgreSQL.
    """
    words = [sys.executable, "-c", CLIENT, str(port), PATH, str(WARM_UP), str(SECONDS)]
    before = seconds_used(pid), seconds_used(database)
    clients = [subprocess.Popen(words, stdout=subprocess.PIPE, text=True) for _ in range(CLIENTS)]
    said = [[float(one) for one in client.communicate()[0].split()] for client in clients]
    after = seconds_used(pid), seconds_used(database)
    rate, pages, own = (sum(each) for each in zip(*said, strict=True))
    web_used, database_used = (
        MILLISECONDS * (then - first) / pages for first, then in zip(before, after, strict=True)
    )
    return Load(rate=rate, web=web_used, database=database_used, clients=MILLISECONDS * own / pages)


def seconds_used(pid):
    """Count the seconds of processor that a process and all that it started have used."""
    total = 0
    for each in (pid, *processes.descendants(pid)):
        fields = (processes.PROC / str(each) / "stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS
