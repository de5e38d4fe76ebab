"""Which tests stay on one worker, because what they begin with takes minutes.

The mark ``xdist_group`` would say it beside the tests, but pytest 9.2 no longer hands on the names
by which pytest-xdist 3.8 sends it to the scheduler.
"""

import re

from xdist.scheduler import LoadGroupScheduling

TOGETHER = (
    re.compile(r"(harness/test_served\.py)"),  # one worker loads the sandbox, and not two
    re.compile(r"(journeys/test_at_rest\.py).*\[([a-z]+)"),  # one journey for each database
)


def scope_of(name: str) -> str:
    """Tell by its name which tests a test stays with; alone it has the name as its scope."""
    for pattern in TOGETHER:
        if found := pattern.search(name):
            return " ".join(found.groups())
    return name


class Together(LoadGroupScheduling):
    """Give whole scopes to a worker, and everything else to whoever is free."""

    def _split_scope(self, nodeid: str) -> str:
        return scope_of(nodeid)
