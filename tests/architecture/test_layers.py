"""import-linter, run as a test, and seen to name each planted violation."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.house import DEPTH, ROOT, build

LINTER = Path(sys.executable).with_name("lint-imports")
EMPTY_HOUSE = {f"src/comity/{package}/__init__.py": "" for package in DEPTH}
EMPTY_HOUSE["src/comity/people/sessions.py"] = ""  # a contract names it


def broken_contracts(root):
    """Name the contracts that a checkout breaks, and give what the linter said."""
    done = subprocess.run(
        [LINTER, "--no-cache"],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root / "src"), "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    broken = re.findall(r"^(.+) BROKEN", done.stdout, re.MULTILINE)
    assert broken or done.returncode == 0, done.stdout + done.stderr
    return broken, done.stdout


@pytest.fixture
def house(tmp_path):
    """Build an empty house with the same floors and contracts as the real one."""
    build(tmp_path, EMPTY_HOUSE)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_import_looks_down():
    broken, said = broken_contracts(ROOT)
    assert not broken, said


def test_every_package_is_told_in_the_order_in_which_it_stands():
    told = re.findall(
        r"^  ([a-z]+)/ ", (ROOT / "docs" / "ARCHITECTURE.md").read_text(), re.MULTILINE
    )
    assert told == list(DEPTH)


def test_an_empty_house_breaks_nothing(house):
    assert broken_contracts(house)[0] == []


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("people/actions.py", "import comity.cases", "Packages only look down"),
        ("kernel/ids.py", "import comity.messages", "Packages only look down"),
        ("web/views.py", "import comity.api", "Packages only look down"),
        ("cases/actions.py", "import comity.config", "Packages only look down"),
        ("cases/queries.py", "import comity.cases.actions", "Inside a package"),
        ("cases/models.py", "import comity.cases.queries", "Inside a package"),
        ("cases/rules.py", "import comity.cases.models", "Inside a package"),
        ("cases/actions.py", "import comity.cases.tasks", "Inside a package"),
        ("cases/rules.py", "import django.utils", "Rules and kernel are plain Python"),
        ("cases/rules/apply.py", "import django.utils", "Rules and kernel are plain Python"),
        ("kernel/ids.py", "import django.utils", "Rules and kernel are plain Python"),
        (
            "web/views.py",
            "import comity.cases.models",
            "Tables are touched by queries, actions and figures only",
        ),
        (
            "cases/tasks.py",
            "import comity.cases.models",
            "Tables are touched by queries, actions and figures only",
        ),
    ],
)
def test_a_planted_import_is_found(house, file, line, contract):
    build(house, {"src/comity/cases/models.py": "", "src/comity/cases/actions.py": ""})
    build(house, {"src/comity/cases/queries.py": "", "src/comity/cases/tasks.py": ""})
    build(house, {f"src/comity/{file}": f"{line}\n"})
    assert contract in broken_contracts(house)[0]


def test_a_package_that_is_on_no_floor_is_found(house):
    build(house, {"src/comity/karma/__init__.py": ""})
    assert broken_contracts(house)[0] == ["Packages only look down"]
