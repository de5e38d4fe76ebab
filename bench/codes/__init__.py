"""Codes and consultations: what they cost at the size that a movement brings."""

from bench.codes import floor, opinion, redline

TOPICS = (floor, opinion, redline)


def figures():
    """Measure, one topic after the other."""
    for topic in TOPICS:
        yield from topic.figures()
