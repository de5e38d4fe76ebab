"""A real MediaWiki on SQLite behind PHP's own web server, for tests and for trying things out.

``python -m tests.wiki.server`` keeps one running until Ctrl-C.
"""

import argparse
import atexit
import functools
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import httpx

from tests.harness.ports import free_port
from tests.wiki.visitor import Visitor

HERE = Path(__file__).parent
MEDIAWIKI = Path(os.environ.get("COMITY_TEST_MEDIAWIKI", "/usr/share/mediawiki"))
ADMIN = "Keeper"
ADMIN_PASSWORD = "a gate on the hill"
BOT_APP = "comity"
BOT_PASSWORD = "0123456789abcdef0123456789abcdef"
BOT_GRANTS = (
    "basic,highvolume,editpage,createeditmovepage,blockusers,sendemail,viewdeleted,privateinfo"
)
SECONDS_TO_START = 20
# PHP and its workers go with whoever started them, however that one ends: the pipe then closes.
KEEP = '("$0" "$@" < /dev/null; kill 0) & cat > /dev/null; kill 0'
PHP = (
    "php",
    "-d",
    "opcache.enable=1",
    "-d",
    "opcache.validate_timestamps=0",
    "-d",
    "display_errors=0",
)


def missing_part() -> str | None:
    """Name what this machine lacks for a real wiki, if anything."""
    if shutil.which("php") is None:
        return "PHP"
    if not (MEDIAWIKI / "maintenance" / "install.php").is_file():
        return "MediaWiki"
    loaded = subprocess.run(["php", "-m"], capture_output=True, text=True, check=True).stdout
    for extension in ("pdo_sqlite", "mbstring", "xml", "intl"):
        if extension not in loaded.split():
            return f"PHP's {extension}"
    return None


