"""Where the keys of the service lie, and that nobody starts without them, or half restored."""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from comity.kernel.keys import ServiceKeys

MAKE_KEYS = {"init", "sandbox"}
"""Commands that begin an installation, and so may make its keys."""

NEED_KEYS = {
    *("backup", "body", "check", "clock", "community", "record", "restore", "serve", "tick"),
    *("up", "web", "wiki", "worker"),
}
"""Commands that write, or open what was written: with new keys they would lose everything."""

NEED_A_WHOLE_DATABASE = (NEED_KEYS | MAKE_KEYS | {"migrate"}) - {"restore"}


def var() -> Path:
    """Say where the folder of the installation is, as settings will."""
    return Path(os.environ.get("COMITY_VAR", "var")).resolve()


def path() -> Path:
    """Say where the key file is, as settings will."""
    return Path(os.environ.get("COMITY_KEY_FILE", var() / "keys.json"))


def restoring() -> Path:
    """Say which file tells that a restore was begun and is not finished."""
    return var() / "restoring.json"


def half_restored() -> Path | None:
    """Say where an SQLite database lies while it is being restored; none on PostgreSQL."""
    url = os.environ.get("COMITY_DATABASE_URL", f"sqlite:///{var() / 'comity.sqlite3'}")
    parts = urlsplit(url)
    name = parts.path.removeprefix("/")
    if parts.scheme != "sqlite" or name in {"", ":memory:"}:
        return None
    database = Path(name)
    return database.with_name(f"{database.name}.restoring")


def prepare(command: str) -> None:
    """Make keys where an installation begins; elsewhere refuse to start without them."""
    if command in NEED_A_WHOLE_DATABASE and restoring().exists():
        _refuse(
            "A restore was begun here and is not finished. Run it again, with: "
            "comity restore FILE\nOr take away what it left, with: comity restore --give-up"
        )
    where = path()
    if where.exists():
        return
    if command in MAKE_KEYS:
        where.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write(where, ServiceKeys.new())
    elif command in NEED_KEYS:
        _refuse(
            f"There is no key file at {where}. Put it back from your backup, with: "
            "comity keys restore FILE\nOr set COMITY_KEY_FILE, or begin a new installation with: "
            "comity init"
        )


def refuse_wrong(command: str) -> None:
    """Refuse to go on with a key file that does not belong to this database.

    A check says so itself, and a restore compares the file with the backup.
    """
    if command not in NEED_KEYS - {"check", "restore"}:
        return
    # Needs Django's tables, which are read only after the environment is settled.
    from django.db import DatabaseError, connection  # noqa: PLC0415, as said above

    from comity.messages import words  # noqa: PLC0415, as said above
    from comity.record.queries import key_file_fits  # noqa: PLC0415, as said above

    try:
        fits = key_file_fits()
    except DatabaseError:
        return  # no tables yet, or out of reach: the command itself says which
    finally:
        connection.close()
    if not fits:
        _refuse(words("wrong_key_file"))


def write(where: Path, keys: ServiceKeys) -> None:
    """Write a key file that is not there yet, which only we can read.

    Raises:
        FileExistsError: there is one.
    """
    handle = os.open(where, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(keys.to_text())
        file.flush()
        os.fsync(file.fileno())


def replace(where: Path, keys: ServiceKeys) -> None:
    """Put other keys in the place of those in a key file, at one stroke."""
    part = where.with_name(f"{where.name}.part")
    part.unlink(missing_ok=True)
    write(part, keys)
    owner = where.stat()
    if os.geteuid() == 0:
        os.chown(part, owner.st_uid, owner.st_gid)
    part.replace(where)


def _refuse(reason: str) -> None:
    sys.stderr.write(f"{reason}\n")
    raise SystemExit(1)
