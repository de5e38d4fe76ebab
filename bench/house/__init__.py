"""The house made complete: what everybody sees, and what operators run."""

from bench.house import backup, pages, processes, search, start

TOPICS = (start, pages, search, backup, processes)


def figures():
    """Measure, one topic after the other."""
    for topic in TOPICS:
        yield from topic.figures()