@functools.cache
def prepared() -> Path:
    """Install a wiki once; every wiki of this process starts as a copy of it."""
    folder = Path(tempfile.mkdtemp(prefix="comity-wiki-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name in ("data", "cache", "images", "mail"):
        (folder / name).mkdir()
    _run(
        folder,
        MEDIAWIKI / "maintenance" / "install.php",
        *("--dbtype", "sqlite", "--dbname", "hill", "--dbpath", str(folder / "data")),
        *("--server", "http://127.0.0.1", "--scriptpath", "", "--confpath", str(folder / "mail")),
        *("--pass", ADMIN_PASSWORD, "Hill Wiki", ADMIN),
    )
    (folder / "mail" / "LocalSettings.php").unlink()
    shutil.copy(HERE / "LocalSettings.php", folder)
    (folder / "sendmail").write_text(
        '#!/bin/sh\nexec cat > "$(mktemp "$TEST_WIKI_MAIL/XXXXXXXXXX.eml")"\n'
    )
    (folder / "sendmail").chmod(0o755)
    for app, grants, password in (
        (BOT_APP, BOT_GRANTS, BOT_PASSWORD),
        ("reader", "basic", BOT_PASSWORD[::-1]),
    ):
        _run(
            folder,
            MEDIAWIKI / "maintenance" / "createBotPassword.php",
            *("--appid", app, "--grants", grants, ADMIN, password),
        )
    _confirm_email(folder, ADMIN, "keeper@hill.example")
    return folder


def _confirm_email(folder: Path, user: str, address: str) -> None:
    """Give somebody an address that counts as confirmed."""
    script = MEDIAWIKI / "maintenance" / "resetUserEmail.php"
    _run(folder, script, "--no-reset-password", user, address)


def _environment(folder: Path, more: Mapping[str, str] = {}) -> dict[str, str]:
    """Say to PHP where its wiki is; nothing else of ours reaches it."""
    return {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "HOME": str(folder),
        "TMPDIR": str(folder / "cache"),
        "MW_INSTALL_PATH": str(MEDIAWIKI),
        "MW_CONFIG_FILE": str(folder / "LocalSettings.php"),
        "TEST_WIKI_MAIL": str(folder / "mail"),
        "TEST_WIKI_SERVER": "http://127.0.0.1",
        **more,
    }


def _run(folder: Path, script: Path, *arguments: str) -> None:
    """Run a maintenance script of the wiki in this folder."""
    done = subprocess.run(
        [*PHP, str(script), *arguments],
        env=_environment(folder),
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        message = f"{script.name} failed: {done.stdout[-1000:]} {done.stderr[-1000:]}"
        raise RuntimeError(message)


class TestWiki:
    """One wiki with its own data, from ``start`` to ``stop``."""

    __test__ = False  # not a class of tests, whatever its name says

    def __init__(
        self,
        *,
        port: int | None = None,
        smtp_port: int | None = None,
        email: bool = True,
        folder: Path | None = None,
    ) -> None:
        """Say how it will run.

        Args:
            folder: where its data stay when it stops; where not given, they go with it.
            port: where it listens on loopback; any free port if not given.
            smtp_port: where its mail goes on loopback; into ``mail()`` if not given.
            email: whether people can write to each other through the wiki.
        """
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.api_url = f"{self.url}/api.php"
        self.admin = ADMIN
        self.admin_password = ADMIN_PASSWORD
        self.bot_name = f"{ADMIN}@{BOT_APP}"
        self.bot_password = BOT_PASSWORD
        self.reader_bot_name = f"{ADMIN}@reader"
        self.reader_bot_password = BOT_PASSWORD[::-1]
        self._settings = {
            "TEST_WIKI_SERVER": self.url,
            "TEST_WIKI_SMTP_PORT": str(smtp_port or ""),
            "TEST_WIKI_EMAIL": "on" if email else "off",
            "PHP_CLI_SERVER_WORKERS": "4",
        }
        self._folder: Path | None = None
        self._kept = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._passwords = {ADMIN: ADMIN_PASSWORD}
        self._visitors: dict[str, Visitor] = {}

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def folder(self) -> Path:
        """Where its data is; there is none before the first start."""
        if self._folder is None:
            self._folder = self._kept or Path(tempfile.mkdtemp(prefix="comity-wiki-"))
            if not (self._folder / "LocalSettings.php").exists():
                shutil.copytree(prepared(), self._folder, dirs_exist_ok=True)
        return self._folder

    def start(self) -> None:
        """Serve, on the data as they were left by ``pause``, or on fresh ones."""
        folder = self.folder
        atexit.register(self.stop)
        with (folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    *("sh", "-c", KEEP),
                    *PHP,
                    *("-d", f"sendmail_path={folder / 'sendmail'}"),
                    *("-S", f"127.0.0.1:{self.port}", "-t", str(MEDIAWIKI)),
                ],
                env=_environment(folder, self._settings),
                cwd=folder,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        give_up = time.monotonic() + SECONDS_TO_START
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > give_up:
                message = f"The wiki does not start: {(folder / 'server.log').read_text()[-2000:]}"
                self.stop()
                raise RuntimeError(message)
            time.sleep(0.05)

    def pause(self) -> None:
        """Stop serving and keep the data: a wiki that cannot be reached."""
        for visitor in self._visitors.values():
            visitor.close()
        self._visitors.clear()
        if self._process is None:
            return
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(timeout=10)
        self._process = None

    def stop(self) -> None:
        """Stop serving and forget everything, unless a folder was given to keep it in."""
        atexit.unregister(self.stop)
        self.pause()
        if self._folder is not None and self._folder != self._kept:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def visitor(self, name: str) -> Visitor:
        """Somebody who has an account here, signed in with their own password."""
        if name not in self._visitors:
            visitor = Visitor(self.api_url)
            visitor.sign_in(name, self._passwords[name])
            self._visitors[name] = visitor
        return self._visitors[name]

    def create_user(self, name: str, password: str | None = None, *, email: str = "") -> int:
        """Make an account and return its number.

        Args:
            name: as the wiki writes it, beginning with a capital.
            password: a random one if not given; ``visitor`` remembers it.
            email: confirmed at once; without one nobody can write to them.
        """
        password = password or secrets.token_urlsafe(12)
        number = self.visitor(ADMIN).create_account(name, password)
        self._passwords[name] = password
        if email:
            _confirm_email(self.folder, name, email)
        return number

    def edit_as(self, user: str, page: str, text: str, summary: str = "") -> int:
        """Edit as this person and return the number of the revision.

        Raises:
            WikiError: the wiki refused, for instance because of a block.
        """
        return self.visitor(user).edit(page, text, summary)

    def rename(self, old: str, new: str) -> None:
        """Give an account another name, as the wiki's own script does."""
        script = MEDIAWIKI / "extensions" / "Renameuser" / "maintenance" / "renameUser.php"
        if not script.is_file():  # part of the core since 1.40
            script = MEDIAWIKI / "maintenance" / "renameUser.php"
        arguments = ["--oldname", old, "--newname", new, "--performer", ADMIN, "--reason", "asked"]
        _run(self.folder, script, *arguments)
        self._passwords[new] = self._passwords.pop(old)
        if visitor := self._visitors.pop(old, None):
            visitor.close()

    def bot_login(self, app: str, grants: str, *, user: str = ADMIN) -> tuple[str, str]:
        """Make one more bot password and return the name to log in by, and the password."""
        password = secrets.token_hex(16)
        script = MEDIAWIKI / "maintenance" / "createBotPassword.php"
        _run(self.folder, script, "--appid", app, "--grants", grants, user, password)
        return f"{user}@{app}", password

    def configure(self, lines: str) -> None:
        """Put lines at the end of ``LocalSettings.php``, as somebody who keeps the wiki does."""
        self._write_settings(f"{self._settings_file.read_text(encoding='utf-8')}\n{lines}\n")

    @contextmanager
    def configured(self, lines: str) -> Iterator[None]:
        """Put lines there for a while, and take them out again for whoever comes after."""
        before = self._settings_file.read_text(encoding="utf-8")
        self.configure(lines)
        try:
            yield
        finally:
            self._write_settings(before)

    def join_group(self, user: str, group: str) -> None:
        """Put an account into a group, as the wiki's own script does."""
        script = MEDIAWIKI / "maintenance" / "createAndPromote.php"
        _run(self.folder, script, "--force", "--custom-groups", group, user)

    def letters(self) -> list[str]:
        """Everything the wiki mailed, oldest first, where it has no mail server to hand it to."""
        files = sorted((self.folder / "mail").glob("*.eml"), key=lambda file: file.stat().st_mtime)
        return [file.read_text() for file in files]

    @property
    def _settings_file(self) -> Path:
        return self.folder / "LocalSettings.php"

    def _write_settings(self, text: str) -> None:
        running = self._process is not None
        self.pause()
        self._settings_file.write_text(text, encoding="utf-8")
        if running:
            self.start()

    def _answers(self) -> bool:
        try:
            answer = httpx.get(self.api_url, params={"action": "query", "format": "json"})
        except httpx.TransportError:
            return False
        return answer.status_code == httpx.codes.OK


def main() -> None:
    """Keep a wiki running for somebody who wants to try Comity on it."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--smtp-port", type=int)
    options = parser.parse_args()
    if missing := missing_part():
        parser.exit(1, f"{missing} is not installed: run `make real-parts`\n")
    with TestWiki(port=options.port, smtp_port=options.smtp_port) as wiki:
        print(f"The wiki is at {wiki.url}/wiki/Main_Page, its API at {wiki.api_url}")
        print(f"Sign in as {wiki.admin} with the password: {wiki.admin_password}")
        print(f"Bot login {wiki.bot_name} with the password: {wiki.bot_password}")
        print("Ctrl-C stops it and deletes everything.", flush=True)
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            signal.pause()
        except KeyboardInterrupt:
            print("Stopped.")


if __name__ == "__main__":
    main()
