"""What sortition-algorithms makes of a pool; runs in the environment of the oracles, knows no ours.

Reads people, quotas and seats as JSON, and writes the smallest chance of anybody and the seconds
that it took.
"""

import json
import sys
import time
from collections import Counter

from sortition_algorithms import Settings, read_in_features, read_in_people
from sortition_algorithms.committee_generation.maximin import find_distribution_maximin


def run():
    """Find the maximin distribution once, with its usual solver."""
    asked = json.load(sys.stdin)
    people, seats = asked["people"], asked["seats"]
    head = ["feature", "value", "min", "max"]
    body = [
        {
            "feature": one["dimension"],
            "value": one["category"],
            "min": str(one["least"]),
            "max": str(one["most"]),
        }
        for one in asked["quotas"]
    ]
    features, *_ = read_in_features(head, body, seats)
    settings = Settings(id_column="id", columns_to_keep=[])
    read, _ = read_in_people(list(people[0]), people, features, settings)
    started = time.perf_counter()
    panels, parts, _ = find_distribution_maximin(features, read, seats, [])
    seconds = time.perf_counter() - started
    chances = Counter({one["id"]: 0.0 for one in people})
    for panel, part in zip(panels, parts, strict=True):
        for one in panel:
            chances[one] += part
    sys.stdout.write("\n" + json.dumps({"smallest": min(chances.values()), "seconds": seconds}))


if __name__ == "__main__":
    run()
