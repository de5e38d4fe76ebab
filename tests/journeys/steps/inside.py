"""What somebody does who has a shell on the machine: code run with an installation's own keys."""

import json
import subprocess
import sys

PREAMBLE = """
import json, sys
import django
django.setup()
given = json.load(sys.stdin)
"""


def run(served, code, **given):
    """Run code inside an installation; it finds ``given``, and leaves its answer in ``told``.

    Raises:
        AssertionError: it failed.
    """
    done = subprocess.run(
        [sys.executable, "-c", f"{PREAMBLE}\n{code}\nprint(json.dumps(told))"],
        env=served.environment
        | {"DJANGO_SETTINGS_MODULE": "comity.config.settings", "COMITY_SANDBOX": "1"},
        cwd=served.folder,
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])
