"""The house made complete: what everybody sees, and what operators run."""

from bench.house import backup, pages, search, start

TOPICS = (start, pages, search, backup)


def figures():
    """Measure, one topic after the other."""
    for topic in TOPICS:
        yield from topic.figures()
