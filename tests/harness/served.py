"""A real Comity: web, worker and clock as in production, with its own database and folder."""

import atexit
import functools
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx

from tests.harness import processes
from tests.harness.mail import MailSink
from tests.harness.ports import free_port
from tests.harness.reader import Reader
from tests.harness.tls import write_certificate

SECONDS_TO_START = 120
SECONDS_TO_STOP = 30
COMITY = (sys.executable, "-m", "comity")
SANDBOX = "sandbox"
SOURCE = Path(__file__).parents[2] / "src"


class Served:
    """One running installation; everything that it writes lies below ``folder``."""

    def __init__(self, folder, *, mail, database_url=None, tls=False, port=None, sandbox=True):
        """Say how it will run; ``start`` runs it.

        Args:
            folder: a new folder for everything that it writes.
            mail: the ``MailSink`` that takes its letters.
            database_url: PostgreSQL where given, else SQLite in the folder.
            tls: whether it speaks TLS itself, with a certificate of its own.
            port: where it listens on loopback; a free one where not given.
            sandbox: whether to load the sandbox movement; else the test makes its own.
        """
        self.folder = folder
        self.var = folder / "var"
        self.mail = mail
        self.port = port or free_port()
        self.sandbox = sandbox
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        for name in ("var", "tmp", "home", "logs"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        self.database_url = database_url or f"sqlite:///{self.var / 'comity.sqlite3'}"
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("COMITY_") and name != "PYTHONDONTWRITEBYTECODE"
        } | {
            "COMITY_VAR": str(self.var),
            "COMITY_DATABASE_URL": self.database_url,
            "COMITY_URL": self.url,
            "COMITY_MAIL_URL": mail.url,
            "HOME": str(folder / "home"),
            "TMPDIR": str(folder / "tmp"),
            "PYTHONPATH": str(SOURCE),
            "PYTHONUNBUFFERED": "1",
        }
        if tls:
            certificate, key = write_certificate(folder / "tls")
            self.environment |= {"COMITY_TLS_CERTIFICATE": str(certificate)}
            self.environment |= {"COMITY_TLS_KEY": str(key)}
        self._process = None
        self._seen = set()

    def comity(self, *arguments, check=True, stdin=None):
        """Run one command of this installation to its end and give what it printed.

        Raises:
            AssertionError: it failed.
        """
        done = subprocess.run(
            [*COMITY, *arguments],
            env=self.environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            input=stdin or "",
            timeout=SECONDS_TO_START,
        )
        if check and done.returncode:
            raise AssertionError(f"comity {' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done.stdout

    def start(self):
        """Start it and wait until the first page comes."""
        command = "sandbox" if self.sandbox else "up"
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*COMITY, command, "--port", str(self.port)],
                env=self.environment,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        give_up = time.monotonic() + SECONDS_TO_START
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > give_up:
                self.stop()
                raise AssertionError(f"Comity does not start:\n{self.logs()[-4000:]}")
            time.sleep(0.05)
        return self

    def stop(self):
        """Press Ctrl-C, and see that nothing is left running.

        Raises:
            AssertionError: something went on, and had to be ended.
        """
        if self._process is None:
            return
        pids = [self._process.pid, *processes.descendants(self._process.pid)]
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        left = [pid for pid in {*pids, *self._seen} if processes.alive(pid)]
        processes.end(left)
        self._process = None
        self._seen = set()
        if left:
            raise AssertionError(f"Ctrl-C left processes running: {left}")

    def part(self, name):
        """Give the process id of ``web``, ``worker`` or ``clock``.

        Raises:
            AssertionError: that part does not run.
        """
        pid = self.part_or_none(name)
        assert pid, f"{name} does not run:\n{self.logs()[-4000:]}"
        return pid

    def part_or_none(self, name):
        """Give the process id of a part, or nothing between its end and its next start."""
        for pid in processes.children(self._process.pid):
            words = processes.command(pid)
            if name in words or (name == "web" and any("granian" in word for word in words)):
                return pid
        return None

    def web_workers(self):
        """Give the process ids of the workers that answer requests."""
        return processes.children(self.part("web"))

    def kill(self, name):
        """End a part as a power cut would: at once, in the middle of whatever it does."""
        pid = self.part(name)
        below = processes.descendants(pid)
        for each in (pid, *below):
            os.kill(each, signal.SIGKILL)
        self._seen.update(below)

    def kill_all(self):
        """End everything at once, as a power cut would."""
        pids = [self._process.pid, *processes.descendants(self._process.pid)]
        for pid in pids:
            if processes.alive(pid):
                os.kill(pid, signal.SIGKILL)
        self._process.wait()
        give_up = time.monotonic() + SECONDS_TO_STOP
        while any(processes.alive(pid) for pid in pids) and time.monotonic() < give_up:
            time.sleep(0.01)
        self._process = None

    def reader(self, language="en"):
        """Give somebody with a browser that runs no scripts."""
        return Reader(self.url, language=language)

    @property
    def log(self):
        """Where everything goes that it prints."""
        return self.folder / "logs" / "comity.log"

    def logs(self):
        """Give everything that it has printed."""
        return self.log.read_text() if self.log.exists() else ""

    def _answers(self):
        try:
            answer = httpx.get(f"{self.url}/en/", verify=False, timeout=20)  # noqa: S501, our own certificate
        except httpx.TransportError:
            return False
        if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            self.stop()
            raise AssertionError(f"The first page fails:\n{self.logs()[-4000:]}")
        return answer.status_code == httpx.codes.OK


@functools.cache
def sandbox_folder(cluster=None):
    """Load the sandbox once on each database; every installation here begins as a copy.

    Loading takes long because every member's keys are locked with a slow hash.
    """
    folder = Path(tempfile.mkdtemp(prefix="comity-sandbox-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    database_url = cluster.create(SANDBOX) if cluster else None
    with MailSink() as mail:
        Served(folder, mail=mail, database_url=database_url).comity("sandbox", "--no-serve")
    return folder


@contextmanager
def served(*, cluster=None, mail=None, **options):
    """Run a Comity until the end of the ``with``.

    Args:
        cluster: a PostgreSQL server to use instead of SQLite.
        mail: the ``MailSink`` that takes its letters, where the test has one.
        options: more for ``Served``.
    """
    with ExitStack() as stack:
        room = tempfile.TemporaryDirectory(prefix="comity-served-", ignore_cleanup_errors=True)
        folder = Path(stack.enter_context(room))
        mail = mail or stack.enter_context(MailSink())
        sandbox = options.get("sandbox", True)
        if sandbox:
            prepared = sandbox_folder(cluster) / "var"
            shutil.copytree(prepared, folder / "var")
        if cluster:
            name = f"comity_{secrets.token_hex(6)}"
            options["database_url"] = cluster.create(name, like=SANDBOX if sandbox else None)
        running = Served(folder, mail=mail, **options)
        stack.callback(running.stop)
        yield running.start()
