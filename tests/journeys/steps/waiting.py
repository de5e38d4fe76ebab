"""Waiting for what the worker does by itself: by asking again, never by sleeping for long."""

import time

PATIENCE = 60
PAUSE = 0.2


def until(asked, what, seconds=PATIENCE):
    """Ask again and again until the answer is something, and give it.

    Raises:
        AssertionError: the time is over.
    """
    give_up = time.monotonic() + seconds
    while not (answer := asked()):
        assert time.monotonic() < give_up, f"waited in vain until {what}"
        time.sleep(PAUSE)
    return answer
