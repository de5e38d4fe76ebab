"""Panels by lot: how long the chances take, and whether anybody could find fairer ones.

That is told twice: beside another maximin, and by a bound that holds for whatever program. The
other one knows people and no types, so that it comes to no end with the large pool.

What bounds the time is the solver: nine tenths of it pass inside HiGHS, in some 500 runs for the
large pool, half of them of whole numbers. Fewer runs would need better panels to begin with.
"""

import json
import random
import subprocess
import time
from pathlib import Path

from bench.codes.lot_bound import bound
from bench.figure import Figure
from comity.consultation.engine.lot import lots
from comity.consultation.rules.equity import Dimension
from comity.consultation.rules.lot import Quota, Ticket, chances, check_quotas, missed, types_of
from tests.harness.served import SOURCE

ROOT = SOURCE.parent
ORACLES = ROOT / ".venv-oracles" / "bin" / "python"
SORTITION = Path(__file__).with_name("sortition.py")
SAME = 1e-6
POOLS = ((150, 22), (2000, 40))
SLOWEST = {150: 10, 2000: 60}  # s
PATIENCE = 120
"""Seconds after which the other program is not waited for any longer.

With the large pool it was not done after ten minutes of processor, where the engine here took 8 s.
"""

GROUPS = {
    Dimension.LANGUAGE: ("en", "ar", "sw", "es", "fr"),
    Dimension.REGION: ("north", "south", "east", "west", "islands"),
    Dimension.TENURE: ("new", "middle", "old"),
    Dimension.GENDER: ("women", "men", "others"),
}
SKEW = 1.5
"""How many times as many put themselves forward from a group as from the next one."""


def figures():
    """Measure two synthetic pools, and compare them with what sortition-algorithms finds."""
    for people, seats in POOLS:
        pool, quotas = synthetic(people, seats)
        started = time.perf_counter()
        found = lots(pool, quotas, seats)
        seconds = time.perf_counter() - started
        told = chances(found, pool).values()
        how = (
            f"{people} people of {len(types_of(pool))} types, {seats} seats, {len(quotas)} quotas; "
            f"chances from {min(told):.6f} to {max(told):.6f}"
        )
        yield Figure(
            name=f"codes.lot_{people}",
            value=seconds,
            unit="s",
            target=SLOWEST[people],
            how=how,
        )
        yield broken(found, quotas, people)
        yield below_the_fairest(found, pool, quotas, seats, min(told))
        yield against_sortition_algorithms(pool, quotas, seats, min(told), seconds)


def synthetic(people, seats):
    """Make up a pool in which some groups put themselves forward more often than others."""
    chosen = random.Random(people)  # noqa: S311, the same pool in every run
    pool = [
        Ticket(
            f"T{number:05d}",
            {
                str(dimension): chosen.choices(
                    groups, [SKEW**-place for place in range(len(groups))]
                )[0]
                for dimension, groups in GROUPS.items()
            },
        )
        for number in range(people)
    ]
    quotas = [
        Quota(dimension, group, max(0, seats // len(groups) - 1), seats // len(groups) + 2)
        for dimension, groups in GROUPS.items()
        for group in groups
    ]
    return pool, check_quotas(quotas, seats)


def broken(found, quotas, people):
    """Count the panels that can be drawn although they break a quota."""
    count = 0
    for mix in found.mixes:
        panel = [
            Ticket("", answers)
            for answers, many in zip(found.types, mix.members, strict=True)
            for _ in range(many)
        ]
        count += missed(quotas, panel) > 0
    return Figure(
        name=f"codes.lot_{people}_quotas_broken",
        value=count,
        unit="panels",
        target=0,
        how=f"of {len(found.mixes)} kinds of panels that can be drawn",
    )


def below_the_fairest(found, pool, quotas, seats, ours):
    """Compare the smallest chance of anybody with the largest that there can be."""
    most, tried = bound(found, pool, quotas, seats, ours + SAME / 10)
    return Figure(
        name=f"codes.lot_{len(pool)}_below_the_fairest",
        value=max(0.0, most - ours),
        unit="",
        target=SAME,
        how=f"smallest chance {ours:.8f}; none is larger than {most:.8f}, by {tried} weights",
    )


def against_sortition_algorithms(pool, quotas, seats, ours, seconds):
    """Compare the smallest chance of anybody with that of another implementation."""
    name = f"codes.lot_{len(pool)}_less_fair_than_sortition_algorithms"
    if not ORACLES.exists():
        return Figure(
            name=name, value=None, unit="-", target=0, how="NOT MEASURED: it takes `make oracles`"
        )
    asked = {
        "people": [{"id": one.id, **one.answers} for one in pool],
        "quotas": [one.as_json() for one in quotas],
        "seats": seats,
    }
    try:
        done = subprocess.run(
            [ORACLES, SORTITION],
            input=json.dumps(asked),
            check=True,
            stdout=subprocess.PIPE,
            text=True,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired:
        how = f"it was not done after {PATIENCE} s; here it took {seconds:.1f} s"
        return Figure(name=name, value=None, unit="-", target=0, how=f"NOT MEASURED: {how}")
    theirs = json.loads(done.stdout.splitlines()[-1])  # its solver prints before
    return Figure(
        name=name,
        value=max(0.0, theirs["smallest"] - ours),
        unit="",
        target=SAME,
        how=f"smallest chance {ours:.6f} here and {theirs['smallest']:.6f} there, "
        f"{seconds:.1f} s here and {theirs['seconds']:.1f} s there",
    )
