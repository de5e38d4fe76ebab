"""How slow guessing is made: the test run hashes with less, so the source is read."""

import re
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "comity"


def number(file, name):
    found = re.search(rf"^\s*{name} = ([\d* ]+)", (SOURCE / file).read_text(), re.MULTILINE)
    return [int(factor) for factor in found[1].split("*")]


def test_passwords_and_passphrases_cost_64_mib_and_three_passes():
    for file, memory, passes in [
        ("people/passwords.py", "memory_cost", "time_cost"),
        ("vault/actions/keys.py", "ARGON2_MEMORY", "ARGON2_PASSES"),
    ]:
        assert number(file, memory) == [64, 1024]
        assert number(file, passes) == [3]
