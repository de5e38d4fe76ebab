"""Every variable that is read is documented, and the other way round."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
READ = re.compile(r'(?:text|truth|words|choice|environ\.get|getenv)\(\s*"(COMITY_[A-Z_]+)"')
TOLD = re.compile(r"`(COMITY_[A-Z_]+)`")


def read_in(folder):
    return {name for file in folder.rglob("*.py") for name in READ.findall(file.read_text())}


def told_in(text):
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    return {name for row in rows for name in TOLD.findall(row.split("|")[1])}


def test_every_variable_that_is_read_is_documented():
    told = told_in((ROOT / "docs" / "OPERATIONS.md").read_text())
    assert read_in(ROOT / "src") == told


def test_a_variable_that_nobody_documented_is_found(tmp_path):
    (tmp_path / "settings.py").write_text('VALUE = environment.text("COMITY_NEW_THING", "")\n')
    assert read_in(tmp_path) == {"COMITY_NEW_THING"}
    assert told_in("| `COMITY_OLD_THING` | x | y |") == {"COMITY_OLD_THING"}
