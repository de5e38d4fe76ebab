"""What red-dwarf makes of votes; runs in the environment of the oracles and knows nothing of ours.

Reads rows of participant, statement and vote as JSON, and writes its groups, its consensus of
groups and the seconds that it took.
"""

import json
import sys
import time

from reddwarf.implementations.base import run_pipeline

SEED = 1


def run():
    """Draw the map once, with its own choice of everything."""
    votes = [
        {"participant_id": row, "statement_id": number, "vote": value}
        for row, number, value in json.load(sys.stdin)
    ]
    started = time.perf_counter()
    found = run_pipeline(votes=votes, random_state=SEED)
    seconds = time.perf_counter() - started
    people = found.participants_df
    groups = people["cluster_id"].dropna()
    json.dump(
        {
            "seconds": seconds,
            "groups": {str(row): int(group) for row, group in groups.items() if group >= 0},
            "consensus": {
                str(number): float(value)
                for number, value in found.group_aware_consensus["agree"].items()
            },
        },
        sys.stdout,
    )


if __name__ == "__main__":
    run()
