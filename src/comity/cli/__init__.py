"""The `comity` command: a thin skin over actions and queries."""

import os
import sys

SANDBOX = "sandbox"


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

    django.setup()

    from comity.cli.app import run  # noqa: PLC0415, needs Django's tables

    run()
