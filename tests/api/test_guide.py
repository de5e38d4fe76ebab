"""The guide for programs holds what it says, and its program runs."""

import re
import subprocess
import sys

import pytest

from comity.api.limits import LIMITS
from comity.messages import MESSAGES
from tests.architecture.house import ROOT
from tests.harness.served import served

GUIDE = (ROOT / "docs" / "guides" / "api.md").read_text()


@pytest.mark.journey
def test_the_program_in_the_guide_runs(tmp_path):
    (program,) = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
    file = tmp_path / "first.py"
    file.write_text(program)
    with served() as here:
        done = subprocess.run(
            [sys.executable, str(file), here.url, "lighthouse"],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 0, done.stderr
    assert "Account 1 has signed: False" in done.stdout
    assert "Received by" in done.stdout


def test_the_limits_in_the_guide_are_those_that_hold():
    told = {int(number) for number in re.findall(r"^\|.*\| (\d+) \|$", GUIDE, re.MULTILINE)}
    assert told == set(LIMITS.values())


def test_the_refusals_in_the_guide_are_there():
    named = re.findall(r"`((?:place|idempotency)_[a-z_]+)`", GUIDE)
    assert len(named) == 3
    assert set(named) <= set(MESSAGES)
