"""docs/OPERATIONS.md, followed word by word: what can run here runs as it stands there."""

import os
import re
import stat
import subprocess
import sys

import pytest

from tests.architecture.house import ROOT
from tests.journeys.steps.processes import place

GUIDE = (ROOT / "docs" / "OPERATIONS.md").read_text()
BLOCK = re.compile(r"^```(sh|shell)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LEFT_OUT = {
    "apt-get": "installs packages of the distribution",
    "useradd": "makes a user of the machine",
    "git clone": "loads the software; make run does the same in its own test",
    "systemctl": "starts services of the machine; the units are checked by systemd-analyze",
    "environment.example": "writes to /etc and opens an editor",
    "systemd-run": "needs a running systemd",
    "certbot": "needs a public name",
    "wiki connect": "needs a wiki; tests/wiki connects one",
}
"""What is not run, by a word of the block, each with its reason."""
PASSWORD = "a lantern in every window"


def blocks(kind):
    return [text for found, text in BLOCK.findall(GUIDE) if found == kind]


def test_every_block_that_is_not_run_has_its_reason():
    reasons = [
        [reason for word, reason in LEFT_OUT.items() if word in text] for text in blocks("shell")
    ]
    assert all(reasons)
    assert all(any(word in text for text in blocks("shell")) for word in LEFT_OUT)


def test_the_guide_is_followed_word_by_word(tmp_path):
    with place(tmp_path, ready=False) as here:
        shell = Shell(here, tmp_path)
        for text in blocks("sh"):
            if "curl" in text and not shell.serving:
                here.start()
                shell.serving = True
            shell.run(text)
    assert shell.ran >= 5


class Shell:
    """Runs blocks of the guide, with the paths and the name of this test instead of those there."""

    def __init__(self, here, folder):
        self.here = here
        self.serving = False
        self.ran = 0
        self.programs = folder / "bin"
        self.programs.mkdir()
        charter = folder / "charter.toml"
        charter.write_bytes((ROOT / "src/comity/charter/shipped/small.toml").read_bytes())
        password = folder / "password"
        password.write_text(f"{PASSWORD}\n")
        program = self.programs / "comity"
        program.write_text(f'#!/bin/sh\nexec {sys.executable} -m comity "$@"\n')
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        self.here_instead = {
            "/opt/comity/charter.toml": str(charter),
            "--operator kim": f"--operator kim --password-fd 3 3< {password}",
            "https://comity.example.org": here.url,
        }

    def run(self, text):
        """Run one block to its end, stopping at the first command that fails.

        Raises:
            AssertionError: one failed.
        """
        for there, ours in self.here_instead.items():
            text = text.replace(there, ours)
        path = f"{self.programs}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-eu", "-c", text],
            env=self.here.environment | {"PATH": path},
            cwd=self.here.folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, f"{text}\n{done.stdout}{done.stderr}"
        self.ran += 1


@pytest.mark.parametrize("planted", ["```shell\nreboot\n```\n"])
def test_a_planted_block_without_reason_is_found(planted):
    ((kind, text),) = BLOCK.findall(planted)
    assert kind == "shell"
    assert not any(word in text for word in LEFT_OUT)
