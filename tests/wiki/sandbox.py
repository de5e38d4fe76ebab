"""A real MediaWiki beside the sandbox, to report a real edit and to see a real block.

``make wiki`` runs it. What was written there stays in ``var/wiki``, as the sandbox stays in
``var``: a report that names an edit finds it again tomorrow.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from tests.wiki.server import ADMIN, TestWiki, missing_part

ROOT = Path(__file__).parents[2]
COMMUNITY = "lighthouse"
PEOPLE = ("Ferron", "Odela", "Tesk")
PASSWORD = "lantern-in-the-window"
PAGE = "The harbour at night"
TEXT = "The harbour is lit by eleven lanterns, and the twelfth belongs to the ferry."


def furnish(wiki: TestWiki) -> None:
    """Give a new wiki a page and people who can edit it; leave one that has them as it is."""
    keeper = wiki.visitor(ADMIN)
    if keeper.text(PAGE):
        return
    for name in PEOPLE:
        wiki.create_user(name, PASSWORD)
    keeper.edit(PAGE, TEXT, "The first lines")


def connect(wiki: TestWiki) -> None:
    """Load the sandbox where it is not there yet, and connect its community to this wiki.

    Raises:
        subprocess.CalledProcessError: Comity refused, and said why.
    """
    comity = [sys.executable, "-m", "comity"]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    subprocess.run(
        [*comity, "sandbox", "--no-serve"],
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    subprocess.run(
        [*comity, "wiki", "connect", COMMUNITY, wiki.api_url, "--login", wiki.bot_name],
        env=environment,
        check=True,
        input=wiki.bot_password,
        text=True,
    )


def guide(wiki: TestWiki) -> str:
    """Say where the wiki is, who can sign in there, and what to try."""
    edit = f"{wiki.url}/index.php?title={PAGE.replace(' ', '_')}"
    return f"""
  {wiki.url}/wiki/{PAGE.replace(" ", "_")}

  People there:              {", ".join(PEOPLE)}
  Password of each of them:  {PASSWORD}
  Keeps the wiki:            {wiki.admin}, {wiki.admin_password}

  1. Sign in there as {PEOPLE[-1]}, edit the page, and write something unkind.
  2. In another browser window open the page's history, choose that edit, copy its address:
     {edit}&action=history
  3. Report it to The Lighthouse Wiki in Comity, with that address. Keep the receipt.
  4. Sign in to Comity as a member of the Lighthouse panel, and handle the case.
  5. When the panel has decided on a block, try to edit as {PEOPLE[-1]} again.

  All of it is invented. Ctrl-C stops the wiki; what was written there stays in var/wiki.
"""


def _taken(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


def main() -> None:
    """Run the wiki until Ctrl-C."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--port", type=int, default=8080)
    port = parser.parse_args().port
    if missing := missing_part():
        parser.exit(1, f"{missing} is not installed: run `make real-parts`\n")
    if _taken(port):
        parser.exit(1, f"Something else listens on port {port} already.\n")
    folder = Path(os.environ.get("COMITY_VAR", ROOT / "var")) / "wiki"
    folder.mkdir(parents=True, exist_ok=True)
    with TestWiki(port=port, folder=folder) as wiki:
        furnish(wiki)
        try:
            connect(wiki)
        except subprocess.CalledProcessError:
            parser.exit(1, "The sandbox could not be connected to the wiki; see above.\n")
        print(guide(wiki), flush=True)
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            signal.pause()
        except KeyboardInterrupt:
            print("Stopped.")


if __name__ == "__main__":
    main()
