"""Where the keys of the service lie, and that nobody starts without them."""

import os
import sys
from pathlib import Path

from comity.kernel.keys import ServiceKeys

MAKE_KEYS = {"init", "sandbox"}
"""Commands that begin an installation, and so may make its keys."""

NEED_KEYS = {
    *("body", "check", "clock", "community", "record", "tick", "up", "web", "wiki", "worker"),
}
"""Commands that write, or open what was written: with new keys they would lose everything."""


def path() -> Path:
    """Say where the key file is, as settings will."""
    var = Path(os.environ.get("COMITY_VAR", "var")).resolve()
    return Path(os.environ.get("COMITY_KEY_FILE", var / "keys.json"))


def prepare(command: str) -> None:
    """Make keys where an installation begins; elsewhere refuse to start without them."""
    where = path()
    if where.exists():
        return
    if command in MAKE_KEYS:
        where.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(where, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(ServiceKeys.new().to_text())
    elif command in NEED_KEYS:
        sys.stderr.write(
            f"There is no key file at {where}. Put it back from your backup, set COMITY_KEY_FILE, "
            "or begin a new installation with: comity init\n"
        )
        raise SystemExit(1)
