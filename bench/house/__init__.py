"""The house made complete: what everybody sees, and what operators run."""

from bench.house import backup, pages, processes, search, sign_in, start

TOPICS = (start, pages, search, sign_in, backup, processes)


def figures():
    """Measure, one topic after the other."""
    for topic in TOPICS:
        yield from topic.figures()
