"""What we say of a standard is complete, and its proofs are there."""

import re
from collections import Counter

import pytest

from tests.architecture.house import ROOT

PAGE = ROOT / "docs" / "ASVS.md"
LAST = {
    "1": (2, 9, 11, 3, 2),
    "2": (3, 3, 4, 1),
    "3": (0, 2, 4, 6, 5, 0, 2),
    "4": (3, 1, 2, 4),
    "5": (1, 3, 2, 3),
    "6": (3, 12, 4, 4, 5, 3, 0, 4),
    "7": (3, 4, 2, 5, 2, 2),
    "8": (2, 3, 1, 1),
    "9": (3, 4),
    "10": (2, 2, 4, 11, 5, 2, 3),
    "11": (2, 3, 3, 4, 1, 1),
    "12": (3, 2, 4),
    "13": (1, 5, 2, 5),
    "14": (2, 4, 3),
    "15": (3, 3, 7),
    "16": (1, 5, 4, 3, 3),
    "17": (1, 4, 2),
}
"""By chapter, how many of each section belong to levels 1 and 2 of ASVS 5.0.0; always the first."""
STATES = ("met", "partly", "open", "not applicable")
SUMMARY = re.compile(
    r"\*\*Of (\d+): (\d+) met, (\d+) partly, (\d+) open, (\d+) not applicable\.\*\*"
)


def rows(text):
    """Give each row as id, what is done, proof and state; a row for several ids counts for each."""
    for line in text.splitlines():
        if re.match(r"\| \d", line):
            ids, done, proof, state = (cell.strip() for cell in line.strip("|").split("|"))
            section, _, numbers = ids.rpartition(".")
            first, _, last = numbers.partition("-")
            for number in range(int(first), int(last or first) + 1):
                yield f"{section}.{number}", done, proof, state


def wanted():
    for chapter, sections in LAST.items():
        for section, last in enumerate(sections, 1):
            yield from (f"{chapter}.{section}.{number}" for number in range(1, last + 1))


def lacking(proof):
    """Tell whether a proof names something that is not there."""
    path, _, name = proof.strip("`").partition("::")
    place = ROOT / path
    if not place.exists():
        return True
    return bool(name) and not re.search(
        rf"^\s*(?:def|class) {name}\b", place.read_text(), re.MULTILINE
    )


@pytest.fixture(scope="module")
def told():
    return list(rows(PAGE.read_text()))


def test_every_requirement_of_the_first_two_levels_stands_there_once(told):
    named = Counter(name for name, *_ in told)
    assert len(list(wanted())) == 253
    assert set(wanted()) == set(named)
    assert [name for name, times in named.items() if times > 1] == []


def test_every_proof_is_there(told):
    assert [row for row in told if row[2].startswith("`") and lacking(row[2])] == []


def test_what_is_met_has_a_proof_and_what_is_not_says_why(told):
    for name, done, proof, state in told:
        assert state in STATES, name
        assert done, name
        assert proof == "operator" or proof.startswith("`") or state not in {"met", "partly"}, name


def test_the_summary_counts_right(told):
    [(total, *counts)] = SUMMARY.findall(PAGE.read_text())
    counted = Counter(state for *_, state in told)
    assert int(total) == len(told)
    assert [int(count) for count in counts] == [counted[state] for state in STATES]


def test_a_proof_that_is_not_there_is_found():
    assert lacking("`tests/nowhere.py`")
    assert lacking("`tests/architecture/test_asvs.py::test_that_nobody_wrote`")
    assert not lacking("`tests/architecture/test_asvs.py::lacking`")


def test_a_row_for_several_counts_for_each():
    assert [name for name, *_ in rows("| 17.2.1-3 | a | - | open |")] == [
        "17.2.1",
        "17.2.2",
        "17.2.3",
    ]
