"""The `comity` command: a thin skin over actions and queries."""

import os
import sys

SANDBOX = "sandbox"
WRONG_SETTINGS = 2


def main() -> None:
    """Run the command that was typed.

    Settings read the environment when they are first imported, so the sandbox
    is announced and the keys are looked for before anything else is.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.config.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command == SANDBOX:
        os.environ["COMITY_SANDBOX"] = "1"

    from comity.cli import keyfile  # noqa: PLC0415, must come after the environment is settled

    keyfile.prepare(command)

    import django  # noqa: PLC0415, as above
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415, as above

    try:
        django.setup()
    except ImproperlyConfigured as problem:
        sys.stderr.write(f"{problem}\n")
        raise SystemExit(WRONG_SETTINGS) from None
    keyfile.refuse_wrong(command)

    from comity.cli.app import run  # noqa: PLC0415, needs Django's tables

    run()
