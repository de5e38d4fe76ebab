"""The gate: another system asks whether somebody has signed."""

import random

from bench.figure import Figure, percentile
from bench.wire import Wire

SIGNATURES = 1_000_000
ROUNDS = 3_000
WARM_UP = 200
P99 = 5  # ms


def figures(url):
    """Ask about accounts all over the table, one in ten of which has not signed."""
    chance = random.Random(20260101)  # noqa: S311, the same accounts each time
    asked = [chance.randrange(1, SIGNATURES * 10 // 9) for _ in range(WARM_UP + ROUNDS)]
    wire = Wire(url)
    times = []
    for number in asked:
        answer = wire.get(f"/api/v1/signups/wiki:{number}")
        if answer.json()["signed"] is not (number <= SIGNATURES):
            raise AssertionError(answer.body)
        times.append(answer.milliseconds)
    wire.close()
    yield Figure(
        name="main.gate_p99",
        value=percentile(times[WARM_UP:], 0.99),
        unit="ms",
        target=P99,
        how=f"{ROUNDS} accounts among {SIGNATURES} signatures, one keep-alive client, SQLite",
    )
