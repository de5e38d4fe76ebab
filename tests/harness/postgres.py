"""A PostgreSQL server of our own, in a temporary folder, gone when the tests are."""

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.harness import real_parts
from tests.harness.ports import free_port

OWNER = "comity"
PASSWORD = "loopback-only"  # the server listens on loopback and lives as long as the tests


def _as_ordinary_user(command):
    """PostgreSQL refuses to run as root, so root runs it as the user that Debian made for it."""
    if os.geteuid() != 0:
        return command
    return ["runuser", "-u", "postgres", "--", *command]


def _run(programs, *command):
    """Run one of PostgreSQL's programs to its end and give what it printed.

    Raises:
        RuntimeError: it failed, with what it said.
    """
    done = subprocess.run(
        _as_ordinary_user([str(programs / command[0]), *command[1:]]),
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        cwd="/",
        timeout=120,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stdout}{done.stderr}")
    return done.stdout


@dataclass(frozen=True)
class Cluster:
    """One running server."""

    programs: Path
    folder: Path
    port: int

    @classmethod
    @contextmanager
    def started(cls):
        """Make a server, start it, and take it away at the end."""
        programs = real_parts.postgres()
        folder = Path(tempfile.mkdtemp(prefix="comity-postgres-"))
        if os.geteuid() == 0:
            user = pwd.getpwnam("postgres")
            os.chown(folder, user.pw_uid, user.pw_gid)
        data, port = folder / "data", free_port()
        secret = folder / "password"
        secret.write_text(PASSWORD)
        if os.geteuid() == 0:
            os.chown(secret, user.pw_uid, user.pw_gid)
        try:
            _run(
                programs,
                "initdb",
                *("--pgdata", str(data), "--username", OWNER, "--pwfile", str(secret)),
                *("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8"),
                "--no-sync",
            )
            cluster = cls(programs, folder, port)
            cluster.start()
            try:
                yield cluster
            finally:
                cluster.stop()
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def start(self):
        """Start it, and wait until it answers."""
        options = (
            f"-c listen_addresses=127.0.0.1 -c port={self.port}"
            f" -c unix_socket_directories={self.folder} -c max_connections=200"
            # Data that lives for minutes needs no flushing; bench measures with it on.
            " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        )
        where = ("--pgdata", str(self.folder / "data"), "--log", str(self.folder / "log"))
        _run(self.programs, "pg_ctl", *where, "--options", options, "--wait", "start")

    def stop(self, mode="immediate"):
        """Stop it: at once, as a power cut would, or ``fast``, as an operator does."""
        data = str(self.folder / "data")
        _run(self.programs, "pg_ctl", "--pgdata", data, "--mode", mode, "--wait", "stop")

    def url(self, database):
        """Give the address of a database, as ``COMITY_DATABASE_URL`` wants it."""
        return f"postgresql://{OWNER}:{PASSWORD}@127.0.0.1:{self.port}/{database}"

    def create(self, database, *, like=None):
        """Make a database, empty or as a copy of another, and give its address."""
        self._program("createdb", *(["--template", like] if like else []), database)
        return self.url(database)

    def dump(self, database):
        """Give everything in a database as the text of SQL."""
        return self._program("pg_dump", "--inserts", database)

    def _program(self, name, *arguments):
        """Run a client program against this server."""
        done = subprocess.run(
            [
                str(self.programs / name),
                *("--host", "127.0.0.1", "--port", str(self.port), "--username", OWNER),
                *arguments,
            ],
            env=os.environ | {"PGPASSWORD": PASSWORD},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        if done.returncode:
            raise RuntimeError(f"{name}: {done.stderr}")
        return done.stdout
