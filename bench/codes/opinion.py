"""Opinion maps: how long they take, how large they get, and whether others find the same.

What bounds the time of the slowest conversation is telling how far everybody is from everybody else
(the silhouette of a grouping), which grows with the square of the people. Most of the time of a
large round is no arithmetic: its votes are written down as text to be published and hashed, and
laid out as a matrix, one at a time in Python. Its memory holds those votes as well as the matrix.
"""

import json
import subprocess
import sys
import time
from itertools import chain

from bench.figure import Figure
from comity.consultation.engine.opinion import draw
from comity.consultation.engine.opinion_space import matrix
from comity.consultation.engine.opinion_stability import agreement
from comity.consultation.rules.opinion_figures import Cell, consensus_of_groups
from tests.engine.polis import CONVERSATIONS, REFERENCES, SHARED, conversation, reference
from tests.harness.served import SOURCE

ROOT = SOURCE.parent
ORACLES = ROOT / ".venv-oracles" / "bin" / "python"
A_CONVERSATION = 2  # s
LARGE, LARGE_MEMORY = 60, 2048  # s, MB
SAME = 1e-9


def figures():
    """Measure the real conversations, a large one, and both against what others compute."""
    yield from real()
    yield from large()
    yield from equal()
    yield from against_red_dwarf()


def missing(name, what):
    """Say that a figure could not be measured here."""
    return Figure(name=name, value=None, unit="-", target=0, how=f"NOT MEASURED: {what}")


def real():
    """Draw the four open conversations, from the votes as they are published to the result."""
    name = "codes.opinion_slowest_conversation"
    if not (SHARED / "polis").is_dir():
        yield missing(name, f"{SHARED / 'polis'} is not there")
        return
    took = {}
    for one in CONVERSATIONS:
        votes = conversation(one)
        started = time.perf_counter()
        draw(votes)
        took[one] = time.perf_counter() - started
    how = ", ".join(f"{one} {seconds:.2f} s" for one, seconds in took.items())
    yield Figure(name=name, value=max(took.values()), unit="s", target=A_CONVERSATION, how=how)


def large():
    """Draw a synthetic round in a process of its own, and read how much memory that took."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.codes.opinion_large"],
        cwd=ROOT,
        env={"PYTHONPATH": str(SOURCE)},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    found = json.loads(done.stdout)
    how = (
        f"{found['people']} people, {found['statements']} statements, {found['votes']} votes, "
        f"{found['groups']} groups found; without the bootstrap"
    )
    yield Figure(
        name="codes.opinion_large", value=found["seconds"], unit="s", target=LARGE, how=how
    )
    yield Figure(
        name="codes.opinion_large_memory",
        value=found["megabytes"],
        unit="MB",
        target=LARGE_MEMORY,
        how="peak of that process, with the synthetic votes themselves",
    )


def equal():
    """Count the statements whose consensus of groups differs from the reference server's."""
    name = "codes.opinion_consensus_differs"
    if not (SHARED / "polis-reference").is_dir():
        yield missing(name, f"{SHARED / 'polis-reference'} is not there")
        return
    compared = differ = 0
    for one in REFERENCES:
        known = reference(one)
        for number, cells in known.table().items():
            theirs = known.computed["group-aware-consensus"][str(number)]
            differ += abs(float(consensus_of_groups(cells)) - theirs) > SAME * theirs
            compared += 1
    how = f"{compared} statements of {len(REFERENCES)} conversations, given the groups of Polis"
    yield Figure(name=name, value=differ, unit="statements", target=0, how=how)


def against_red_dwarf():
    """Draw each conversation with red-dwarf as well, in the environment of the oracles."""
    name = "codes.opinion_time_against_red_dwarf"
    if not ORACLES.exists() or not (SHARED / "polis").is_dir():
        yield missing(name, "it takes `make oracles` and ../shared/data/polis")
        return
    ours = theirs = 0.0
    compared = differ = 0
    alike = []
    for one in CONVERSATIONS:
        votes = conversation(one)
        started = time.perf_counter()
        found, labels = drawn(votes)
        ours += time.perf_counter() - started
        other = by_red_dwarf(votes)
        theirs += other["seconds"]
        groups = {int(row): group for row, group in other["groups"].items()}
        both = sorted(groups.keys() & labels.keys())
        alike.append(
            f"{one} {agreement_of(both, labels, groups):.2f} "
            f"({len(found['groups'])} and {len(set(groups.values()))} groups)"
        )
        for number, cells in tables(votes, groups).items():
            compared += 1
            expected = other["consensus"][str(number)]
            differ += abs(float(consensus_of_groups(cells)) - expected) > SAME * expected
    yield Figure(
        name=name,
        value=ours / theirs,
        unit="of its time",
        target=1,
        how=f"four conversations, {ours:.2f} s here and {theirs:.2f} s there, without imports; "
        f"adjusted Rand index of the groups: {', '.join(alike)}",
    )
    yield Figure(
        name="codes.opinion_consensus_differs_from_red_dwarf",
        value=differ,
        unit="statements",
        target=0,
        how=f"{compared} statements of four conversations, given the groups of red-dwarf",
    )


def drawn(votes):
    """Draw a map and say in which group each row is."""
    from comity.consultation.engine.opinion import located  # noqa: PLC0415, beside its only use

    found = draw(votes)
    rows, grouping, _ = located(matrix(votes))
    return found, dict(zip(rows.tolist(), grouping.labels.tolist(), strict=True))


def by_red_dwarf(votes):
    """Let red-dwarf draw the same votes."""
    rows = list(
        chain.from_iterable(
            [(row, number, value) for number, value in person]
            for row, person in enumerate(votes.votes())
        )
    )
    done = subprocess.run(
        [ORACLES, "-W", "ignore", ROOT / "bench" / "codes" / "red_dwarf.py"],
        input=json.dumps(rows),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(done.stdout)


def agreement_of(both, ours, theirs):
    """Compare two groupings of the same rows."""
    import numpy as np  # noqa: PLC0415, beside its only use

    return agreement(np.array([ours[row] for row in both]), np.array([theirs[row] for row in both]))


def tables(votes, groups):
    """Count the votes on each statement by the groups of somebody else."""
    many = max(groups.values()) + 1
    found = {number: [Cell()] * many for number in votes.statements}
    for row, person in enumerate(votes.votes()):
        if row in groups:
            for number, value in person:
                cells = found[number] = list(found[number])
                cells[groups[row]] += Cell(int(value > 0), int(value < 0), 1)
    return found
