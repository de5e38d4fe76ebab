"""Parts that come with the distribution and not with Python: found, skipped, or demanded."""

import os
import shutil
from pathlib import Path

import pytest

POSTGRES_PROGRAMS = Path("/usr/lib/postgresql")
MEDIAWIKI = Path("/usr/share/mediawiki/includes/WebStart.php")


def demanded():
    """Tell whether a missing part fails the test instead of skipping it."""
    return os.environ.get("COMITY_REQUIRE_REAL_PARTS") == "1"


def chromium():
    """Find the browser."""
    return shutil.which("chromium")


def postgres():
    """Find the folder with the newest PostgreSQL server's programs."""
    found = [path for path in POSTGRES_PROGRAMS.glob("*/bin") if (path / "initdb").exists()]
    return max(found, key=lambda path: int(path.parent.name), default=None)


def wiki():
    """Find MediaWiki, where PHP can run it."""
    return MEDIAWIKI.parents[1] if MEDIAWIKI.exists() and shutil.which("php") else None


def w3m():
    """Find the text browser."""
    return shutil.which("w3m")


PARTS = {
    "Chromium": chromium,
    "PostgreSQL": postgres,
    "MediaWiki": wiki,
    "w3m": w3m,
}


def need(part):
    """Give a part, or leave the test: as failed where real parts are demanded, else as skipped."""
    found = PARTS[part]()
    if found:
        return found
    reason = f"{part} is not installed; run: make real-parts"
    if demanded():
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
