"""What somebody reads in a text browser."""

import subprocess

from tests.harness import real_parts


def read(url, *, columns=80):
    """Give a page as w3m writes it on a terminal."""
    done = subprocess.run(
        [real_parts.need("w3m"), "-dump", "-cols", str(columns), "-T", "text/html", url],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={"HOME": "/nonexistent", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"},
    )
    return done.stdout
