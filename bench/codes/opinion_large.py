"""A synthetic round as large as one may get; prints what drawing its map takes, as JSON."""

import json
import resource
import time

import numpy as np

from comity.consultation.engine.opinion import draw
from comity.consultation.rules.opinion_input import publish

PEOPLE, STATEMENTS, ANSWERED = 100_000, 500, 15  # 3 % filled
GROUPS = 3
KILOBYTES = 1024


def votes(chance):
    """Make up votes of people of three minds, each on statements of their own choice."""
    leaning = chance.uniform(-1, 1, (GROUPS, STATEMENTS))
    minds = chance.integers(0, GROUPS, PEOPLE)
    for person in range(PEOPLE):
        asked = chance.choice(STATEMENTS, size=ANSWERED, replace=False)
        said = leaning[minds[person], asked] + chance.normal(0, 0.5, ANSWERED)
        for number, strength in zip(asked.tolist(), said.tolist(), strict=True):
            yield str(person), number + 1, (strength > 0.2) - (strength < -0.2)  # noqa: PLR2004, else a pass


def run():
    """Draw it once, beginning with the votes as a database gives them."""
    cast = list(votes(np.random.default_rng(7)))
    started = time.perf_counter()
    found = draw(publish(range(1, STATEMENTS + 1), cast))
    print(
        json.dumps(
            {
                "seconds": time.perf_counter() - started,
                "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES,
                "people": found["people"],
                "statements": len(found["statements"]),
                "votes": len(cast),
                "groups": len(found["groups"]),
            }
        )
    )


if __name__ == "__main__":
    run()
